FROM golang:1.26-alpine AS build
RUN apk add gcc
FROM alpine:3.23
RUN echo "apk add curl" && apk del curl
COPY --from=build /app /app
