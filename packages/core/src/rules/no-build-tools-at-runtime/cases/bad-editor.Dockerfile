FROM debian:13-slim
RUN apt-get update && apt-get install -y vim && rm -rf /var/lib/apt/lists/*
COPY server /server
ENTRYPOINT ["/server"]
# finds: 2
