FROM python:3.14
RUN pip install --index-url http://pypi.acme.corp/simple flask
RUN pip install -i http://mirrors.acme.corp/pypi flask
RUN npm install --registry=http://registry.acme.corp express
RUN npm config set registry http://registry.acme.corp
RUN rpm -i http://rpm.acme.corp/tool.rpm
# finds: 2, 3, 4, 5, 6
