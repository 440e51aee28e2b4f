FROM golang:1.26
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o main ./cmd/api
EXPOSE 8080
CMD ["./main"]
# finds: 1
