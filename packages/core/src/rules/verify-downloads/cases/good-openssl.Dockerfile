FROM alpine:3.24 AS build
RUN wget -q https://example.com/server-1.2.tar.gz \
 && sum="d2d2d2d2" \
 && if [ "$(openssl sha512 -r server-1.2.tar.gz)" = "$sum *server-1.2.tar.gz" ]; then tar xzf server-1.2.tar.gz; else exit 1; fi
