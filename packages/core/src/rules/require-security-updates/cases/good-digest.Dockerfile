FROM alpine:3.24@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY server /server
CMD ["/server"]
