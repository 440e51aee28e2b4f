FROM debian:13-slim
WORKDIR /opt
COPY install.sh id_rsa /tmp/
RUN curl -fsSLO https://dl.acme.io/tool.tar.gz
RUN sh /tmp/install.sh && tar -xzf tool.tar.gz && rm tool.tar.gz
RUN rm -rf /tmp/install.sh /tmp/id_rsa
# finds: 5, 6, 6
