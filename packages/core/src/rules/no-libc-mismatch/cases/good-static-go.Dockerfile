FROM golang:1.27 AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN go build -o /bin/api ./cmd/api
FROM scratch
COPY --from=build /bin/api /bin/api
CMD ["/bin/api"]
