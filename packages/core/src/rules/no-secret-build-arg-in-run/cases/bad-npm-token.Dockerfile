FROM node:24-slim
ARG NPM_TOKEN
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --//npm.example.com/:_authToken=$NPM_TOKEN
CMD ["node", "server.js"]
# finds: 5
