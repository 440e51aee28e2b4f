FROM golang:1.27 AS build
ENV GOFLAGS="-trimpath -ldflags=-s"
COPY . .
RUN go build -o /api .
FROM debian:13-slim
COPY --from=build /api /api
CMD ["/api"]
