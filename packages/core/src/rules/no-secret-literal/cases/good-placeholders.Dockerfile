FROM python:3.14-slim
ENV API_TOKEN=changeme STRIPE_KEY=<your-key> GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
ENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
ENV DATABASE_URL=postgres://postgres:postgres@db/shop
ARG NPM_TOKEN
RUN --mount=type=secret,id=npm_token curl -fsS -H "Authorization: Bearer $(cat /run/secrets/npm_token)" https://npm.example.com/-/whoami
RUN git clone https://ci:${NPM_TOKEN}@git.acme.io/lib.git /src/lib
