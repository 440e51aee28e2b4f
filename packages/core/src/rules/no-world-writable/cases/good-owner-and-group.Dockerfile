FROM debian:13-slim
RUN chmod 775 /srv && chmod g+w,o-w /srv/data && chmod +x /srv/run && chmod u=rwX,go=rX /srv/app
COPY --chmod=755 server /server
CMD ["/server"]
