FROM alpine:3.23
COPY acme.apk /tmp/
RUN apk add --no-cache --allow-untrusted /tmp/acme.apk
# finds: 3
