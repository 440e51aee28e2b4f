FROM golang:1.27 AS build
ARG VERSION
COPY . .
RUN CGO_ENABLED=0 go build -ldflags "-X main.version=${VERSION}" -o /api . \
 && CGO_ENABLED=0 go build \
      -trimpath \
      -ldflags='-X main.name=worker' \
      -o /worker ./cmd/worker
FROM scratch
COPY --from=build /api /worker /
CMD ["/api"]
# finds: 4, 5
