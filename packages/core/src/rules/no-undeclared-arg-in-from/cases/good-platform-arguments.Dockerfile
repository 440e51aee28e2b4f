FROM --platform=$BUILDPLATFORM golang:1.27 AS build-amd64
FROM --platform=${TARGETPLATFORM:-linux/amd64} build-${TARGETARCH}
CMD ["/app"]
