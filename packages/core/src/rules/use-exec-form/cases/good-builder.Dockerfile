FROM golang:1.26 AS build
CMD go test ./...
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
ENTRYPOINT ["/app"]
