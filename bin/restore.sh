#!/bin/bash
set -euo pipefail
# shellcheck source=bin/api.sh
. "$(dirname -- "$0")/api.sh"

usage() {
  cat <<'END'
Puts the messages of backup.sh's files back into the queues, each into its state, in the same order, and before them
the opt-outs back into their list.

  restore.sh FILE...
  restore.sh --redis-cli email|sms [--state pending|dead_letter] FILE

  --redis-cli  FILE has one payload a line, the newest first, as "redis-cli lrange queue:email:pending 0 -1" writes them
  --state      their state; default: pending

The messages are added behind those that wait; those of --redis-cli before them, and their channel is paused meanwhile.
A message that was being sent when the file was written becomes pending. A second run with the same file within 7 days
of the last one adds no message twice; after an error it continues where that ended. A message that was delivered since
its backup is sent again, unless its producer gave it an id and DEDUPE_TTL is not over: see docs/backup.md.

COUPON_WORKERS_URL              address of the application, such as https://workers.example.com
COUPON_WORKERS_USER, …_PASSWORD a user with the role operator
COUPON_WORKERS_CURL_CONFIG      instead of these two, a configuration of curl with "user" or "netrc-file"

Exit status: 0 if everything was restored, 1 with the reason if not, 2 for wrong arguments or variables.
END
}

# Size of a part. Servers and proxies limit the size of a request (WildFly: 25 MB), and parts show the progress.
part_bytes=8000000

number_of() { # name of a field, file with JSON
  sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$2"
}

# Copies the next whole lines of a file to $work/part, at least one.
cut_part() { # file, bytes to leave out
  # tail gets a SIGPIPE (status 141) when awk exits.
  { tail -c "+$(($2 + 1))" -- "$1" || [ $? = 141 ]; } 2>/dev/null |
    LC_ALL=C awk -v max="$part_bytes" '{ bytes += length($0) + 1 } NR > 1 && bytes > max { exit } { print }' \
      >"$work/part"
}

send() { # channel, query, file for the request
  local path="/queues/$1/import?$2"
  if ! api "$work/answer" "$path" --header 'Content-Type: application/x-ndjson' --header 'Expect:' --data-binary "@$3"; then
    fail_with "restoring $file" "$work/answer"
  fi
  case $status in
    200) ;;
    503) fail "restoring $file: $(cat "$work/answer"); what was restored stays; run it again to continue" ;;
    *) fail_with "restoring $file" "$work/answer" ;;
  esac
  imported=$((imported + $(number_of imported "$work/answer")))
  skipped=$((skipped + $(number_of skipped "$work/answer")))
}

# Sends a file in parts, each with the header if the file has one.
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
    say "$file: $((imported + skipped)) lines"
  done
  say "$file: $imported messages and opt-outs restored to channel $1, $skipped were there from an earlier run"
}

restore() {
  local header channel last
  header=$(head -n 1 -- "$file" | head -c 1000)
  channel=$(printf '%s' "$header" | sed -n 's/^{"export":"[^"]*","channel":"\(email\|sms\)",.*/\1/p')
  [ -n "$channel" ] || fail "$file is not a file of backup.sh; for lines of redis-cli, use --redis-cli"
  last=$(tail -n 1 -- "$file" | head -c 100)
  case $last in
    '{"end":'*'}') ;;
    *)
      fail "$file was cut: its last line is not {\"end\":…}. To restore what it has, remove the last line if it is broken, and
  add {\"end\":N} with the n of the last message"
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
    -*) refuse "$1 is not an option" ;;
    *) files+=("$1") ;;
  esac
  shift
done
[ ${#files[@]} -gt 0 ] || refuse 'FILE is missing'
[ -z "$state" ] || [ -n "$redis_cli" ] || refuse '--state is for --redis-cli; other files contain the states'
state=${state:-pending}
for file in "${files[@]}"; do
  if [ ! -f "$file" ] || [ ! -r "$file" ]; then fail "$file is not a readable file"; fi
done

prepare
for file in "${files[@]}"; do
  if [ -n "$redis_cli" ]; then restore_redis_cli; else restore; fi
done
exit "$trouble"
