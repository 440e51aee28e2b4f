FROM node:24-slim
WORKDIR /app
ENV AWS_REGION=eu-central-1 \
    AWS_ACCESS_KEY_ID=AKIAQ7ZK2VX9LM4TN8RB
LABEL io.acme.deploy="https://deploy:h7Gx2kPq@git.acme.io/shop.git"
COPY package.json package-lock.json ./
RUN npm ci && \
    curl -fsS -H "Authorization: Bearer q7Zk2Vx9Lm4Tn8Rb1Wc6Yd3Hs5" https://ci.acme.io/done
CMD ["node", "server.js"]
# finds: 4, 5, 8
