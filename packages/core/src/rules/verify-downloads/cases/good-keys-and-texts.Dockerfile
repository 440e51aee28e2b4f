FROM debian:13-slim
RUN curl -fsSL https://download.docker.com/linux/debian/gpg -o /etc/apt/keyrings/docker.asc
RUN curl -fsSL https://apt.acme.io/key.asc | gpg --dearmor -o /usr/share/keyrings/acme.gpg
RUN LATEST=$(curl -fsSL https://api.github.com/repos/acme/tool/releases/latest) && echo "$LATEST"
RUN curl -fsS https://acme.io/robots.txt -o /srv/robots.txt
RUN curl -fsS https://localhost:8443/tool.tar.gz -o /tmp/tool.tar.gz
