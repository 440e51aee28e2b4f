FROM alpine:3.24
RUN apk add --no-cache nginx && adduser -D -u 10001 web
CMD ["nginx", "-g", "daemon off;"]
