ARG VERSION
FROM alpine:${VERSION}
CMD ["/app"]
# finds: 2
