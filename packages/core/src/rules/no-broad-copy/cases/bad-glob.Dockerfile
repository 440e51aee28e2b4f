FROM php:8.4-apache
ADD ./ /var/www/html/
COPY --chown=www-data:www-data * /srv/
# finds: 2, 3
