FROM node:24-slim
USER node
RUN mkdir -p /home/node/uploads
ENV UPLOAD_DIR=/home/node/uploads
VOLUME /home/node/uploads
CMD ["node", "server.js"]
