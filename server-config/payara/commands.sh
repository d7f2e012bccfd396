#!/bin/sh
# Prints the asadmin commands that prepare a Payara 6 domain for coupon-workers.war: the mail session
# mail/Notifications, the executor concurrent/CouponWorkers and, where HTTP_PORT is set, the HTTP port.
# README.md beside this file shows how to use them.
#
# It reads SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TLS, EMAIL_CONCURRENCY,
# SMS_CONCURRENCY and HTTP_PORT from the environment. If one of them is wrong it prints every mistake on standard error and no command.
set -eu

# shellcheck source=server-config/settings.sh
. "$(dirname "$0")/../settings.sh"
refuse_mistakes

# The host is an attribute of the resource (mail.host), where the colons of an IPv6 address need no escape.
properties="mail.smtp.port=$port"
properties="$properties:mail.smtp.connectiontimeout=10000:mail.smtp.timeout=60000:mail.smtp.writetimeout=60000"
properties="$properties:mail.smtp.ssl.checkserveridentity=true"
case $tls in
  required) properties="$properties:mail.smtp.starttls.enable=true:mail.smtp.starttls.required=true" ;;
  opportunistic) properties="$properties:mail.smtp.starttls.enable=true:mail.smtp.starttls.required=false" ;;
  implicit) properties="$properties:mail.smtp.ssl.enable=true" ;;
  none) properties="$properties:mail.smtp.starttls.enable=false" ;;
esac

# The credentials are named, not written: Payara reads them from the environment of its own process whenever
# the session is looked up, so no password is in these commands, in domain.xml or in its backups, and no
# character in it needs an escape.
# shellcheck disable=SC2016
if [ -n "$user" ]; then
  login='--auth=true --mailuser=${ENV=SMTP_USER} --password=${ENV=SMTP_PASS}'
else
  # create-javamail-resource demands a user; with --auth=false it is not used.
  login='--auth=false --mailuser=nobody'
fi

cat <<COMMANDS
# Mail session. Payara has no "create or replace": the first time, the deletion reports that there is none.
delete-javamail-resource mail/Notifications
create-javamail-resource --mailhost=$host $login --fromaddress=$address --property=$properties mail/Notifications
# Executor. It is not deleted first, since that would interrupt the mails that are being sent; if it is there, the creation reports so.
create-managed-scheduled-executor-service --corepoolsize=$threads concurrent/CouponWorkers
set resources.managed-scheduled-executor-service.concurrent/CouponWorkers.core-pool-size=$threads
COMMANDS
if [ -n "$http_port" ]; then
  echo "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener-1.port=$http_port"
fi
# The exit code of multimode is that of its last command, so that one shows whether the session is there.
echo 'get resources.mail-resource.mail/Notifications.host'
