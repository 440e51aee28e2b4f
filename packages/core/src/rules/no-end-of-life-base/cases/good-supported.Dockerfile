FROM golang:1.27-trixie AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /api .
FROM alpine:3.24
COPY --from=build /api /api
CMD ["/api"]
