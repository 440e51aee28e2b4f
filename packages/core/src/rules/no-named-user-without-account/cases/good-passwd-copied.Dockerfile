FROM alpine:3.24 AS build
RUN adduser -D -u 10001 app
FROM scratch
COPY --from=build /etc/passwd /etc/passwd
COPY server /server
USER app
CMD ["/server"]
