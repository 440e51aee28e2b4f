FROM node:24 AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build
FROM nginx:1.30-alpine
COPY --from=build /app/dist /usr/share/nginx/html
