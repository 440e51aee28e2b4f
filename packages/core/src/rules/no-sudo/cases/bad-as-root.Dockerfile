FROM debian:13
RUN sudo apt-get update && \
    sudo apt-get install -y nginx
CMD ["nginx", "-g", "daemon off;"]
# finds: 2
