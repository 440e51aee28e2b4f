FROM debian:13-slim
ADD rootfs.tar.gz /
ADD app/ /app/
RUN curl -fsSLO https://dl.acme.io/tool.tar.gz
