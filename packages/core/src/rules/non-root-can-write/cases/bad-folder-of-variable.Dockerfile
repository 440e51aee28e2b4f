FROM node:24-slim
ENV UPLOAD_DIR=/srv/uploads
RUN mkdir -p /srv/uploads /var/log/app
COPY . /app
USER node
CMD ["node", "/app/server.js"]
# finds: 3, 3
