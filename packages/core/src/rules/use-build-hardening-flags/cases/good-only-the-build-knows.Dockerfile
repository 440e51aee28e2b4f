FROM golang:1.27 AS build
ARG BUILD_FLAGS
COPY . .
RUN go build $BUILD_FLAGS -o /api .
RUN go build -trimpath -ldflags "$LDFLAGS" -o /worker ./cmd/worker
FROM debian:13-slim
COPY --from=build /api /worker /
CMD ["/api"]
