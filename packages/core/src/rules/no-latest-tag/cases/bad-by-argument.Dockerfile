ARG TAG=latest
FROM python:${TAG}
CMD ["python", "app.py"]
# finds: 2
