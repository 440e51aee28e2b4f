FROM nginx:1.30
COPY nginx.conf /etc/nginx/nginx.conf
USER 101:101
# finds: 3
