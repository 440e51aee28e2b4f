FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /api .
FROM debian:trixie-slim
COPY --from=build /api /api
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
CMD ["/api"]
