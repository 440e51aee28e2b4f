FROM gcr.io/distroless/static-debian13:nonroot
COPY api /api
HEALTHCHECK CMD ["/api", "healthcheck"]
ENTRYPOINT ["/api"]
CMD ["--port", "8080"]
