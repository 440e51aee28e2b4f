FROM golang:1.27-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /api .
FROM build AS check
RUN go vet ./...
FROM scratch
COPY --from=build /api /api
CMD ["/api"]
