FROM debian:13
COPY server /server
CMD ["/server"]
# finds: 1
