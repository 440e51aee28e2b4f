FROM alpine:3.24
RUN mkdir -p /data/cache && chown -R 10001:10001 /data
VOLUME ["/data", "/data/cache"]
USER 10001:10001
CMD ["/server"]
