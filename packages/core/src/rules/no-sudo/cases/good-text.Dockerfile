FROM debian:13
RUN echo "use sudo to install packages" > /etc/motd && mkdir -p /opt/sudo && touch /etc/sudoers.d/note
