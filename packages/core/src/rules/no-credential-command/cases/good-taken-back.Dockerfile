FROM node:24-slim
RUN --mount=type=secret,id=npm_token npm config set //registry.npmjs.org/:_authToken "$(cat /run/secrets/npm_token)" \
    && npm ci \
    && npm config delete //registry.npmjs.org/:_authToken
