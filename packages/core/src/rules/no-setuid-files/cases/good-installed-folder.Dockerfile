FROM debian:13-slim
RUN install --directory --owner www-data --group www-data --mode 3777 /run/server && install -d -m 2770 /srv/shared
CMD ["/server"]
