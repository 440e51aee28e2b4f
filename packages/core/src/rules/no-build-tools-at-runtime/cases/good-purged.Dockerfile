FROM debian:13-slim
RUN apt-get update && apt-get install -y wget \
  && wget -q https://example.com/server.tar.gz \
  && apt-get purge -y wget && rm -rf /var/lib/apt/lists/*
CMD ["/server"]
