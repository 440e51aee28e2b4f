FROM debian:13-slim
RUN curl -fsSLo /tmp/tool.tar.gz https://github.com/acme/tool/releases/download/v1.2.3/tool.tar.gz \
    && echo "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  /tmp/tool.tar.gz" | sha256sum -c - \
    && tar -xzf /tmp/tool.tar.gz -C /usr/local
ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://get.acme.io/v1.2.3/install.sh /tmp/
