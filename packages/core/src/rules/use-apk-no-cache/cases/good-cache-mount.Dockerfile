FROM alpine:3.23
RUN --mount=type=cache,target=/var/cache/apk apk add curl
