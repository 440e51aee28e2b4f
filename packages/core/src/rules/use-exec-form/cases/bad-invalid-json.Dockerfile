FROM node:24-slim
ENTRYPOINT ['node', 'server.js']
CMD npm run migrate && npm start
# finds: 2, 3
