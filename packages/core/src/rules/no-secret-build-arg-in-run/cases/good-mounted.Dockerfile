FROM node:24-slim
ARG NPM_TOKEN
RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm config set fund false && echo "$NPM_TOKEN" | wc -c
RUN --mount=type=secret,id=npm_token NPM_TOKEN="$(cat /run/secrets/npm_token)" && test -n "$NPM_TOKEN"
