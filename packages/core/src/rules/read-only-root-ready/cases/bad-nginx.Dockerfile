FROM nginx:1.30
COPY dist /usr/share/nginx/html
# finds: 1
