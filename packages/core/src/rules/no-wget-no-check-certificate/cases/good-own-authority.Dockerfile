FROM debian:13-slim
RUN wget --ca-certificate=/etc/acme-ca.crt https://downloads.acme.io/tool.tar.gz
