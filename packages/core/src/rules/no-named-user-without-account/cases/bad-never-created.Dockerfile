FROM python:3.14-slim
RUN pip install --no-cache-dir flask
COPY app.py /app.py
USER non-root
CMD ["python", "/app.py"]
# finds: 4
