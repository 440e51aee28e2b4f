FROM debian:13-slim
# RUN wget --no-check-certificate https://example.com
RUN echo "wget --no-check-certificate is not allowed here"
HEALTHCHECK CMD wget -q --no-check-certificate -O- https://localhost:8443/health
