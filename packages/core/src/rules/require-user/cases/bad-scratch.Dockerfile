FROM scratch
COPY api /api
ENTRYPOINT ["/api"]
# finds: 1
