FROM node:24-slim
RUN npm config set strict-ssl true && npm config set cafile /etc/acme-ca.crt && npm ci
