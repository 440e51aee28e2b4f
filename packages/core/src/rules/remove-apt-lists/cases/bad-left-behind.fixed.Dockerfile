FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
      ca-certificates \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update && \
    apt-get install -y git && \
    rm -rf /var/lib/apt/lists/*
RUN <<SCRIPT
set -e
apt-get update
apt-get install -y make && rm -rf /var/lib/apt/lists/*
SCRIPT
CMD ["curl", "--version"]
