FROM python:3.14-slim
COPY .env.example /app/.env.example
COPY id_rsa.pub /root/.ssh/authorized_keys
COPY certs/ca.pem /usr/local/share/ca-certificates/acme.crt
COPY nodesource.key /etc/apt/keyrings/
COPY src/credentials.py config.json /app/
RUN --mount=type=secret,id=netrc,target=/root/.netrc pip install --requirement /app/requirements.txt
COPY .env.sample /app/.env
COPY ssh-config /root/.ssh/
