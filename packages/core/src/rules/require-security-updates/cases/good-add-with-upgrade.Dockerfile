FROM alpine:3.24
RUN apk add --no-cache --upgrade ca-certificates openssl
CMD ["/main"]
