FROM alpine:3.24
RUN addgroup -g 10001 app && adduser -D -u 10001 -G app app
COPY server /server
USER app
CMD ["/server"]
# finds: 4
