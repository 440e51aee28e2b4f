FROM debian:13-slim
COPY app /usr/local/bin/app
CMD app --port 8080 --name "my shop"
# finds: 3
