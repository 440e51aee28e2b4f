FROM alpine:3.23
RUN set -eux; apk add -U curl; apk add git; rm -rf /var/cache/apk/*; echo done
# finds: 2, 2
