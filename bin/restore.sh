#!/bin/bash
set -euo pipefail
# shellcheck source=bin/api.sh
. "$(dirname -- "$0")/api.sh"

usage() {
  cat <<'END'
Puts the messages of backup.sh's files back into the queues, each where it was, in the same order.

  restore.sh FILE...
  restore.sh --redis-cli email|sms [--state pending|dead_letter] FILE

  --redis-cli  FILE has a payload a line, the newest first, as "redis-cli lrange queue:email:pending 0 -1" writes them
  --state      where these go; else pending

Messages come behind those that wait; those of --redis-cli come before them, and their channel is paused meanwhile.
What was being sent when the file was written waits again. A second run with the same file adds nothing twice, within
7 days of the last one; after an error it goes on where it ended. A message that was delivered since its backup is sent
again, unless it has an id of its producer and DEDUPE_TTL is not over: see docs/backup.md.

COUPON_WORKERS_URL              where the application is, such as https://workers.example.com
COUPON_WORKERS_USER, …_PASSWORD a user with the role operator
COUPON_WORKERS_CURL_CONFIG      instead of these two, a configuration of curl with "user" or "netrc-file" in it

Ends with 0 where all was restored, with 1 and the reason where not, with 2 where it was called wrongly.
END
}

# Sent in parts, since servers and proxies limit the size of a request (WildFly: 25 MB), and for the progress.
part_bytes=8000000

number_of() { # name of a field, file with JSON
  sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$2"
}

# The next lines of a file, whole ones, and at least one.
cut_part() { # file, bytes to leave out
  # tail hears when nobody reads on.
  { tail -c "+$(($2 + 1))" -- "$1" || [ $? = 141 ]; } 2>/dev/null |
    LC_ALL=C awk -v most="$part_bytes" '{ bytes += length($0) + 1 } NR > 1 && bytes > most { exit } { print }' \
      >"$work/part"
}

send() { # channel, query, file for the request
  local path="/queues/$1/import?$2"
  if ! api "$work/answer" "$path" --header 'Content-Type: application/x-ndjson' --header 'Expect:' --data-binary "@$3"; then
    fail_with "restoring $file" "$work/answer"
  fi
  case $status in
    200) ;;
    503) fail "restoring $file: $(cat "$work/answer"); what was restored stays, run it again to go on" ;;
    *) fail_with "restoring $file" "$work/answer" ;;
  esac
  imported=$((imported + $(number_of imported "$work/answer")))
  skipped=$((skipped + $(number_of skipped "$work/answer")))
}

# Sends a file in parts, each with a header where there is one.
send_parts() { # channel, query, bytes of the header
  local size offset=$3 first=1 query
  size=$(wc -c <"$file")
  imported=0
  skipped=0
  while :; do
    cut_part "$file" "$offset"
    offset=$((offset + $(wc -c <"$work/part")))
    query=$2
    if [ "$3" = 0 ]; then query="$query&first=$first"; fi
    if [ "$offset" -lt "$size" ]; then query="$query&part=true"; fi
    { head -c "$3" -- "$file" && cat "$work/part"; } >"$work/request"
    send "$1" "$query" "$work/request"
    first=$((first + $(LC_ALL=C grep -c '[^[:space:]]' "$work/part" || true)))
    [ "$offset" -lt "$size" ] || break
    say "$file: $((imported + skipped)) messages"
  done
  say "$file: $imported messages restored to channel $1, $skipped were there from an earlier run"
}

restore() {
  local header channel last
  header=$(head -n 1 -- "$file" | head -c 1000)
  channel=$(printf '%s' "$header" | sed -n 's/^{"export":"[^"]*","channel":"\(email\|sms\)",.*/\1/p')
  [ -n "$channel" ] || fail "$file is no file of backup.sh; for lines of redis-cli, use --redis-cli"
  last=$(tail -n 1 -- "$file" | head -c 100)
  case $last in
    '{"end":'*'}') ;;
    *)
      fail "$file was cut: its last line is no {\"end\":…}. To restore what there is, remove the last line where it is
  broken, and add {\"end\":N} with the n of the last message"
      ;;
  esac
  send_parts "$channel" format=export "$(head -n 1 -- "$file" | wc -c)"
}

restore_redis_cli() {
  local sum
  sum=$(sha256sum -- "$file")
  pause "$redis_cli" restore
  send_parts "$redis_cli" "format=redis-cli&state=$state&name=${sum%% *}" 0
  if [ -n "$paused" ]; then resume || trouble=1; fi
}

redis_cli=''
state=''
files=()
trouble=0
while [ $# -gt 0 ]; do
  case $1 in
    --help) usage && exit 0 ;;
    --redis-cli)
      case ${2-} in email | sms) redis_cli=$2 ;; *) refuse '--redis-cli must be email or sms' ;; esac
      shift
      ;;
    --state)
      case ${2-} in pending | dead_letter) state=$2 ;; *) refuse '--state must be pending or dead_letter' ;; esac
      shift
      ;;
    -*) refuse "$1 is no option" ;;
    *) files+=("$1") ;;
  esac
  shift
done
[ ${#files[@]} -gt 0 ] || refuse 'no file is given'
[ -z "$state" ] || [ -n "$redis_cli" ] || refuse '--state is for --redis-cli; other files say it themselves'
state=${state:-pending}
for file in "${files[@]}"; do
  if [ ! -f "$file" ] || [ ! -r "$file" ]; then fail "$file is no file that can be read"; fi
done

prepare
for file in "${files[@]}"; do
  if [ -n "$redis_cli" ]; then restore_redis_cli; else restore; fi
done
exit "$trouble"
