FROM debian:13-slim
USER 65532:65532
VOLUME /tmp
CMD ["/server"]
