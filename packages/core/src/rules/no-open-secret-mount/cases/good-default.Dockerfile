FROM node:24-slim
RUN --mount=type=secret,id=npm_token npm ci
