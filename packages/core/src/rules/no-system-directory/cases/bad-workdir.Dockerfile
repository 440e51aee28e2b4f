FROM alpine:3.24
WORKDIR /proc/self
CMD ["/app"]
# finds: 2
