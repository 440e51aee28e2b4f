FROM httpd:2.4
COPY htdocs /usr/local/apache2/htdocs
EXPOSE 80
