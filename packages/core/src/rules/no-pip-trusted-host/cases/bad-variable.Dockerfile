FROM python:3.14-slim
ENV PIP_TRUSTED_HOST="pypi.acme.corp" PIP_INDEX_URL=https://pypi.acme.corp/simple
RUN PIP_TRUSTED_HOST=pypi.acme.corp pip install flask
RUN export PIP_TRUSTED_HOST=pypi.acme.corp && pip install flask
RUN pip config --user set global.trusted-host pypi.acme.corp
# finds: 2, 3, 4, 5
