FROM golang:1.27 AS build
COPY . .
RUN sh -c "go build -trimpath -ldflags=-s -o /api ."
FROM debian:13-slim
COPY --from=build /api /api
CMD ["/api"]
