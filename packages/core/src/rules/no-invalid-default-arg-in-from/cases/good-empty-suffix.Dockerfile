ARG VARIANT
FROM node:24${VARIANT}
CMD ["node", "server.js"]
