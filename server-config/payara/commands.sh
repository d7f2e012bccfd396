#!/bin/sh
# Prints the asadmin commands that prepare a Payara 6 domain for coupon-workers.war: the mail session
# mail/Notifications, the executor concurrent/CouponWorkers, the realm CouponWorkers, bodies of any method and, where
# HTTP_PORT is set, the HTTP port. They are for the start of a domain that is created at each start, as in an image.
#
# With --existing they are for a domain that stays: install.sh runs those. README.md beside this file has more.
#
# It reads SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TLS, EMAIL_CONCURRENCY, SMS_CONCURRENCY and HTTP_PORT
# from the environment. If one of them is wrong, it prints every mistake on standard error and no command.
set -eu

# shellcheck source=server-config/help.sh
. "$(dirname "$0")/../help.sh"
# shellcheck source=server-config/settings.sh
. "$(dirname "$0")/../settings.sh"
refuse_mistakes

starttls=false required=false implicit=false
case $tls in
  required) starttls=true required=true ;;
  opportunistic) starttls=true ;;
  implicit) implicit=true ;;
esac

mail_properties() { # one a line; always all of them, so that none of an earlier run remains
  cat <<PROPERTIES
mail.smtp.port=$port
mail.smtp.connectiontimeout=10000
mail.smtp.timeout=60000
mail.smtp.writetimeout=60000
mail.smtp.ssl.checkserveridentity=true
mail.smtp.starttls.enable=$starttls
mail.smtp.starttls.required=$required
mail.smtp.ssl.enable=$implicit
PROPERTIES
}

# The commands name the password and do not contain it: Payara looks it up whenever it creates the session. So it is not
# in these commands, in domain.xml or in its backups, and no character of it needs an escape. An image gets its secrets from
# the environment of the process. A domain that stays has a store for them, and may be started without our environment.
# shellcheck disable=SC2016
if [ -z "$user" ]; then
  # create-javamail-resource requires a user; with --auth=false it is not used.
  auth=false user=nobody secret=
elif [ "${1-}" = --existing ]; then
  auth=true secret='${ALIAS=coupon-workers-smtp}'
else
  auth=true user='${ENV=SMTP_USER}' secret='${ENV=SMTP_PASS}'
fi

mail=resources.mail-resource.mail/Notifications
executor=concurrent/CouponWorkers

# The host is an attribute of the resource (mail.host), where the colons of an IPv6 address need no escape.
create_mail="create-javamail-resource --mailhost=$host --auth=$auth --mailuser=$user${secret:+ --password=$secret}\
 --fromaddress=$address --property=$(mail_properties | paste -s -d : -) mail/Notifications"

if [ "${1-}" = --existing ]; then
  # Created if it is missing, else changed in place, so that domain.xml keeps its order.
  echo "$create_mail"
  printf 'set %s\n' "$mail.host=$host" "$mail.auth=$auth" "$mail.user=$user" "$mail.password=$secret" \
    "$mail.from=$address"
  # A dot ends a name in Payara unless two backslashes are before it.
  mail_properties | while IFS='=' read -r name value; do
    printf 'set %s\n' "$mail.property.$(printf %s "$name" | sed 's/\./\\\\./g')=$value"
  done
else
  # Payara has no "create or replace": at the first start the deletion reports that there is none.
  echo 'delete-javamail-resource mail/Notifications'
  echo "$create_mail"
fi

# The executor is not deleted first, since that would interrupt the mails that are being sent.
# shellcheck disable=SC2016
printf '%s\n' \
  "create-managed-scheduled-executor-service --corepoolsize=$threads $executor" \
  "set resources.managed-scheduled-executor-service.$executor.core-pool-size=$threads" \
  'create-auth-realm --classname=com.sun.enterprise.security.auth.realm.file.FileRealm --property=file=${com.sun.aas.instanceRoot}/config/coupon-workers-keyfile:jaas-context=fileRealm CouponWorkers'
# Payara answers a GET or DELETE with a body by an empty 400 of its own; the application answers with a sentence.
echo "set configs.config.server-config.network-config.protocols.protocol.http-listener-1.http.allow-payload-for-undefined-http-methods=true"
if [ -n "$http_port" ]; then
  echo "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener-1.port=$http_port"
fi
# The exit code of multimode is that of its last command, so the last one checks that the session exists.
echo "get $mail.host"
