FROM debian:13-slim AS base
RUN apt-get update && apt-get dist-upgrade -y && rm -rf /var/lib/apt/lists/*
FROM base
COPY server /server
CMD ["/server"]
