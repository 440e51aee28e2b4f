FROM python:3.14-slim
COPY install.sh /tmp/
RUN apt-get update && /tmp/install.sh
RUN apt-get update && playwright install-deps
RUN apt-get update && apt-get build-dep -y python3
