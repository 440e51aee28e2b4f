FROM debian:13-slim
RUN echo "deb http://ftp.debian.org/debian trixie-backports main" > /etc/apt/sources.list.d/backports.list && apt-get update
FROM alpine:3.23
RUN apk add --no-cache --repository http://dl-cdn.alpinelinux.org/alpine/edge/testing tool
