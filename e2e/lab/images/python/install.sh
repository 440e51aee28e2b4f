# install.sh [PACKAGE...]: Debian's Python under the names that the official images have, free to install packages as they are.
set -eu
apt-get update -q
apt-get install -qy --no-install-recommends ca-certificates netbase tzdata python3 python3-pip python3-venv "$@"
rm -rf /var/lib/apt/lists/* /var/log/apt /var/log/*.log /usr/lib/python3*/EXTERNALLY-MANAGED
for name in python python3 "python$VERSION"; do ln -s "/usr/bin/python$VERSION" "/usr/local/bin/$name"; done
for name in pip pip3 "pip$VERSION"; do ln -s /usr/bin/pip3 "/usr/local/bin/$name"; done
