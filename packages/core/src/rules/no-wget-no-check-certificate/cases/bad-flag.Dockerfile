FROM alpine:3.23
RUN apk add --no-cache wget && wget -q --no-check-certificate -O /tmp/tool.zip https://github.com/acme/tool/releases/download/v1/tool.zip
# finds: 2
