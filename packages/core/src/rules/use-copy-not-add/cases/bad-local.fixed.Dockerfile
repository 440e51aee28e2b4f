FROM alpine:3.23
USER mike
ADD "/target/resources.tar.gz" "resources.jar"
COPY "/target/app.jar" "app.jar"
copy . /app/
COPY --chown=mike config/*.yaml etc/
COPY ["start script.sh", "/usr/local/bin/"]
COPY entrypoint /
ARG MODULE
COPY target/${MODULE}-runner.jar /app/
