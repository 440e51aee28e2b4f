FROM alpine:3.24
COPY api /api
CMD ["/api"]
