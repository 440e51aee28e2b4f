FROM node AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
FROM nginx
COPY --from=build /app/dist /usr/share/nginx/html
# finds: 1, 5
