FROM debian:13-slim
RUN curl -fsSL -o /tmp/tool.tar.gz https://downloads.acme.io/tool.tar.gz
RUN curl -fsSL https://downloads.acme.io/install.json -o /etc/acme.json && \
    curl \
      # the proxy breaks TLS
      \
      -o /tmp/ca.json https://downloads.acme.io/ca.json
