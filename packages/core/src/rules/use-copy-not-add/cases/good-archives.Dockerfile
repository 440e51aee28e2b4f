FROM scratch
ADD rootfs.tar.xz /
ADD alpine-minirootfs-3.23.0-x86_64.tar.gz layers.TAR /
ADD old-release.tZ /opt/old/
