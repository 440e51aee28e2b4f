FROM golang:1.27 AS build
RUN go install github.com/golang-migrate/migrate/v4@v4.19.0
COPY . .
RUN go vet ./... && go build ./... && go test ./...
CMD ["go", "version"]
