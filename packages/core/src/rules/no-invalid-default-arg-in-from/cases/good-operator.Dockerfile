ARG VERSION
FROM alpine:${VERSION:-3.24}
CMD ["/app"]
