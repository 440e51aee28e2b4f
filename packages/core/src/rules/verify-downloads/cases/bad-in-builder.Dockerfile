FROM golang:1.26 AS build
RUN curl -fsSLO https://github.com/protocolbuffers/protobuf/releases/download/v33.0/protoc-33.0-linux-x86_64.zip \
    && unzip protoc-33.0-linux-x86_64.zip -d /usr/local
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
# finds: 2
