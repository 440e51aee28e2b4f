FROM node:24-slim
RUN npm config set strict-ssl false && npm ci
RUN yarn config set "strict-ssl" false -g
RUN npm set strict-ssl=false
RUN npm install --strict-ssl=false express
RUN pnpm install --no-strict-ssl
# finds: 2, 3, 4, 5, 6
