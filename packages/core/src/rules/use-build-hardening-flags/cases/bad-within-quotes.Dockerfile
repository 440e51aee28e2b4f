FROM golang:1.27 AS build
COPY . .
RUN sh -c "go build -o /api ."
FROM debian:13-slim
COPY --from=build /api /api
CMD ["/api"]
# finds: 3
