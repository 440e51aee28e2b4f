FROM node:24-slim
RUN npm config get strict-ssl
