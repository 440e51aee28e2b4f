FROM alpine:3.23
RUN set -eux; apk add --no-cache curl; apk add --no-cache git; echo done
