FROM python:3.14 AS base
RUN pip install --no-cache-dir flask
FROM base
COPY app.py /app.py
CMD ["python", "/app.py"]
# finds: 3
