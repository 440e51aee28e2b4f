FROM rockylinux:9 AS tools
RUN dnf -y update && dnf clean all
COPY acme.repo /etc/yum.repos.d/
RUN dnf -y install acme-agent && dnf clean all
FROM debian:13-slim
RUN apt-get update && apt-get upgrade -y
RUN apt-get install -y --no-install-recommends nginx
FROM archlinux:base
RUN pacman -Syu --noconfirm
RUN pacman -S --noconfirm git
# finds: 2, 6, 9
