FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production DB_PASSWORD=h7Gx2kPq
COPY . .
USER node
CMD ["node", "server.js"]
# finds: 3
