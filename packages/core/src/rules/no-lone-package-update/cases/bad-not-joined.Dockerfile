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
FROM python:3.14-alpine
RUN apk update && pip install --no-cache-dir gunicorn
# finds: 2, 6, 10, 12
