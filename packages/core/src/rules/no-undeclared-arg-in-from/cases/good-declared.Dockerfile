ARG NODE_VERSION=24
ARG VARIANT
FROM node:${NODE_VERSION}${VARIANT:-} AS build
RUN npm --version
FROM node:$NODE_VERSION
COPY --from=build /usr/local/lib/node_modules /usr/local/lib/node_modules
