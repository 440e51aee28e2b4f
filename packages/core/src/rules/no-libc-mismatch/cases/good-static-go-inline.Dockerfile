FROM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN GOOS=linux CGO_ENABLED=0 go build -o app .
FROM alpine:3.24
COPY --from=build /src/app /app
CMD ["/app"]
