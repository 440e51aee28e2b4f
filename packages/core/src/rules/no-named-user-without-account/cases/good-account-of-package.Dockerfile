FROM debian:13-slim
RUN apt-get update && apt-get install -y redis-server && rm -rf /var/lib/apt/lists/*
USER redis
CMD ["redis-server"]
