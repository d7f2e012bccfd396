#!/bin/sh
# Runs coupon-workers-wildfly.war on an unpacked WildFly, in the foreground: what the image and the systemd unit start.
# A SIGTERM reaches the server, and it drains. The server's directory is made where it is missing; on each start
# configure.sh beside this file is applied to it, and the WAR is deployed where it is another than before.
#
#   JBOSS_HOME     the directory of WildFly; nothing in it is written
#   WILDFLY_BASE   the directory of this server (jboss.server.base.dir), for this process alone
#   WAR_FILE       coupon-workers-wildfly.war
#   HTTP_PORT      where the application answers (8000), on HTTP_ADDRESS (127.0.0.1)
#   ADMIN_PORT     where jboss-cli.sh, the console and the health checks answer (9990), on 127.0.0.1 only
#   USERS          users of the application, made anew: name:role:password, with blanks between
#   JVM_OPTIONS    in place of -Xmx512m, with blanks between
#   JAVA_HOME      a JDK or JRE 17; without it, the java on the PATH
# and whatever configure.sh and the application read.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
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
  exit 1
fi

umask 077
configuration=$WILDFLY_BASE/configuration/standalone-microprofile.xml
if [ ! -f "$configuration" ]; then
  mkdir -p "$WILDFLY_BASE/configuration" "$WILDFLY_BASE/deployments"
  cp "$JBOSS_HOME/standalone/configuration/logging.properties" "$WILDFLY_BASE/configuration"
  # WildFly's own hold nobody, and only the owner of the installation may read them.
  for users in application-users application-roles mgmt-users mgmt-groups; do
    : >"$WILDFLY_BASE/configuration/$users.properties"
  done
  # Plain lines on standard output, where journald and the container engine keep them; no files. And no listener with
  # a certificate that WildFly signs itself.
  sed -e '/<handler name="FILE"\/>/d' -e 's/<named-formatter name="COLOR-PATTERN"\/>/<named-formatter name="PATTERN"\/>/' \
    -e '/<https-listener /d' "$JBOSS_HOME/standalone/configuration/standalone-microprofile.xml" >"$configuration"
fi

# The credential store is filled anew on each start, so its password need not outlast this process, unless it is given.
if [ -z "${CREDENTIAL_STORE_PASSWORD-}" ]; then
  rm -f "$WILDFLY_BASE/configuration/coupon-workers.cs"
  CREDENTIAL_STORE_PASSWORD=$(head -c 24 /dev/urandom | base64 -w 0)
  export CREDENTIAL_STORE_PASSWORD
fi

# Both the configuring JVM and the server write below the server's directory only.
# Who drains texts alone need not name a mail server, but the application finds a session wherever it is deployed.
(
  if [ "${WORKERS-}" = sms ]; then
    export SMTP_HOST="${SMTP_HOST:-localhost}" SMTP_FROM="${SMTP_FROM:-nobody@example.invalid}"
  fi
  JAVA_OPTS="-Djboss.server.base.dir=$WILDFLY_BASE" "$here/configure.sh" --offline standalone-microprofile.xml
)

unset USERS

deployed=$WILDFLY_BASE/deployments/coupon-workers.war
if ! cmp -s "$WAR_FILE" "$deployed"; then
  cp "$WAR_FILE" "$deployed"
fi
# The scanner deploys what has no marker, whatever became of it last time.
rm -f "$deployed".*

# As standalone.sh would, but for the memory, and for standalone.conf, which may say otherwise.
export JAVA_OPTS="${JVM_OPTIONS:--Xmx512m} -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true"
# With this standalone.sh passes signals on to the server and waits for it.
export LAUNCH_JBOSS_IN_BACKGROUND=1
cd "$WILDFLY_BASE"
exec "$JBOSS_HOME/bin/standalone.sh" --server-config=standalone-microprofile.xml \
  "-Djboss.server.base.dir=$WILDFLY_BASE" "-Djboss.bind.address=$HTTP_ADDRESS" \
  -Djboss.bind.address.management=127.0.0.1 "-Djboss.management.http.port=$ADMIN_PORT" "-Djboss.tx.node.id=coupons-$HTTP_PORT"
