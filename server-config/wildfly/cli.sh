#!/bin/sh
# Shared by configure.sh and undo.sh. They source it and define the function commands, which prints commands for jboss-cli.sh.

# Exists if configure.sh set the server's HTTP port.
# shellcheck disable=SC2034 # used by the two scripts
http_port_is_ours=/system-property=coupon-workers.http.port

# Redirects /openapi to the application.
# shellcheck disable=SC2034
openapi_filter=/subsystem=undertow/configuration=filter/expression-filter=CouponWorkersOpenApi
# shellcheck disable=SC2034
openapi_filter_of_host=/subsystem=undertow/server=default-server/host=default-host/filter-ref=CouponWorkersOpenApi

# Escapes a string for the quotes of jboss-cli.
escaped() { # text
  printf '%s' "$1" | sed 's/[\\"]/\\&/g'
}

run_cli() { # the arguments of the script
  if [ "${1-}" = --print ]; then
    commands
    return
  fi
  if [ ! -x "${JBOSS_HOME-}/bin/jboss-cli.sh" ]; then
    echo "JBOSS_HOME is '${JBOSS_HOME-}'; allowed: the directory of WildFly, which contains bin/jboss-cli.sh" >&2
    exit 1
  fi
  umask 077 # the credential store
  file=$(mktemp)
  trap 'rm -f "$file"' EXIT
  if [ "${1-}" = --offline ]; then
    if [ -z "${2-}" ]; then
      echo 'The name of the configuration is missing: --offline standalone-microprofile.xml' >&2
      exit 1
    fi
    { echo "embed-server --server-config=$2 --std-out=discard"; commands; echo stop-embedded-server; } > "$file"
    effect='The configuration is prepared. It takes effect when the server starts.'
    set --
  else
    { commands; echo ':read-attribute(name=server-state)'; } > "$file"
    effect=''
    set -- --connect "$@"
  fi
  # jboss-cli inserts the password, so no file has it. The answers are printed only if a command fails.
  if ! answers=$(SMTP_PASS_FOR_CLI=$(escaped "${SMTP_PASS-}") \
    "$JBOSS_HOME/bin/jboss-cli.sh" "$@" --file="$file" --resolve-parameter-values --error-on-interact </dev/null); then
    printf '%s\n' "$answers" >&2
    case $answers in
      *Duplicate*jboss.http.port*)
        echo 'HTTP_PORT is set, and so is the system property jboss.http.port of this server; allowed: one of the two' >&2 ;;
    esac
    exit 1
  fi
  if [ -z "$effect" ]; then
    case $(printf '%s\n' "$answers" | grep '"result" => ' | tail -n 1) in
      *reload-required*) effect="Reload the server, so that this takes effect: $JBOSS_HOME/bin/jboss-cli.sh --connect reload" ;;
      *restart-required*) effect='Restart the server, so that this takes effect.' ;;
      *) effect='The server needs no reload.' ;;
    esac
  fi
  echo "$effect"
}
