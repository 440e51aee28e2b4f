#!/bin/sh
set -e
chown app /data
exec su-exec app "$@"
