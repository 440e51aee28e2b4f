FROM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /api ./cmd/api
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /api /api
ENTRYPOINT ["/api"]
