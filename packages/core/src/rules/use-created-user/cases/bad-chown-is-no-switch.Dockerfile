FROM node:24-slim AS base
RUN useradd --uid 10001 --create-home web
FROM base
COPY --chown=web . /home/web
CMD ["node", "/home/web/server.js"]
# finds: 2
