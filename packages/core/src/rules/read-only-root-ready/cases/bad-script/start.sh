#!/bin/sh
set -e
mkdir -p /var/lib/server
exec /srv/server
