FROM debian:13-slim
RUN echo "curl https://get.acme.io | sh" > /etc/motd
