FROM debian:13-slim
RUN curl -fsSLo /tmp/tool.tar.gz https://dl.acme.io/tool.tar.gz && tar -xzf /tmp/tool.tar.gz -C /opt && rm /tmp/tool.tar.gz
RUN rm -rf /tmp/tool.tar.gz /usr/share/doc
