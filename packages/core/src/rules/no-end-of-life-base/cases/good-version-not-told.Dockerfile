FROM alpine:latest
CMD ["/api"]
