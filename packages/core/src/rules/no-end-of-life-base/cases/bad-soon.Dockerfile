FROM php:8.2-fpm-alpine3.24
COPY . /var/www/html
# finds: 1
