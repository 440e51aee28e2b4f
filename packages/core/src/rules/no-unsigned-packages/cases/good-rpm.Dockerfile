FROM rockylinux:9
RUN rpm --import https://rpm.acme.io/key.asc && dnf install -y --setopt=gpgcheck=1 acme
RUN sed -i 's/gpgcheck=0/gpgcheck=1/' /etc/yum.repos.d/rocky.repo
