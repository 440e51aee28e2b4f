#!/bin/bash
# launch.sh PIDFILE GROUP COMMAND...: joins the control group, records who it is (pid and start time), and becomes COMMAND.
# It does so itself, so that nothing it starts is unknown to `lab.mjs down`, whenever `lab.mjs up` is killed.
set -euo pipefail
pidfile=$1 group=$2
shift 2
mkdir -p "$group"
echo $$ >"$group/cgroup.procs"
stat=$(<"/proc/$$/stat")
read -ra fields <<<"${stat##*) }"
echo "$$ ${fields[19]}" >"$pidfile.new"
mv "$pidfile.new" "$pidfile"
exec "$@"
