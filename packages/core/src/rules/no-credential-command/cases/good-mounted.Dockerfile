FROM node:24-slim
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
RUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp s3://acme/model.bin /models/
RUN --mount=type=ssh git clone git@github.com:acme/lib.git /src/lib
