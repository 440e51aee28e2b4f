FROM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN go build -o /bin/api ./cmd/api
FROM alpine:3.24
COPY --from=build /bin/api /bin/api
CMD ["/bin/api"]
# finds: 6
