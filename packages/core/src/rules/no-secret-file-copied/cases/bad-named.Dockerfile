FROM python:3.14-slim
WORKDIR /app
COPY requirements.txt .env ./
ADD .aws/credentials /root/.aws/credentials
COPY --chmod=600 id_rsa /root/.ssh/
ENV GOOGLE_APPLICATION_CREDENTIALS=/app/acme-prod.json
COPY acme-prod.json /app/
COPY registry.json /root/.docker/config.json
CMD ["python", "app.py"]
# finds: 3, 4, 5, 7, 8
