FROM node:24-slim AS base
USER 1000:1000
FROM base
COPY . /app
CMD ["node", "/app/server.js"]
