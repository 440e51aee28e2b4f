FROM nginxinc/nginx-unprivileged:1.30
COPY dist /usr/share/nginx/html
EXPOSE 8080
