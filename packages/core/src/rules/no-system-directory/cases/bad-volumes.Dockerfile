FROM debian:13
VOLUME ["/sys/fs/cgroup", "/data", "/dev"]
ARG ROOT=/boot
WORKDIR "${ROOT}/app"
CMD ["/app"]
# finds: 2, 2, 4
