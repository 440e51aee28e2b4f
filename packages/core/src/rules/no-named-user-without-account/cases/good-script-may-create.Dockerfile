FROM debian:13-slim
COPY setup.sh /setup.sh
RUN /setup.sh
USER app
CMD ["/server"]
