#!/bin/sh
# Runs coupon-workers-wildfly.war on an unpacked WildFly, in the foreground. The image and the systemd unit start it.
# A SIGTERM reaches the server, and it drains. The server's directory is created if it is missing. At each start configure.sh
# beside this file is applied to it, and the WAR is deployed if it changed.
#
#   JBOSS_HOME     directory of WildFly; it is not written to
#   WILDFLY_BASE   directory of this server (jboss.server.base.dir), for this process alone
#   WAR_FILE       coupon-workers-wildfly.war
#   HTTP_PORT      port of the application (8000), on HTTP_ADDRESS (127.0.0.1)
#   ADMIN_PORT     port of jboss-cli.sh, the console and the health checks (9990), on 127.0.0.1 only
#   USERS          users of the application, created at each start: name:role:password, separated by blanks
#   JVM_OPTIONS    instead of -Xmx512m, separated by blanks
#   JAVA_HOME      a JDK or JRE 17; default: the java on the PATH
# and the variables of configure.sh and of the application.
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

[ -f "${JBOSS_HOME:=}/bin/standalone.sh" ] || mistake "JBOSS_HOME is '$JBOSS_HOME'; it must be the directory of a WildFly"
[ -f "${WAR_FILE:=}" ] || mistake "WAR_FILE is '$WAR_FILE'; it must be the file coupon-workers-wildfly.war"
case ${WILDFLY_BASE:=} in
  /*) ;;
  *) mistake "WILDFLY_BASE is '$WILDFLY_BASE'; it must be the absolute path of the server's directory" ;;
esac
command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java" >/dev/null || mistake "JAVA_HOME is '${JAVA_HOME-}'; it must hold bin/java"
is_port() {
  case $1 in '' | *[!0-9]* | 0* | ??????*) return 1 ;; esac
  [ "$1" -le 65535 ]
}
is_port "${ADMIN_PORT:=9990}" || mistake "ADMIN_PORT is '$ADMIN_PORT'; it must be a number from 1 to 65535"
case ${HTTP_ADDRESS:=127.0.0.1} in
  *[!0-9A-Fa-f.:]*) mistake "HTTP_ADDRESS is '$HTTP_ADDRESS'; it must be an address of this machine" ;;
esac
export JBOSS_HOME HTTP_PORT="${HTTP_PORT:-8000}"
if [ -n "$mistakes" ]; then
  printf 'WildFly cannot be started:\n%s' "$mistakes" >&2
  exit 78
fi

umask 077
configuration=$WILDFLY_BASE/configuration/standalone-microprofile.xml
if [ ! -f "$configuration" ]; then
  mkdir -p "$WILDFLY_BASE/configuration" "$WILDFLY_BASE/deployments"
  cp "$JBOSS_HOME/standalone/configuration/logging.properties" "$WILDFLY_BASE/configuration"
  # WildFly's own files have no users, and only the owner of the installation may read them.
  for users in application-users application-roles mgmt-users mgmt-groups; do
    : >"$WILDFLY_BASE/configuration/$users.properties"
  done
  # Plain lines on standard output, which journald and the container engine keep; no files. No listener with a
  # self-signed certificate.
  sed -e '/<handler name="FILE"\/>/d' -e 's/<named-formatter name="COLOR-PATTERN"\/>/<named-formatter name="PATTERN"\/>/' \
    -e '/<https-listener /d' "$JBOSS_HOME/standalone/configuration/standalone-microprofile.xml" >"$configuration"
fi

# The credential store is filled at each start, so its password need not outlast this process, unless it is given.
if [ -z "${CREDENTIAL_STORE_PASSWORD-}" ]; then
  rm -f "$WILDFLY_BASE/configuration/coupon-workers.cs"
  CREDENTIAL_STORE_PASSWORD=$(head -c 24 /dev/urandom | base64 -w 0)
  export CREDENTIAL_STORE_PASSWORD
fi

# Both the configuring JVM and the server write below the server's directory only.
JAVA_OPTS="-Djboss.server.base.dir=$WILDFLY_BASE" "$here/configure.sh" --offline standalone-microprofile.xml

unset USERS

deployed=$WILDFLY_BASE/deployments/coupon-workers.war
if ! cmp -s "$WAR_FILE" "$deployed"; then
  cp "$WAR_FILE" "$deployed"
fi
# The scanner deploys a file without a marker, whatever the result of the last deployment.
rm -f "$deployed".*

# The options of standalone.sh with another heap, and without standalone.conf, which may set others.
export JAVA_OPTS="${JVM_OPTIONS:--Xmx512m} -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true"
# With this standalone.sh passes signals on to the server and waits for it.
export LAUNCH_JBOSS_IN_BACKGROUND=1
cd "$WILDFLY_BASE"
exec "$JBOSS_HOME/bin/standalone.sh" --server-config=standalone-microprofile.xml \
  "-Djboss.server.base.dir=$WILDFLY_BASE" "-Djboss.bind.address=$HTTP_ADDRESS" \
  -Djboss.bind.address.management=127.0.0.1 "-Djboss.management.http.port=$ADMIN_PORT" "-Djboss.tx.node.id=coupons-$HTTP_PORT" \
  -Dcoupon-workers.server=own
