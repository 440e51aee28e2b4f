FROM alpine:3.24
VOLUME ["/data", "/var/run/docker.sock"]
CMD ["/agent"]
# finds: 2
