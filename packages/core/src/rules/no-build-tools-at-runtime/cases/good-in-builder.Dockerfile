FROM python:3.14-slim AS build
RUN apt-get update && apt-get install -y gcc libpq-dev
RUN pip install --prefix=/install psycopg
FROM python:3.14-slim
RUN apt-get update && apt-get install -y libpq5 ca-certificates tini && rm -rf /var/lib/apt/lists/*
COPY --from=build /install /usr/local
CMD ["python", "app.py"]
