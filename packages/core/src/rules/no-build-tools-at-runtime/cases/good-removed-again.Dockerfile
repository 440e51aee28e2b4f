FROM python:3.14-alpine
RUN apk add --no-cache --virtual .build-deps gcc musl-dev \
  && pip install --no-cache-dir cffi \
  && apk del .build-deps
CMD ["python", "app.py"]
