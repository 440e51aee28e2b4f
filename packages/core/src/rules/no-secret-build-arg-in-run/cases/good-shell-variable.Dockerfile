FROM debian:13-slim
RUN TOKEN=$(cat /run/secrets/token); test -n "$TOKEN"
