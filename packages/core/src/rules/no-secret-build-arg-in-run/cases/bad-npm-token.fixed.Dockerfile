FROM node:24-slim
ARG NPM_TOKEN
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npm_token export NPM_TOKEN="$(cat /run/secrets/npm_token)" && npm ci --//npm.example.com/:_authToken=$NPM_TOKEN
CMD ["node", "server.js"]
