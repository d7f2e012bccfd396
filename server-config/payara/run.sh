#!/bin/sh
# Runs coupon-workers.war on an unpacked Payara 6, in the foreground. The image and the systemd unit start it.
# The shell becomes the server, so that a SIGTERM reaches the server and it drains. The domain is created if it is missing.
# At each start commands.sh beside this file is applied to it, and the WAR is deployed if it changed.
#
#   PAYARA_HOME    directory that contains glassfish; it is not written to
#   PAYARA_DOMAIN  directory of the domain, for this process alone
#   WAR_FILE       coupon-workers.war
#   HTTP_PORT      port of the application (8000), on HTTP_ADDRESS (127.0.0.1)
#   ADMIN_PORT     port of asadmin and the console (4848), on 127.0.0.1 only
#   ADMIN_PASSWORD password of the user admin there; without it no login is possible
#   USERS          users of the application, created at each start: name:role:password, separated by blanks
#   JVM_OPTIONS    instead of -Xmx512m, separated by blanks
#   JAVA_HOME      a JDK or JRE 17; default: the java on the PATH
# and the variables of commands.sh and of the application.
#
# Wrong settings end it with status 78 and the mistakes in its last lines, also those that only the application finds: a server
# without the application is of no use here.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=server-config/help.sh
. "$here/../help.sh"
# A supervisor may leave a terminal or a pipe open there, on which a server would wait for a password.
exec </dev/null
# As the first process of a container a shell without a trap ignores these while another program configures the server.
trap 'exit 143' TERM
trap 'exit 130' INT

mistakes=''
mistake() {
  mistakes="$mistakes  $1
"
}

[ -f "${PAYARA_HOME:=}/glassfish/lib/client/appserver-cli.jar" ] ||
  mistake "PAYARA_HOME is '$PAYARA_HOME'; it must be a directory that holds Payara's glassfish"
[ -f "${WAR_FILE:=}" ] || mistake "WAR_FILE is '$WAR_FILE'; it must be the file coupon-workers.war"
case ${PAYARA_DOMAIN:=} in
  /*) ;;
  *) mistake "PAYARA_DOMAIN is '$PAYARA_DOMAIN'; it must be the absolute path of the domain's directory" ;;
esac
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || mistake "JAVA_HOME is '${JAVA_HOME-}'; it must hold bin/java"
is_port() {
  case $1 in '' | *[!0-9]* | 0* | ??????*) return 1 ;; esac
  [ "$1" -le 65535 ]
}
is_port "${ADMIN_PORT:=4848}" || mistake "ADMIN_PORT is '$ADMIN_PORT'; it must be a number from 1 to 65535"
case ${ADMIN_PASSWORD-} in
  *[[:space:]]*) mistake "ADMIN_PASSWORD is '***' with white space in it, which Payara allows in no password" ;;
esac
case ${HTTP_ADDRESS:=127.0.0.1} in
  *[!0-9A-Fa-f.:]*) mistake "HTTP_ADDRESS is '$HTTP_ADDRESS'; it must be an address of this machine" ;;
esac
export HTTP_PORT="${HTTP_PORT:-8000}"
if [ -n "$mistakes" ]; then
  printf 'Payara cannot be started:\n%s' "$mistakes" >&2
  exit 78
fi

umask 077
config=$PAYARA_DOMAIN/config
if [ ! -f "$config/domain.xml" ]; then
  mkdir -p "$PAYARA_DOMAIN"
  cp -RL "$PAYARA_HOME/glassfish/domains/domain1/." "$PAYARA_DOMAIN"
  # No listener for JMS. No command before the boot can switch it off, since the new domain has no such element yet.
  sed '/<config name="server-config">/a\
            <jms-service type="DISABLED"/>' "$PAYARA_HOME/glassfish/domains/domain1/config/domain.xml" >"$config/domain.xml"
  # One plain line a record on standard output, which journald and the container engine keep; no files.
  cat >>"$config/logging.properties" <<'LOGGING'

java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n
com.sun.enterprise.server.logging.GFFileHandler.logStandardStreams=false
com.sun.enterprise.server.logging.GFFileHandler.logtoFile=false
fish.payara.enterprise.server.logging.PayaraNotificationFileHandler.logtoFile=false
LOGGING
fi

# Payara comes with an empty password, which would admit every user of this machine.
asadmin() {
  "$java" -jar "$PAYARA_HOME/glassfish/lib/client/appserver-cli.jar" "$@"
}
domains=$(dirname "$PAYARA_DOMAIN")
domain=$(basename "$PAYARA_DOMAIN")
if [ -n "${ADMIN_PASSWORD-}" ]; then
  cp "$PAYARA_HOME/glassfish/domains/domain1/config/admin-keyfile" "$config/admin-keyfile"
  passwords=$config/admin-passwords
  printf 'AS_ADMIN_PASSWORD=\nAS_ADMIN_NEWPASSWORD=%s\n' "$ADMIN_PASSWORD" | sed 's/\\/\\\\/g' >"$passwords"
  asadmin --user admin --passwordfile "$passwords" change-admin-password --domaindir "$domains" --domain_name "$domain" >&2
  rm "$passwords"
else
  printf 'admin;{SSHA256}%s;asadmin\n' "$(head -c 40 /dev/urandom | base64 -w 0)" >"$config/admin-keyfile"
fi

server=configs.config.server-config
listener=$server.network-config.network-listeners.network-listener
before=$config/before-boot.asadmin
after=$config/after-boot.asadmin
"$here/commands.sh" >"$before"
# The WAR needs no other port that Payara opens: no data grid, JMX, IIOP or second listener. Responses do not show the
# server's version.
cat >>"$before" <<COMMANDS
set $listener.http-listener-1.address=$HTTP_ADDRESS
set $server.network-config.protocols.protocol.http-listener-1.http.xpowered-by=false
set $server.network-config.protocols.protocol.http-listener-1.http.server-header=false
set $listener.http-listener-2.enabled=false
set $listener.admin-listener.address=127.0.0.1
set $listener.admin-listener.port=$ADMIN_PORT
set $server.hazelcast-config-specific-configuration.enabled=false
set $server.admin-service.jmx-connector.system.enabled=false
set $server.iiop-service.iiop-listener.orb-listener-1.enabled=false
set $server.iiop-service.iiop-listener.SSL.enabled=false
set $server.iiop-service.iiop-listener.SSL_MUTUALAUTH.enabled=false
COMMANDS

# Removed and created again, so that password and role are the given ones; before the boot, when no port is open yet.
users=$config/coupon-workers-keyfile
rm -f "$config"/password-of-*
for entry in ${USERS-}; do
  name=${entry%%:*} rest=${entry#*:}
  if [ -f "$users" ]; then
    grep -v "^$(printf %s "$name" | sed 's/[.]/[.]/g');" "$users" >"$users.new" || true
    mv "$users.new" "$users"
  fi
  # asadmin reads a password from a file only. It stays, readable by this user alone, until the next start.
  printf 'AS_ADMIN_USERPASSWORD=%s\n' "${rest#*:}" >"$config/password-of-$name"
  echo "create-file-user --passwordfile \"$config/password-of-$name\" --authrealmname CouponWorkers --groups ${rest%%:*} $name" >>"$before"
done
unset USERS

deployed=$PAYARA_DOMAIN/applications/__internal/coupon-workers/$(basename "$WAR_FILE")
if cmp -s "$WAR_FILE" "$deployed" && grep -q 'application .*name="coupon-workers"' "$config/domain.xml"; then
  : >"$after"
else
  echo "deploy --force=true --name=coupon-workers \"$WAR_FILE\"" >"$after"
fi

# asadmin knows the options for each JDK, but would start the server as its own child. So it only prints the command line,
# one argument a line after the first line.
command=$(asadmin start-domain --dry-run --domaindir "$domains" \
  --prebootcommandfile "$before" --postbootcommandfile "$after" "$domain")
set --
previous=
while IFS= read -r argument; do
  if [ $# -eq 0 ]; then
    case $argument in /*/java) set -- "$argument" -Dcoupon-workers.server=own ;; esac
    continue
  fi
  # shellcheck disable=SC2086 # JVM_OPTIONS is a list
  case $argument in
    '') break ;;
    true)
      # Otherwise the server waits for the passwords that asadmin would send.
      if [ "$previous" = -read-stdin ]; then argument=false; fi
      set -- "$@" "$argument"
      ;;
    -Xmx*) set -- "$@" ${JVM_OPTIONS:--Xmx512m} ;;
    # The OSGi shell, which opens a port, and the directory that OSGi watches for bundles.
    -Dosgi.shell.* | -Dfelix.fileinstall.* | -Dgosh.*) ;;
    -Dorg.glassfish.additionalOSGiBundlesToStart=*) set -- "$@" "${argument%%=*}=" ;;
    *) set -- "$@" "$argument" ;;
  esac
  previous=$argument
done <<COMMAND
$command
COMMAND

cd "$PAYARA_DOMAIN"
exec "$@"
