FROM alpine:3.24
COPY server /server
HEALTHCHECK CMD ["/server", "health"]
USER 65532:65532
CMD ["/server"]
