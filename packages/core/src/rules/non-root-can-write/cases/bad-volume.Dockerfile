FROM alpine:3.24
COPY server /server
VOLUME /data
USER 10001:10001
CMD ["/server"]
# finds: 3
