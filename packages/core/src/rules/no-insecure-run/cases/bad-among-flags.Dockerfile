FROM debian:13
RUN --mount=type=cache,target=/var/cache/apt \
    --security=insecure \
    mount -t tmpfs none /mnt
ONBUILD RUN --security=insecure modprobe fuse
# finds: 3, 5
