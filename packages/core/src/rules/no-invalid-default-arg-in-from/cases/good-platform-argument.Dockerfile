FROM alpine:3.24 AS base-amd64
FROM alpine:3.24 AS base-arm64
FROM base-${TARGETARCH}
CMD ["/app"]
