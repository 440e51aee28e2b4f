FROM php:8.4-fpm
VOLUME /var/run/php
RUN mkdir -p /var/run/php && touch /var/run/php/fpm.sock
