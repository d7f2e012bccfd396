# shellcheck shell=sh
# Runs files of asadmin commands. Sourced by install.sh and undo.sh, whose arguments are asadmin and its options.

umask 077

if [ $# -eq 0 ]; then
  echo "asadmin is missing; call it as: $0 /opt/payara6/bin/asadmin --port 4848" >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() { # file of commands, asadmin with its options …
  file=$1
  shift
  "$@" multimode --file "$file" >"$work/said" 2>&1 </dev/null || true
  # The exit code of multimode is that of its last command alone.
  if ! grep -q '^Command multimode executed' "$work/said" || grep -q '^Command .* failed\.$' "$work/said"; then
    cat "$work/said" >&2
    exit 1
  fi
}

lists() { # asadmin with its options …; writes the domain's resources to $work/there, one name a line
  cat >"$work/lists" <<COMMANDS
list-javamail-resources
list-managed-scheduled-executor-services
list-auth-realms
list-password-aliases
list-applications
get $listener
get $bodies
get property.*
get resources.*
COMMANDS
  run "$work/lists" "$@"
  mv "$work/said" "$work/there"
}

alias_of() { # name of a setting
  case $1 in
    # For the mail session alone: the application would read an alias smtp_pass as a setting without its SMTP_USER.
    SMTP_PASS) echo coupon-workers-smtp ;;
    # MicroProfile Config finds the password alias with the setting's name; Payara stores those in small letters.
    *) printf %s "$1" | tr '[:upper:]' '[:lower:]' ;;
  esac
}

bodies=configs.config.server-config.network-config.protocols.protocol.http-listener-1.http.allow-payload-for-undefined-http-methods
listener=configs.config.server-config.network-config.network-listeners.network-listener.http-listener-1.port
