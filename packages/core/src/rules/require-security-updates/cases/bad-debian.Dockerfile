FROM python:3.14-slim-trixie
WORKDIR /app
COPY . .
CMD ["python", "app.py"]
# finds: 1
