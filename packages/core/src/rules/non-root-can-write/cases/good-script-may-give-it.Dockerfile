FROM alpine:3.24
COPY setup.sh /setup.sh
RUN /setup.sh
VOLUME /data
USER 10001:10001
CMD ["/server"]
