FROM docker:29-cli
ENV DOCKER_HOST=tcp://socket-proxy:2376 DOCKER_TLS_VERIFY=1
CMD ["/agent"]
