FROM alpine:3.24
RUN adduser -D -u 10001 app
COPY server /server
USER 10001:10001
CMD ["/server"]
