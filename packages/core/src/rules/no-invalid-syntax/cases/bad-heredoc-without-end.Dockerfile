FROM alpine:3.24
RUN <<SCRIPT
apk add --no-cache ca-certificates
# finds: 2
