FROM node:24-slim
RUN --mount=type=secret,id=npm_token npm config set //npm.example.com/:_authToken "$(cat /run/secrets/npm_token)" \
    && npm ci \
    && npm config delete //npm.example.com/:_authToken
