FROM debian:12-slim
COPY server /server
CMD ["/server"]
# finds: 1
