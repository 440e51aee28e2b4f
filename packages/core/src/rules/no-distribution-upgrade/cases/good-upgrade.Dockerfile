FROM debian:13-slim
RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
