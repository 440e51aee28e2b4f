FROM alpine:3.24 AS build
RUN mkdir /data
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build --chown=65532:65532 /data /data
COPY server /server
VOLUME /data
CMD ["/server"]
