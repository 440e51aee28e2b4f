FROM debian:13-slim
RUN curl -k https://localhost:8443/ready
HEALTHCHECK CMD curl -fk https://localhost:8443/health
