FROM python:3.14-slim
RUN pip install --trusted-host localhost --index-url http://localhost:3141/simple flask
