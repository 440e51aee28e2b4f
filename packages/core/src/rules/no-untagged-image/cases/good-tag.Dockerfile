FROM --platform=$BUILDPLATFORM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
FROM build AS test
RUN go test ./...
FROM scratch
COPY --from=build /app /app
CMD ["/app"]
