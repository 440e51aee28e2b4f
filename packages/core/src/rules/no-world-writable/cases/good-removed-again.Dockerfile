FROM debian:13-slim
RUN chmod 777 /opt/install.sh && /opt/install.sh && rm /opt/install.sh
CMD ["/server"]
