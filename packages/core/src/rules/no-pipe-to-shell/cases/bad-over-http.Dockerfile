FROM golang:1.26 AS build
RUN set -eux; \
    apt-get update; \
    curl http://get.acme.corp/install.sh | sh
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
# finds: 4
