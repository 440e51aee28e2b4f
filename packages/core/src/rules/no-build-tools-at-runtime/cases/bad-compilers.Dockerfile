FROM python:3.14-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    build-essential \
    # needed by psycopg
    libpq-dev \
    libpq5 \
  && rm -rf /var/lib/apt/lists/*
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
CMD ["python", "app.py"]
# finds: 3
