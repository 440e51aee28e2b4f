# The service's image.

FROM alpine:3.24
RUN apk add --no-cache \
    # certificates for TLS
    ca-certificates \
    tzdata
CMD ["/server"]
