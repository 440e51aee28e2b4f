FROM node:24 AS build
RUN yarn config set enableStrictSsl false && yarn install
FROM node:24-slim
COPY --from=build /app /app
# finds: 2
