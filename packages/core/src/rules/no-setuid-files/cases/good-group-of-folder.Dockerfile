FROM debian:13-slim
RUN mkdir -p /srv/shared && chmod 2775 /srv/shared && chmod -R g+s /srv/data
CMD ["/server"]
