#!/bin/bash
set -euo pipefail
# shellcheck source=bin/api.sh
. "$(dirname -- "$0")/api.sh"

usage() {
  cat <<'END'
Writes the whole Redis to a file, an RDB snapshot of one moment. No channel is paused.

  redis-snapshot.sh [--keep NUMBER] DIRECTORY

  --keep   keeps this number of the newest snapshots in DIRECTORY and removes the others, once the new one is complete

A snapshot is complete when it has its name, such as dump-20261123T100000Z.rdb. It contains whole messages, and everything
else in that Redis: a user who can read the file can read all of it.

REDIS_URL      redis://[user:password@]host[:port], or rediss:// for TLS (redis://localhost:6379); with Sentinel or a
               cluster, name one server. docs/redis.md has a user for it that has no other rights.
REDIS_CA_FILE  certificates to trust for rediss://

Every six hours, in a crontab, with the variables in a file that only its user can read:

  30 */6 * * * . $HOME/redis-snapshot.env && /opt/coupon-workers/bin/redis-snapshot.sh --keep 28 /backup

Exit status: 0 if the snapshot was written, 1 with the reason if not, 2 for wrong arguments or variables.
END
}

decoded() { # text with %XX
  local text=${1//\\/\\\\}
  printf '%b' "${text//%/\\x}"
}

keep=''
directory=''
while [ $# -gt 0 ]; do
  case $1 in
    --help) usage && exit 0 ;;
    --keep)
      is_number "${2-}" || refuse '--keep must be a number, at least 1'
      keep=$2
      shift
      ;;
    -*) refuse "$1 is not an option" ;;
    *)
      [ -z "$directory" ] || refuse "$1 is a second directory; only one is allowed"
      directory=$1
      ;;
  esac
  shift
done
[ -n "$directory" ] || refuse 'DIRECTORY is missing'
if [ ! -d "$directory" ] || [ ! -w "$directory" ]; then fail "$directory is not a writable directory"; fi
command -v redis-cli >/dev/null || fail 'needs redis-cli, which is not installed'

url=${REDIS_URL:-redis://localhost:6379}
options=()
case $url in
  redis://*) ;;
  rediss://*)
    options+=(--tls)
    if [ -n "${REDIS_CA_FILE-}" ]; then options+=(--cacert "$REDIS_CA_FILE"); fi
    ;;
  *) refuse 'REDIS_URL must begin with redis:// or rediss:// and name one server' ;;
esac
rest=${url#*://}
rest=${rest%%[/?#]*}
address=${rest##*@}
if [ "$rest" != "$address" ]; then
  login=${rest%@*}
  user=$(decoded "${login%%:*}")
  # redis-cli reads this variable. On a command line every user of the machine could read the password.
  REDISCLI_AUTH=$(decoded "${login#*:}")
  export REDISCLI_AUTH
  if [ -n "$user" ]; then options+=(--user "$user"); fi
fi
port=6379
case $address in
  \[*\]:*) port=${address##*:} address=${address%:*} ;;
  \[*\]) ;;
  *:*) port=${address##*:} address=${address%:*} ;;
esac
address=${address#\[}
address=${address%\]}

umask 077
part=$directory/.dump-$$.part
trap 'rm -f -- "$part" "$part.log"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

TZ=UTC printf -v stamp '%(%Y%m%dT%H%M%SZ)T' -1
file=$directory/dump-$stamp.rdb
if ! redis-cli -h "${address:-localhost}" -p "$port" "${options[@]}" --rdb "$part" >"$part.log" 2>&1 </dev/null; then
  fail "no snapshot of Redis at ${address:-localhost}:$port: $(tail -n 2 -- "$part.log")"
fi
if command -v redis-check-rdb >/dev/null; then
  redis-check-rdb "$part" >"$part.log" 2>&1 || fail "the snapshot is broken: $(tail -n 2 -- "$part.log")"
else
  [ "$(head -c 5 -- "$part")" = REDIS ] || fail 'Redis sent data that is not a snapshot'
fi
sync -- "$part" 2>/dev/null || true
mv -- "$part" "$file"
if [ -n "$keep" ]; then keep_newest "$keep" "$directory/dump-" Z.rdb; fi
say "$file has $(wc -c <"$file") bytes"
