FROM node:18 AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build
FROM alpine:3.19
COPY --from=build /app/dist /srv
CMD ["/srv/server"]
# finds: 1, 5
