#!/bin/sh
set -e
# Scripts that an image adds are run before nginx starts, those named .envsh in this shell.
if [ "$1" = nginx ]; then
  for script in /docker-entrypoint.d/*.envsh; do [ -x "$script" ] && . "$script"; done
  for script in /docker-entrypoint.d/*.sh; do [ -x "$script" ] && "$script"; done
fi
exec "$@"
