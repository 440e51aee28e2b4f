FROM php:8.4-apache
ENV MANTIS_MD5=1a2b3c4d5e6f708192a3b4c5d6e7f809
RUN curl -fsSLo mantis.tar.gz https://downloads.acme.io/mantis-2.25.0.tar.gz \
    && echo "$MANTIS_MD5  mantis.tar.gz" | md5sum -c \
    && tar -xzf mantis.tar.gz
# finds: 3
