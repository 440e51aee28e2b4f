FROM debian:13-slim
ARG APP_VERSION=1.2.3
ARG TOKENIZER_URL=https://models.acme.io/tokenizer.json
RUN echo "$APP_VERSION" > /etc/app-version
RUN echo "$TOKENIZER_URL"
