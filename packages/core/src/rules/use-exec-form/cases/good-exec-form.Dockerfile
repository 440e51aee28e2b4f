FROM node:24-slim
ENTRYPOINT ["node"]
CMD ["server.js"]
HEALTHCHECK CMD node health.js
