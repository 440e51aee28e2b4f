FROM golang:alpine AS builder
WORKDIR /app
COPY . .
RUN go build -o main ./cmd/api
FROM alpine:latest
COPY --from=builder /app/main .
CMD ["./main"]
# finds: 4
