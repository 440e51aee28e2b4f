FROM debian:13-slim
RUN set -e; \
    packages="$(mktemp -d)"; \
    build-packages "$packages"; \
    echo "deb [ trusted=yes ] file://$packages ./" > /etc/apt/sources.list.d/here.list; \
    apt-get update; apt-get install -y server
FROM alpine:3.24
RUN apk index --allow-untrusted -o /srv/packages/APKINDEX.tar.gz /srv/packages/*.apk
