FROM alpine:3.24
LABEL ports="22"
ENV SSH_PORT=22
CMD ["/app"]
