#!/bin/bash
# engine.sh FOLDER: becomes dockerd, in a mount namespace of its own, where the hosts file names the lab's registry, and where what a Docker
# engine keeps in /etc/docker and /run is its own. These mounts, and those of its containers, go when the last of its processes ends.
set -euo pipefail
folder=$1
mount --bind "$folder/hosts" /etc/hosts
mkdir -p "$folder/etc" /etc/docker
mount --bind "$folder/etc" /etc/docker
resolver=$(readlink -f /etc/resolv.conf)
cp "$resolver" "$folder/resolv.conf"
mount -t tmpfs -o mode=755 bulwark-lab /run
mkdir -p "$(dirname "$resolver")"
[ -e "$resolver" ] || cp "$folder/resolv.conf" "$resolver"
exec dockerd --config-file "$folder/daemon.json"
