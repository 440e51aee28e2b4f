FROM debian:13-slim
RUN useradd --uid 10001 app
COPY docker-entrypoint.sh /
ENTRYPOINT ["/docker-entrypoint.sh"]
