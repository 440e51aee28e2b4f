#!/bin/sh
set -e
# What is no command of the system is taken as a script or an option of node.
if [ "${1#-}" != "$1" ] || { [ "$#" -gt 0 ] && ! command -v "$1" >/dev/null; }; then set -- node "$@"; fi
exec "$@"
