FROM node:24-slim
USER node
RUN --mount=type=secret,id=npm_token,mode=444 npm ci
# finds: 3
