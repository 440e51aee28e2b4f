ARG NODE_VERSION=24
FROM node:${NODE_VERSON}-slim
CMD ["node", "server.js"]
# finds: 2
