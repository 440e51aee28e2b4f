FROM golang:1.27-alpine AS builder
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o main ./cmd/api
FROM alpine:latest
COPY --from=builder /app/main /main
CMD ["/main"]
# finds: 5
