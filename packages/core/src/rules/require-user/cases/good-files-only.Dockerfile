FROM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /out/ ./cmd/...
FROM scratch AS binaries
COPY --from=build /out /
