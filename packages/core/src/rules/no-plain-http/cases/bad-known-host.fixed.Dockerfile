FROM debian:13-slim
RUN curl -fsSL -o /tmp/kafka.tgz https://archive.apache.org/dist/kafka/4.1.0/kafka.tgz
ADD https://www.openssl.org/source/openssl.tar.gz /usr/src/
