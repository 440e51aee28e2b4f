FROM golang:1.27 AS build
ENV CGO_ENABLED=1
WORKDIR /src
COPY . .
RUN go build -o main .
FROM gcr.io/distroless/static-debian13
COPY --from=build /src/main /main
CMD ["/main"]
# finds: 7
