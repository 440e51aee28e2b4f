FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* /tmp/*
RUN set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends git; \
    apt-get dist-clean
RUN apt-get update && apt-get install -y make && find /var/lib/apt/lists -type f -delete
