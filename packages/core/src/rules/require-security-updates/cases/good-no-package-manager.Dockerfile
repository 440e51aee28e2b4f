FROM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /main .
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /main /main
CMD ["/main"]
