FROM cgr.dev/chainguard/static:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY app /app
CMD ["/app"]
