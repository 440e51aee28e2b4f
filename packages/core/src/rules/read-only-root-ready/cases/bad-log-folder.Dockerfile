FROM gcr.io/distroless/static-debian13:nonroot
ENV LOG_DIR=/var/log/api
COPY api /api
CMD ["/api"]
# finds: 4
