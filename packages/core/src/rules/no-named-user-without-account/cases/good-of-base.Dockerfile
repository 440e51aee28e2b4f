FROM node:24-slim
COPY --chown=node:node . /app
USER node
CMD ["node", "/app/server.js"]
