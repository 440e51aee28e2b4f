FROM python:3.14-slim
RUN pip install --no-cache-dir --cert /etc/acme-ca.crt --index-url https://pypi.acme.corp/simple flask
