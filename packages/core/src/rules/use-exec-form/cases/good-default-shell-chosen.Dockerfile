FROM debian:13-slim
SHELL ["/bin/sh", "-c"]
CMD exec app --port "$PORT"
