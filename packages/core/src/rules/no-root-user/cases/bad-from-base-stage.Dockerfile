FROM gcr.io/distroless/static-debian13:nonroot AS base
USER 0
FROM base
COPY app /app
CMD ["/app"]
# finds: 2
