FROM alpine:3.24
COPY server /server
RUN apk add --no-cache libcap && setcap cap_net_bind_service=+ep /server
EXPOSE 443
USER 10001:10001
CMD ["/server"]
