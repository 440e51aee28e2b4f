FROM nginx:1.30
USER root:root
COPY nginx.conf /etc/nginx/nginx.conf
# finds: 2
