FROM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /api .
FROM scratch
COPY --from=build /api /api
CMD ["/api"]
