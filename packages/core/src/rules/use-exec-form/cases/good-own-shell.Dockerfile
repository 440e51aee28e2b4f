FROM debian:13-slim AS base
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
FROM base
CMD exec app --port "$PORT"
