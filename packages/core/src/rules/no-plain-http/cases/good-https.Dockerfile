FROM debian:13-slim
RUN curl -fsSLO https://archive.apache.org/dist/kafka/4.1.0/kafka.tgz && git clone https://github.com/acme/lib.git
