FROM debian:13
RUN useradd app
USER app
COPY app /app
USER root
CMD ["/app"]
# finds: 5
