FROM gcr.io/distroless/static-debian13:nonroot
ENV CACHE_DIR=/tmp/cache
COPY api /api
CMD ["/api"]
