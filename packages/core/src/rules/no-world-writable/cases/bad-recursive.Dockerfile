FROM php:8.4-apache
COPY . /var/www/html
RUN chmod -R 777 /var/www/html/storage && chown -R www-data /var/www/html
# finds: 3
