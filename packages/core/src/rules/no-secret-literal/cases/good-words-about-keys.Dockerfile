FROM debian:13-slim
RUN grep -q -- "-----BEGIN PRIVATE KEY-----" /run/secrets/key && echo "the key is there"
RUN useradd --password '!' --key UMASK=0022 app
