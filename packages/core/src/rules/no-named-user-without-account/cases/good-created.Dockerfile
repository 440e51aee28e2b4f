FROM alpine:3.24 AS base
RUN adduser -D -u 10001 app
FROM base
COPY --chown=app:app server /server
USER app
CMD ["/server"]
