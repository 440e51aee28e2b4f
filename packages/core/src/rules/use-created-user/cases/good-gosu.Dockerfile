FROM debian:13-slim
RUN apt-get update && apt-get install -y gosu && useradd --uid 10001 app
ENTRYPOINT ["gosu", "app", "/server"]
