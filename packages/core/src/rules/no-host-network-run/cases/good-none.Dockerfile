FROM python:3.14-slim
RUN --network=none python -m compileall /app
