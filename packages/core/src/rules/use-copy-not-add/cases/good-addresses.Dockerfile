FROM debian:13-slim
ARG ARTIFACT
ADD https://dl.acme.io/tool.jar /opt/
ADD git@github.com:acme/lib.git /src/
ADD $ARTIFACT /opt/
ARG SOURCE
ADD ${SOURCE}.jar /opt/
ADD dist/$SOURCE /opt/
ADD dist/$SOURCE.tar.gz /opt/
