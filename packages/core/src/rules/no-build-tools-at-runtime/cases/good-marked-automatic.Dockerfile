FROM debian:13-slim
RUN set -eux; \
    saved="$(apt-mark showmanual)"; \
    apt-get update; \
    apt-get install -y --no-install-recommends gcc make libc6-dev wget; \
    make -C /usr/src/server install; \
    apt-mark auto '.*' > /dev/null; \
    apt-mark manual $saved > /dev/null; \
    apt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false; \
    rm -rf /var/lib/apt/lists/*
USER 65532:65532
CMD ["/usr/local/bin/server"]
