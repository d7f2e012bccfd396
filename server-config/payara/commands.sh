#!/bin/sh
# Prints the asadmin commands that prepare a Payara 6 domain for coupon-workers.war: the mail session
# mail/Notifications, the executor concurrent/CouponWorkers and, where HTTP_PORT is set, the HTTP port.
# README.md beside this file shows how to use them.
#
# It reads SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TLS, EMAIL_CONCURRENCY,
# SMS_CONCURRENCY and HTTP_PORT from the environment. If one of them is wrong it prints every mistake on standard error and no command.
set -eu

mistakes=''

mistake() { # what is wrong, what is allowed
  mistakes="$mistakes  $1; allowed: $2
"
}

is_number_between() { # value, least, most
  case $1 in
    '' | *[!0-9]* | 0?* | ??????*) return 1 ;; # 0?*: the shell's arithmetic takes 010 for eight
  esac
  [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]
}

number() { # name, value, least, most
  is_number_between "$2" "$3" "$4" || mistake "$1 is '$2'" "a number from $3 to $4"
}

host=${SMTP_HOST-}
user=${SMTP_USER-}
password=${SMTP_PASS-}
tls=${SMTP_TLS-}
concurrency=${EMAIL_CONCURRENCY:-16}
sms_concurrency=${SMS_CONCURRENCY:-16}
http_port=${HTTP_PORT-}

# No password travels in clear unless the administrator asks for it.
if [ -z "$tls" ]; then
  if [ -n "$user" ]; then tls=required; else tls=opportunistic; fi
fi

port=${SMTP_PORT-}
if [ -z "$port" ]; then
  if [ "$tls" = implicit ]; then port=465; else port=587; fi
fi

# "Coupons <noreply@coupons.com>": the session takes the address, the application the name too.
from=${SMTP_FROM-}
case $from in
  *'<'*'>') address=${from##*<} address=${address%>} ;;
  *) address=$from ;;
esac

case $host in
  '') mistake 'SMTP_HOST is not set' 'the name or address of the mail server' ;;
  *[!A-Za-z0-9._:-]*) mistake "SMTP_HOST is '$host'" 'the name or address of the mail server' ;;
esac
number SMTP_PORT "$port" 1 65535
case $tls in
  required | opportunistic | implicit | none) ;;
  *) mistake "SMTP_TLS is '$tls'" 'required, opportunistic, implicit, none' ;;
esac
if [ -n "$user" ] && [ -z "$password" ]; then
  mistake 'SMTP_PASS is not set although SMTP_USER is' "the password of SMTP_USER, or neither of the two"
fi
if [ -z "$user" ] && [ -n "$password" ]; then
  mistake "SMTP_PASS is '***' but SMTP_USER is not set" "the user of SMTP_PASS, or neither of the two"
fi
# Quotes, backslashes and dollars are legal in an address, but asadmin, its multimode and the boot command
# files read them in three different ways.
case $address in
  '') mistake "SMTP_FROM is '$from'" 'an address, noreply@example.com or Coupons <noreply@example.com>' ;;
  *[!A-Za-z0-9.!#%\&*+/=?^_{}~@-]* | *@*@* | @* | *@)
    mistake "SMTP_FROM is '$from'" 'an address, noreply@example.com or Coupons <noreply@example.com>' ;;
  *@*) ;;
  *) mistake "SMTP_FROM is '$from'" 'an address, noreply@example.com or Coupons <noreply@example.com>' ;;
esac
number EMAIL_CONCURRENCY "$concurrency" 1 1000
number SMS_CONCURRENCY "$sms_concurrency" 1 1000
if [ -n "$http_port" ]; then
  number HTTP_PORT "$http_port" 1 65535
fi

if [ -n "$mistakes" ]; then
  printf 'The settings are wrong:\n%s' "$mistakes" >&2
  exit 1
fi

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
# Executor: a thread for each of EMAIL_CONCURRENCY and SMS_CONCURRENCY sends and eight for the background duties.
# It is not deleted first, since that would interrupt the mails that are being sent; if it is there, the creation reports so.
create-managed-scheduled-executor-service --corepoolsize=$((concurrency + sms_concurrency + 8)) concurrent/CouponWorkers
set resources.managed-scheduled-executor-service.concurrent/CouponWorkers.core-pool-size=$((concurrency + sms_concurrency + 8))
COMMANDS
if [ -n "$http_port" ]; then
  echo "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener-1.port=$http_port"
fi
# The exit code of multimode is that of its last command, so that one shows whether the session is there.
echo 'get resources.mail-resource.mail/Notifications.host'
