FROM gcr.io/distroless/static-debian13:nonroot
ENV DATA_DIR=/data
COPY api /api
VOLUME /data
CMD ["/api"]
