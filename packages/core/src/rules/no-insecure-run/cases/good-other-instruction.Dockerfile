FROM alpine:3.24
LABEL build.flags="RUN --security=insecure"
