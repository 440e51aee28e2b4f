FROM gcr.io/distroless/base-debian13:nonroot
USER root
COPY app /app
USER nonroot
CMD ["/app"]
