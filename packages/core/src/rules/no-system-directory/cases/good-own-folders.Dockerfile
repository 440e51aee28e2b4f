FROM debian:13
WORKDIR /srv/app
VOLUME /var/lib/app /data
CMD ["/app"]
