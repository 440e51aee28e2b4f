FROM debian:13-slim
# see http://www.openssl.org/source/
RUN echo "http://www.openssl.org" > /etc/motd && curl -f http://localhost:8080/ready
ENV JENKINS_URL=http://jenkins:8080
HEALTHCHECK CMD curl -f http://127.0.0.1:8080/health
