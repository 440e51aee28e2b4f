FROM debian:13
USER 0:0
CMD ["/app"]
# finds: 2
