FROM python:3.14-slim
ARG GOOGLE_APPLICATION_CREDENTIALS
COPY acme-prod.json ${GOOGLE_APPLICATION_CREDENTIALS}
ENV HF_TOKEN_PATH=/root/.hf/token
COPY hugging-face /root/.hf/token
CMD ["python", "app.py"]
# finds: 3, 5
