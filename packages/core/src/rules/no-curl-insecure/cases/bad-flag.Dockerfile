FROM debian:13-slim
RUN curl -k -fsSL -o /tmp/tool.tar.gz https://downloads.acme.io/tool.tar.gz
RUN curl -fsSLk https://downloads.acme.io/install.json -o /etc/acme.json && \
    curl \
      # the proxy breaks TLS
      --insecure \
      -o /tmp/ca.json https://downloads.acme.io/ca.json
# finds: 2, 3, 6
