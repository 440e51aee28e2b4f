FROM rockylinux:9
RUN yum -y update
FROM debian:13-slim
RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update
RUN echo "apt-get update" > /etc/motd
