FROM nginx
COPY dist /usr/share/nginx/html
# finds: 1
