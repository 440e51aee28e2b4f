FROM alpine:3.24
VOLUME /data
CMD ["/server"]
