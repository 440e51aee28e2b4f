FROM alpine:3.13
RUN  pip install --upgrade pip
USER mike
