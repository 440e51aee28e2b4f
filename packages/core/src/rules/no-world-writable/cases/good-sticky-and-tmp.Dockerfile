FROM debian:13-slim
RUN mkdir /scratch && chmod 1777 /scratch && chmod 777 /tmp && chmod a+rX -R /srv
CMD ["/server"]
