FROM python:3.14-slim
ENTRYPOINT ["tini", "--"]
CMD ["/bin/sh", "-c", "exec gunicorn --bind 0.0.0.0:$PORT app:app"]
