FROM node:24-slim
FROM node:24-slim
CMD ["node"]
