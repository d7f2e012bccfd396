#!/bin/sh
# Prepares a WildFly for coupon-workers-wildfly.war: the mail session java:jboss/mail/Notifications, the executor
# concurrent/CouponWorkers, the security domain CouponWorkers for its users, its settings, and, where HTTP_PORT is set,
# the HTTP port. README.md beside this file shows how to use it.
#
#   configure.sh [options of jboss-cli.sh]            changes the running server
#   configure.sh --offline CONFIGURATION.xml          changes the configuration of a stopped server
#   configure.sh --print                              prints the commands and changes nothing
#
# It requires JBOSS_HOME and reads SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TLS, EMAIL_CONCURRENCY,
# SMS_CONCURRENCY, HTTP_PORT, USERS and the settings of the application from the environment. If one of the former is wrong, it
# prints every mistake on standard error and changes nothing.
set -eu
here=$(dirname "$0")
# shellcheck source=server-config/help.sh
. "$here/../help.sh"
# shellcheck source=server-config/settings.sh
. "$here/../settings.sh"
# shellcheck source=server-config/names.sh
. "$here/../names.sh"
# shellcheck source=server-config/wildfly/cli.sh
. "$here/cli.sh"

if [ -n "$user" ] && [ -z "${CREDENTIAL_STORE_PASSWORD-}" ]; then
  mistake 'CREDENTIAL_STORE_PASSWORD is not set although SMTP_PASS is' 'any ASCII text, the same for this script and the server'
fi
# Java's key stores allow no other characters, and WildFly reports them as a missing alias.
if [ -n "$(printf '%s' "${CREDENTIAL_STORE_PASSWORD-}" | LC_ALL=C tr -d ' -~')" ]; then
  mistake "CREDENTIAL_STORE_PASSWORD is '***' with a character that is not ASCII" 'any ASCII text, the same for this script and the server'
fi
refuse_mistakes

# A configuration source keeps its values in clear, so secrets stay in the server's environment. REDIS_URL is a secret only
# if it contains a password.
application_settings="REDIS_URL $plain_settings"

# Creates a missing resource. An existing one keeps its other attributes.
resource() { # address, parameters of add
  printf 'if (outcome != success) of %s:read-resource\n%s:add(%s)\nend-if\n' "$1" "$1" "${2-}"
}

# Writes an attribute only if its value differs: for many attributes WildFly requires a reload even if the value stays.
# The condition is "==" with an else branch, since "!=" is false for a missing result.
attribute() { # address, name, value; an empty value leaves the attribute undefined
  if [ -n "$3" ]; then
    printf 'if (outcome == success && result == %s) of %s:read-attribute(name=%s)\nelse\n%s:write-attribute(name=%s, value=%s)\nend-if\n' \
      "$3" "$1" "$2" "$1" "$2" "$3"
  else
    printf 'if (outcome != success || result != undefined) of %s:read-attribute(name=%s)\n%s:undefine-attribute(name=%s)\nend-if\n' \
      "$1" "$2" "$1" "$2"
  fi
}

# Does the same for one of the properties of a resource.
property() { # address, key, value; an empty value removes the property
  if [ -n "$3" ]; then
    printf 'if (outcome == success && result == %s) of %s:map-get(name=properties, key=%s)\nelse\n%s:map-put(name=properties, key=%s, value=%s)\nend-if\n' \
      "$3" "$1" "$2" "$1" "$2" "$3"
  else
    printf 'if (outcome == success && result != undefined) of %s:map-get(name=properties, key=%s)\n%s:map-remove(name=properties, key=%s)\nend-if\n' \
      "$1" "$2" "$1" "$2"
  fi
}

quoted() { # text
  printf '"%s"' "$(escaped "$1")"
}

tls_enabled=false ssl_enabled=false starttls='' starttls_required=''
case $tls in
  required) tls_enabled=true starttls_required='"true"' ;;
  opportunistic) tls_enabled=true starttls_required='"false"' ;;
  implicit) ssl_enabled=true ;;
  none) starttls='"false"' ;;
esac

# Stores each setting that is set as a property of the server's MicroProfile Config.
settings() { # address
  for name in $application_settings; do
    eval "value=\${$name-}"
    case $name=$value in
      REDIS_URL=*@*) value='' ;; # it has a password
    esac
    if [ -n "$value" ]; then
      value=$(quoted "$value")
    fi
    property "$1" "$name" "$value"
  done
}

# Removes and creates a user, so that password and role are the given ones.
realm_user() { # name, role, password
  realm=/subsystem=elytron/filesystem-realm=CouponWorkers
  printf 'if (outcome == success) of %s:read-identity(identity=%s)\n%s:remove-identity(identity=%s)\nend-if\n' "$realm" "$1" "$realm" "$1"
  printf '%s:add-identity(identity=%s)\n' "$realm" "$1"
  printf '%s:set-password(identity=%s, digest={algorithm=digest-sha-512, realm=CouponWorkers, password="%s"})\n' "$realm" "$1" "$3"
  printf '%s:add-identity-attribute(identity=%s, name=groups, value=[%s])\n' "$realm" "$1" "$2"
}

commands() {
  binding=/socket-binding-group=standard-sockets/remote-destination-outbound-socket-binding=coupon-workers-smtp
  session=/subsystem=mail/mail-session=CouponWorkers
  smtp=$session/custom=smtp
  store=/subsystem=elytron/credential-store=CouponWorkers
  executor=/subsystem=ee/managed-scheduled-executor-service=CouponWorkers
  domain=/subsystem=elytron/security-domain=CouponWorkers
  source=/subsystem=microprofile-config-smallrye/config-source=CouponWorkers

  # The socket binding of every WildFly says ${jboss.http.port:8080}. This comes first, since it fails if that property was set
  # by another program or user. A second property marks it as set here; undo.sh removes only such a one.
  if [ -n "$http_port" ]; then
    port_property=/system-property=jboss.http.port
    printf 'if (outcome != success) of %s:read-resource\n%s:add(value=%s)\n%s:add(value=ours)\nend-if\n' \
      "$http_port_is_ours" "$port_property" "$http_port" "$http_port_is_ours"
    attribute "$port_property" value "\"$http_port\""
  fi

  # The server opens the store with the password in its environment; the configuration has only the variable's name.
  # shellcheck disable=SC2016 # jboss-cli and the server replace these
  if [ -n "$user" ]; then
    resource $store 'path=coupon-workers.cs, relative-to=jboss.server.config.dir, create=true, credential-reference={clear-text="$${env.CREDENTIAL_STORE_PASSWORD}"}'
    # In this order the server logs an error at the first run only.
    printf 'try\n%s:set-secret(%s)\ncatch\n%s:add-alias(%s)\nend-try\n' \
      $store 'alias=smtp, secret-value="${env.SMTP_PASS_FOR_CLI}"' $store 'alias=smtp, secret-value="${env.SMTP_PASS_FOR_CLI}"'
  fi

  # standalone-microprofile.xml has no mail subsystem.
  resource /extension=org.jboss.as.mail
  resource /subsystem=mail
  # A custom server, since WildFly's own kind has no timeouts and cannot require TLS.
  resource $binding "host=$(quoted "$host"), port=$port"
  attribute $binding host "$(quoted "$host")"
  attribute $binding port "$port"
  resource $session 'jndi-name="java:jboss/mail/Notifications"'
  attribute $session from "$(quoted "$address")"
  resource $smtp 'outbound-socket-binding-ref=coupon-workers-smtp'
  attribute $smtp tls $tls_enabled
  attribute $smtp ssl $ssl_enabled
  if [ -n "$user" ]; then
    attribute $smtp username "$(quoted "$user")"
    printf 'if (outcome != success || result != smtp) of %s:read-attribute(name=credential-reference.alias)\n' $smtp
    printf '%s:write-attribute(name=credential-reference, value={store=CouponWorkers, alias=smtp})\nend-if\n' $smtp
  else
    attribute $smtp credential-reference ''
    attribute $smtp username ''
  fi
  property $smtp mail.smtp.starttls.enable "$starttls"
  property $smtp mail.smtp.starttls.required "$starttls_required"
  property $smtp mail.smtp.ssl.checkserveridentity '"true"'
  property $smtp mail.smtp.connectiontimeout '"10000"'
  property $smtp mail.smtp.timeout '"60000"'
  property $smtp mail.smtp.writetimeout '"60000"'

  resource $executor "jndi-name=\"java:/concurrent/CouponWorkers\", context-service=default, core-threads=$threads"
  attribute $executor core-threads "$threads"

  # Users have the roles viewer, operator and producer as groups; there is no user at first.
  resource /subsystem=elytron/filesystem-realm=CouponWorkers 'path=coupon-workers-users, relative-to=jboss.server.config.dir'
  resource $domain 'default-realm=CouponWorkers, permission-mapper=default-permission-mapper, realms=[{realm=CouponWorkers, role-decoder=groups-to-roles}]'
  resource /subsystem=undertow/application-security-domain=CouponWorkers 'security-domain=CouponWorkers'

  for entry in ${USERS-}; do
    rest=${entry#*:}
    realm_user "${entry%%:*}" "${rest%%:*}" "${rest#*:}"
  done

  # The server's own /openapi requires no login; the application's description does.
  resource $openapi_filter 'expression="path(/openapi) -> rewrite(/openapi.json)"'
  resource $openapi_filter_of_host

  resource $source 'properties={}'
  settings $source
}

run_cli "$@"
