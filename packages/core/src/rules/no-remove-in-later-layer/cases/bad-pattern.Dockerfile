FROM debian:13-slim AS base
ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://dl.acme.io/tool.deb /tmp/
FROM base
RUN dpkg -i /tmp/tool.deb && rm -rf /tmp/*
# finds: 4
