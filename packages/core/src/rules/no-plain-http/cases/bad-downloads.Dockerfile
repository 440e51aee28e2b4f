FROM debian:13-slim
ENV MIRROR=http://archive.apache.org/dist
RUN curl -fsSL http://archive.apache.org/dist/kafka/4.1.0/kafka.tgz | tar -xz -C /opt
RUN wget -q "http://downloads.acme.corp/tool.tar.gz"
RUN curl -fsSLO $MIRROR/tomcat/tomcat.tar.gz
ADD http://www.openssl.org/source/openssl.tar.gz /usr/src/
RUN git clone git://git.acme.corp/lib.git
# finds: 3, 4, 5, 6, 7
