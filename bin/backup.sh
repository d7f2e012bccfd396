#!/bin/bash
set -euo pipefail
# shellcheck source=bin/api.sh
. "$(dirname -- "$0")/api.sh"

usage() {
  cat <<'END'
Writes the messages of the queues and the opt-outs to files, one for each channel. restore.sh puts them back.

  backup.sh [--channel email|sms] [--keep NUMBER] [--no-pause] DIRECTORY

  --channel   only this channel; default: both
  --keep      keeps this number of the newest files of a channel in DIRECTORY and removes the others, once the new file
              is complete
  --no-pause  does not pause the channel: messages that move meanwhile may be in the file twice, or be missing

Each channel is paused until its file is complete, and resumed afterwards, also after Ctrl-C; producers are not affected.
A file is complete when it has its name, such as email-20261123T100000Z.ndjson. It contains whole messages: a user who
can read the file can read all of them.

COUPON_WORKERS_URL              address of the application, such as https://workers.example.com
COUPON_WORKERS_USER, …_PASSWORD a user with the role operator
COUPON_WORKERS_CURL_CONFIG      instead of these two, a configuration of curl with "user" or "netrc-file"

Every six hours, in a crontab, with the variables in a file that only its user can read:

  0 */6 * * * . $HOME/coupon-workers.env && /opt/coupon-workers/bin/backup.sh --keep 28 /backup

Exit status: 0 if everything was written, 1 with the reason if not, 2 for wrong arguments or variables.
END
}

# A broken export has no end line: servers end a broken answer in the same way as a complete one.
is_complete() { # file, channel
  local lines
  lines=$(wc -l <"$1")
  head -n 1 -- "$1" | grep -q "^{\"export\":\"[^\"]*\",\"channel\":\"$2\"," &&
    [ "$(tail -n 1 -- "$1")" = "{\"end\":$((lines - 2))}" ]
}

backup() { # channel
  local channel=$1 part=$directory/.$1-$$.part file stamp optouts since=$SECONDS
  TZ=UTC printf -v stamp '%(%Y%m%dT%H%M%SZ)T' -1
  file=$directory/$channel-$stamp.ndjson
  parts+=("$part")
  if $pausing; then pause "$channel" backup; fi
  api "$part" "/queues/$channel/export?state=all" || fail_with "exporting channel $channel" "$part"
  [ "$status" = 200 ] || fail_with "exporting channel $channel" "$part"
  is_complete "$part" "$channel" ||
    fail "the export of channel $channel broke off: Redis went away, or the connection; no file was written"
  if $pausing && [ $((SECONDS - since)) -ge $((60 * pause_minutes)) ]; then
    say "the pause of channel $channel ended before its export: messages that moved since may be missing or twice in the file"
  fi
  sync -- "$part" 2>/dev/null || true
  mv -- "$part" "$file"
  if [ -n "$paused" ]; then resume || trouble=1; fi
  if [ -n "$keep" ]; then keep_newest "$keep" "$directory/$channel-" .ndjson; fi
  optouts=$(grep -c '^{"n":[0-9]*,"optOut":' -- "$file" || true)
  say "$file has $(($(wc -l <"$file") - 2 - optouts)) messages and $optouts opt-outs"
}

channels=(email sms)
keep=''
pausing=true
directory=''
parts=()
trouble=0
while [ $# -gt 0 ]; do
  case $1 in
    --help) usage && exit 0 ;;
    --channel)
      case ${2-} in email | sms) channels=("$2") ;; *) refuse '--channel must be email or sms' ;; esac
      shift
      ;;
    --keep)
      is_number "${2-}" || refuse '--keep must be a number, at least 1'
      keep=$2
      shift
      ;;
    --no-pause) pausing=false ;;
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

prepare
trap 'rm -f -- "${parts[@]}"; cleanup' EXIT
for channel in "${channels[@]}"; do backup "$channel"; done
exit "$trouble"
