FROM alpine:3.23
RUN echo "apk add --allow-untrusted is not allowed" > /etc/motd
RUN apk add --no-cache curl
