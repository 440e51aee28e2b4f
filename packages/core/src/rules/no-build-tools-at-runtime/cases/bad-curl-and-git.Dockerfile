FROM golang:1.27-alpine AS builder
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o main ./cmd/api
FROM alpine:3.24
RUN apk --no-cache add ca-certificates curl git
COPY --from=builder /app/main .
CMD ["./main"]
# finds: 6
