FROM debian:13-slim
ARG TOOL_VERSION=1.2.3
RUN curl -fsSL https://github.com/acme/tool/releases/download/v${TOOL_VERSION}/tool.tar.gz | tar -xz -C /usr/local
RUN wget -q https://dl.k8s.io/release/v1.34.0/bin/linux/amd64/kubectl \
    && chmod +x kubectl && mv kubectl /usr/local/bin/
RUN curl -fsSL -o /tmp/install.sh https://get.acme.io/install && sh /tmp/install.sh
RUN curl -Lo /usr/local/bin/jq https://github.com/jqlang/jq/releases/download/jq-1.8.1/jq-linux-amd64
RUN git clone --depth 1 https://github.com/acme/plugins.git /opt/plugins
# finds: 3, 4, 6, 7, 8
