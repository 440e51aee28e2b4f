FROM docker:29-cli
ENV DOCKER_HOST=unix:///var/run/docker.sock
RUN touch /var/run/docker.sock && chmod 666 /var/run/docker.sock
CMD ["/agent"]
# finds: 2, 3
