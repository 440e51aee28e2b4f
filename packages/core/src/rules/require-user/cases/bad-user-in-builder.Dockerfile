FROM golang:1.27 AS build
USER 1001:1001
COPY . .
RUN CGO_ENABLED=0 go build -o /tmp/api ./cmd/api
FROM alpine:3.24
COPY --from=build /tmp/api /api
CMD ["/api"]
# finds: 5
