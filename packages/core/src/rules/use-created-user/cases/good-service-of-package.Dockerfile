FROM alpine:3.24
RUN apk add --no-cache pure-ftpd && adduser -D -u 10001 ftpuser
CMD ["pure-ftpd", "-j"]
