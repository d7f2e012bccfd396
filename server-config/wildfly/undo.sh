#!/bin/sh
# Reverts what configure.sh did to a WildFly. It has the same arguments and requires only JBOSS_HOME.
set -eu
here=$(dirname "$0")
# shellcheck source=server-config/help.sh
. "$here/../help.sh"
# shellcheck source=server-config/wildfly/cli.sh
. "$here/cli.sh"

# Removes a resource if it exists.
remove() { # address
  printf 'if (outcome == success) of %s:read-resource\n%s:remove()\nend-if\n' "$1" "$1"
}

commands() {
  printf 'if (outcome == success) of %s:read-resource\n%s:remove()\n%s:remove()\nend-if\n' \
    "$http_port_is_ours" /system-property=jboss.http.port "$http_port_is_ours"
  remove /subsystem=microprofile-config-smallrye/config-source=CouponWorkers
  remove "$openapi_filter_of_host"
  remove "$openapi_filter"
  remove /subsystem=undertow/application-security-domain=CouponWorkers
  remove /subsystem=elytron/security-domain=CouponWorkers
  remove /subsystem=elytron/filesystem-realm=CouponWorkers
  remove /subsystem=ee/managed-scheduled-executor-service=CouponWorkers
  remove /subsystem=mail/mail-session=CouponWorkers
  remove /socket-binding-group=standard-sockets/remote-destination-outbound-socket-binding=coupon-workers-smtp
  remove /subsystem=elytron/credential-store=CouponWorkers
  # If the server has other mail sessions, the subsystem stays.
  cat <<'MAIL'
if (outcome == success && result == []) of /subsystem=mail:read-children-names(child-type=mail-session)
/subsystem=mail:remove()
/extension=org.jboss.as.mail:remove()
end-if
MAIL
}

run_cli "$@"
