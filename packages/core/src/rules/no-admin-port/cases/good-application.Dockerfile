FROM alpine:3.24
EXPOSE 8080 2222 22/udp
CMD ["/app"]
