FROM golang:1.27-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o main ./cmd/api
FROM alpine:3.24
COPY --from=build /src/main /main
CMD ["/main"]
