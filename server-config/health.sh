#!/bin/bash
# Asks the server's MicroProfile Health and returns 0 where the application has started and is alive, else 1 with the
# reason on standard error. Readiness is not asked: it is DOWN while Redis or a provider is, and no restart helps that.
#
#   health.sh [--wait SECONDS]   asks until it is so, for at most that long
#
# HEALTH_PORT says where: the port of the application on Payara, of the management interface on WildFly (8000).
# HTTP_ADDRESS says on which address, where that is neither 0.0.0.0 nor 127.0.0.1.
# Without curl, since neither image nor every server has it.
set -u

port=${HEALTH_PORT:-${HTTP_PORT:-8000}}
address=${HTTP_ADDRESS:-127.0.0.1}
if [ "$address" = 0.0.0.0 ]; then address=127.0.0.1; fi

is_up() { # path, the name of a check that must be among those that answer
  local answer=''
  if ! { exec 3<>"/dev/tcp/$address/$port"; } 2>/dev/null; then
    echo "nothing listens on $address:$port" >&2
    return 1
  fi
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
  # To the end of the stream: no line of it is a zero byte.
  IFS='' read -r -d '' -t 5 answer <&3
  exec 3>&-
  # Before the application is deployed WildFly answers UP, with an empty list of checks.
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
  if [ "$SECONDS" -ge "$2" ]; then
    echo "not up after $2 s:" >&2
    is_healthy
    exit
  fi
  sleep 1
done
