FROM python:3.14-slim
ENTRYPOINT ["tini", "--"]
CMD gunicorn --bind 0.0.0.0:$PORT app:app
# finds: 3
