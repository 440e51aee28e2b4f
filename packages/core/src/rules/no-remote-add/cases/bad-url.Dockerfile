FROM debian:13-slim
ARG TOOL_URL=https://dl.acme.io/tool.tar.gz
ADD https://example.com/big.tar.xz /usr/src/things/
ADD --chmod=755 $TOOL_URL /tmp/
# finds: 3, 4
