FROM alpine:3.23
RUN wget -q -O /tmp/tool.zip https://github.com/acme/tool/releases/download/v1/tool.zip
