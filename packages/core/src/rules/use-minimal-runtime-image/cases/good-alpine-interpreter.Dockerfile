FROM python:3.14-alpine
COPY app.py /app.py
CMD ["python", "/app.py"]
