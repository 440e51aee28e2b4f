FROM alpine:3.24
COPY --chmod=4755 helper /usr/local/bin/helper
CMD ["/usr/local/bin/helper"]
# finds: 2
