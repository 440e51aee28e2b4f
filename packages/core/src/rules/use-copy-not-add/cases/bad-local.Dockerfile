FROM alpine:3.23
USER mike
ADD "/target/resources.tar.gz" "resources.jar"
ADD "/target/app.jar" "app.jar"
add . /app/
ADD --chown=mike config/*.yaml etc/
ADD ["start script.sh", "/usr/local/bin/"]
ADD entrypoint /
ARG MODULE
ADD target/${MODULE}-runner.jar /app/
# finds: 4, 5, 6, 7, 8, 10
