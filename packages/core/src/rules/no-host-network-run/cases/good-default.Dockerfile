FROM python:3.14-slim
RUN --network=default pip install flask
