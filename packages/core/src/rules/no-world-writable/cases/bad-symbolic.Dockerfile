FROM debian:13-slim
RUN mkdir -m 0777 /uploads
RUN touch /var/log/app.log && chmod a+w /var/log/app.log
COPY --chmod=666 settings.json /etc/app/settings.json
CMD ["/server"]
# finds: 2, 3, 4
