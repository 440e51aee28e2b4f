FROM node:24-slim
RUN --mount=type=cache,target=/root/.npm,mode=0755 npm ci
RUN --mount=type=secret,id=npm_token,mode=${MODE} npm ci
