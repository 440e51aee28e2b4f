FROM debian:13 AS build
RUN apt-get -y update && apt-get clean
COPY packages.txt .
RUN xargs apt-get install -y < packages.txt
FROM alpine:3.23
RUN apk update
# the tools
RUN apk add curl || apk add wget
FROM opensuse/leap:16.0
RUN zypper refresh
# finds: 2, 6, 10
