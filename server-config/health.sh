#!/bin/bash
# Queries the server's MicroProfile Health. Returns 0 if the application has started and is alive, else 1 with the
# reason on standard error. Readiness is not queried: it is DOWN while Redis or a provider is down, and a restart does
# not help.
#
#   health.sh [--wait SECONDS]   repeats the query until it succeeds, for at most that long
#
# HEALTH_PORT (8000) is the port of the application on Payara and of the management interface on WildFly.
# HTTP_ADDRESS is the address, unless that is 0.0.0.0 or 127.0.0.1.
# With --wait it gives up at once if MAINPID, which systemd sets, is no longer a process.
# Uses no curl, since the images and some servers have none.
set -u
# shellcheck source=server-config/help.sh
. "$(dirname -- "$0")/help.sh"

port=${HEALTH_PORT:-${HTTP_PORT:-8000}}
address=${HTTP_ADDRESS:-127.0.0.1}
if [ "$address" = 0.0.0.0 ]; then address=127.0.0.1; fi

is_up() { # path, name of a check that the answer must contain
  local answer=''
  if ! { exec 3<>"/dev/tcp/$address/$port"; } 2>/dev/null; then
    echo "nothing listens on $address:$port" >&2
    return 1
  fi
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
  # Reads to the end of the stream, since it has no zero byte.
  IFS='' read -r -d '' -t 5 answer <&3
  exec 3>&-
  # WildFly answers UP with an empty list of checks before the application is deployed.
  case $answer in
    'HTTP/1.'[01]' 200 '*"\"$2"*) ;;
    *) echo "$1 answers ${answer:-nothing}" >&2; return 1 ;;
  esac
}

is_healthy() {
  is_up /health/started started && is_up /health/live duties
}

if [ "${1-}" != --wait ]; then
  is_healthy
  exit
fi
until is_healthy 2>/dev/null; do
  if [ -n "${MAINPID-}" ] && ! kill -0 "$MAINPID" 2>/dev/null; then
    echo 'the server has ended, see its log' >&2
    exit 1
  fi
  if [ "$SECONDS" -ge "$2" ]; then
    echo "not up after $2 s:" >&2
    is_healthy
    exit
  fi
  sleep 1
done
