FROM python:3.14-slim
ENV PIP_TRUSTED_HOST=""
RUN echo "pip install --trusted-host pypi.org flask" > /dev/null
