# shellcheck shell=bash
# Shared by the scripts of this directory, which source it: messages, files to keep, requests to the application's API, and
# the pause of a channel.
#
# The API's address and login come from the environment: COUPON_WORKERS_URL and either COUPON_WORKERS_USER and
# COUPON_WORKERS_PASSWORD or COUPON_WORKERS_CURL_CONFIG. No password is on a command line, where every user of the machine
# could read it.

# Longer than the export of some million messages takes, and the longest that a killed script leaves a channel paused.
pause_minutes=60

name=$(basename -- "$0")
login=''
child=''
paused=''
work=''

say() { # message
  printf '%s: %s\n' "$name" "$1" >&2
}

fail() { # message: what is wrong and what to do
  say "$1"
  exit 1
}

refuse() { # message: which argument or variable is wrong
  say "$1; see $name --help"
  exit 2
}

# Quotes a string for curl's configuration.
quoted() { # text
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# Reads the environment and creates $work, a directory that only this user can read and that the script removes at its end.
prepare() {
  local program
  for program in curl awk sed; do
    command -v "$program" >/dev/null || fail "needs $program, which is not installed"
  done
  case ${COUPON_WORKERS_URL-} in
    http://* | https://*) ;;
    '') refuse 'COUPON_WORKERS_URL is not set; such as http://localhost:8080' ;;
    *) refuse 'COUPON_WORKERS_URL must begin with http:// or https://' ;;
  esac
  case $COUPON_WORKERS_URL in
    *@*) refuse 'COUPON_WORKERS_URL contains a login, which ps would show; use COUPON_WORKERS_USER and …_PASSWORD' ;;
  esac
  if [ -n "${COUPON_WORKERS_CURL_CONFIG-}" ]; then
    [ -r "$COUPON_WORKERS_CURL_CONFIG" ] || refuse "COUPON_WORKERS_CURL_CONFIG is $COUPON_WORKERS_CURL_CONFIG, which cannot be read"
  elif [ -z "${COUPON_WORKERS_USER-}" ] || [ -z "${COUPON_WORKERS_PASSWORD-}" ]; then
    refuse 'neither COUPON_WORKERS_CURL_CONFIG nor COUPON_WORKERS_USER and COUPON_WORKERS_PASSWORD are set'
  else
    case $COUPON_WORKERS_USER$COUPON_WORKERS_PASSWORD in
      *$'\n'*) refuse 'COUPON_WORKERS_USER or COUPON_WORKERS_PASSWORD contains a line break' ;;
    esac
    login="user = $(quoted "$COUPON_WORKERS_USER:$COUPON_WORKERS_PASSWORD")"
  fi
  umask 077
  work=$(mktemp -d)
  trap cleanup EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

cleanup() {
  trap '' HUP INT TERM
  if [ -n "$child" ]; then kill "$child" 2>/dev/null || true; fi
  if [ -n "$paused" ]; then resume || true; fi
  rm -rf -- "$work"
}

# Sends a request and sets $status. Repeats it while the server answers 429. Returns 1 if the server was not reached or the
# answer broke off.
api() { # file for the answer, path under /api/v1, other options of curl
  local attempt
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    request "$@" || return 1
    # Not a bare return: in a trap, that would return the status from before the trap.
    if [ "$status" != 429 ] || [ "$attempt" = 10 ]; then return 0; fi
    sleep 2
  done
}

request() { # the arguments of api
  local answer=$1 url=${COUPON_WORKERS_URL%/}/api/v1$2 code=0
  shift 2
  # In the background, so that the script handles a signal while it runs.
  curl --config "${COUPON_WORKERS_CURL_CONFIG:--}" --silent --show-error --connect-timeout 10 \
    --speed-limit 1 --speed-time 120 --output "$answer" --write-out '%{http_code}' --url "$url" "$@" \
    < <(printf '%s\n' "$login") >"$work/status" &
  child=$!
  wait "$child" || code=1
  child=''
  status=$(cat "$work/status")
  return "$code"
}

# Ends the script with the server's answer.
fail_with() { # what failed, file of the answer
  local problem
  problem=$(head -c 4000 -- "$2" 2>/dev/null || true)
  case $status in
    401) fail "$1: the user or the password is wrong (401); correct ${COUPON_WORKERS_CURL_CONFIG:-COUPON_WORKERS_USER and COUPON_WORKERS_PASSWORD}" ;;
    403) fail "$1: the server does not let this user do it (403); it needs the role operator" ;;
    000 | '') fail "$1: $COUPON_WORKERS_URL did not answer" ;;
    *) fail "$1: the server answers $status ${problem:-(nothing)}" ;;
  esac
}

# Pauses a channel for all instances, unless it is paused already, and waits until nothing is being sent.
pause() { # channel, reason
  local body
  api "$work/queue" "/queues/$1" || fail_with "asking for channel $1" "$work/queue"
  [ "$status" = 200 ] || fail_with "asking for channel $1" "$work/queue"
  if is_paused "$work/queue"; then
    say "channel $1 is paused already and stays paused"
  else
    body=$(printf '{"reason":"%s","until":"%sm"}' "$2" "$pause_minutes")
    paused=$1
    if ! api "$work/pause" "/queues/$1/pause" --header 'Content-Type: application/json' --data "$body" ||
      [ "${status#2}" = "$status" ]; then
      # After a refusal the channel is not paused; after any other failure it may be.
      case $status in 4??) paused='' ;; esac
      fail_with "pausing channel $1" "$work/pause"
    fi
  fi
  await_sent "$1"
}

is_paused() { # file with the JSON of GET /queues/{channel}
  grep -q '"paused":\({\|true\)' "$1"
}

# Waits half a minute for sends under way. After that the file has their messages as being sent.
await_sent() { # channel
  local sending end=$((SECONDS + 30))
  while sending=$(sending "$1") && [ "$sending" != 0 ]; do
    if [ "$SECONDS" -ge "$end" ]; then
      say "$sending messages of channel $1 are still being sent; restored, they would be sent again"
      return 0
    fi
    sleep 1
  done
}

sending() { # channel
  api "$work/health" /health/redis || fail_with 'asking how many messages are being sent' "$work/health"
  [ "$status" = 200 ] || fail_with 'asking how many messages are being sent' "$work/health"
  sed -n "s/.*\"$1\":{\"pending\":[0-9]*,\"processing\":\([0-9]*\).*/\1/p" "$work/health"
}

# Ends the pause that this script made.
resume() {
  local channel=$paused
  paused=''
  if ! api "$work/resume" "/queues/$channel/resume" --request POST --header 'Content-Type: application/json' --data '{}' ||
    [ "${status#2}" = "$status" ]; then
    say "channel $channel could not be resumed (${status:-no answer}); its pause ends within $pause_minutes minutes, or at once with
  curl -u USER -X POST ${COUPON_WORKERS_URL%/}/api/v1/queues/$channel/resume"
    return 1
  fi
}

is_number() { # text
  case $1 in
    '' | *[!0-9]* | 0* | ?????????*) return 1 ;;
  esac
}

# Removes the oldest files with this beginning and end of their names, which sort by time.
keep_newest() { # how many, beginning of the path, end
  local files=("$2"*"$3") i
  for ((i = 0; i < ${#files[@]} - $1; i++)); do
    rm -f -- "${files[i]}"
  done
}
