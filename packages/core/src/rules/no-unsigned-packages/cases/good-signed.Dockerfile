FROM debian:13-slim
ADD --checksum=sha256:4d7c5d9a4f5a2f6e1c3b8a7d6e5f4c3b2a1908f7e6d5c4b3a29180f7e6d5c4b3 https://apt.acme.io/acme.asc /etc/apt/keyrings/
RUN echo "deb [signed-by=/etc/apt/keyrings/acme.asc] https://apt.acme.io/ stable main" > /etc/apt/sources.list.d/acme.list \
    && apt-get update && apt-get install -y --no-install-recommends acme && rm -rf /var/lib/apt/lists/*
