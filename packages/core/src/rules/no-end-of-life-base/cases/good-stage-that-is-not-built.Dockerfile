FROM debian:8 AS legacy
RUN echo "kept for comparison"
FROM debian:13-slim
CMD ["/server"]
