FROM alpine:3.23
RUN apk update && apk upgrade
RUN apk add --no-cache curl
FROM debian:13-slim
RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
FROM rockylinux:9
RUN dnf -y install httpd && dnf -y update
RUN dnf -y update && dnf -y install mod_ssl
FROM debian:13-slim
RUN for try in 1 2 3; do apt-get install -y nginx && break; apt-get update; done
