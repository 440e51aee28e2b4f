FROM python:3.14-slim
COPY requirements.txt .
RUN --network=host pip install -r requirements.txt
# finds: 3
