FROM debian:13-slim
ARG TOOL_URL
RUN wget --no-check-certificate "$TOOL_URL"
# finds: 3
