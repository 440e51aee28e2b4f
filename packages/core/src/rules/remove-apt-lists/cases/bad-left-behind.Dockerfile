FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
      ca-certificates \
    && apt-get clean
RUN apt-get update && \
    apt-get install -y git
RUN <<SCRIPT
set -e
apt-get update
apt-get install -y make
SCRIPT
CMD ["curl", "--version"]
# finds: 2, 3, 7, 11
