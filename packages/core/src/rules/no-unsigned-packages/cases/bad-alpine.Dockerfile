FROM alpine:3.23
COPY acme.apk /tmp/
RUN apk add --no-cache --allow-untrusted /tmp/acme.apk
RUN apk fix --allow-untrusted acme
# finds: 3, 4
