FROM fedora:43
RUN dnf -y upgrade && dnf -y distro-sync && dnf clean all
RUN echo "apt-get dist-upgrade"
