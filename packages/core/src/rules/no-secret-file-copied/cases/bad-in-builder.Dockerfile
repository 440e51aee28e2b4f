FROM node:24 AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY .netrc /root/.netrc
RUN npm ci
FROM node:24-slim
COPY --from=build /app /app
# finds: 3, 4
