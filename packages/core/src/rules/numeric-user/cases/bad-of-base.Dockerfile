FROM node:24-slim
WORKDIR /app
COPY . .
USER node
CMD ["node", "server.js"]
# finds: 4
