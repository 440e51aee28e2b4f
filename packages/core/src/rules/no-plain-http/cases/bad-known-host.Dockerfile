FROM debian:13-slim
RUN curl -fsSL -o /tmp/kafka.tgz http://archive.apache.org/dist/kafka/4.1.0/kafka.tgz
ADD http://www.openssl.org/source/openssl.tar.gz /usr/src/
# finds: 2, 3
