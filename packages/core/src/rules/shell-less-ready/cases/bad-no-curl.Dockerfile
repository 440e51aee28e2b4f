FROM debian:13-slim
COPY api /api
HEALTHCHECK --interval=30s CMD ["curl", "-f", "http://localhost:8080/healthz"]
CMD ["/api"]
# finds: 3
