FROM python:3.14-slim
COPY requirements.txt .
RUN pip install --no-cache-dir --trusted-host pypi.org --trusted-host files.pythonhosted.org -r requirements.txt
RUN python3 -m pip install --trusted-host=pypi.python.org flask
# finds: 3, 3, 4
