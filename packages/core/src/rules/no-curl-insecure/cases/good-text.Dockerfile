FROM debian:13-slim
RUN echo "never use curl --insecure https://example.com" > /etc/motd
RUN apk-tools -k && tar -k -xf /tmp/x.tar
