FROM golang:alpine AS builder
WORKDIR /app
COPY . .
RUN go build -trimpath -ldflags='-s -w' -o main ./cmd/api
FROM alpine:latest
COPY --from=builder /app/main .
CMD ["./main"]
