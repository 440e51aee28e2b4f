FROM debian:13
WORKDIR /development
VOLUME ["/system", "/processed"]
CMD ["/app"]
