FROM node:24-slim
RUN echo "npm config set strict-ssl false" > /dev/null && npm ci
