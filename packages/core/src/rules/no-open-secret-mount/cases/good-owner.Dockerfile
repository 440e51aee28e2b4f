FROM node:24-slim
USER node
RUN --mount=type=secret,id=npm_token,uid=1000,mode=0400 npm ci
