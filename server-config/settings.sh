#!/bin/sh
# shellcheck disable=SC2034 # used by the scripts that source this file
# Reads and checks the environment variables that the scripts of both servers use: SMTP_HOST, SMTP_PORT, SMTP_USER,
# SMTP_PASS, SMTP_FROM, SMTP_TLS, EMAIL_CONCURRENCY, SMS_CONCURRENCY, HTTP_PORT and USERS. The scripts source this file,
# check their own variables, and call refuse_mistakes. Sets host, port, user, password, address, tls, threads and
# http_port. WORKERS decides whether a mail server is required.

# Exit status for wrong settings, EX_CONFIG of sysexits.h: a supervisor need not start the script again.
wrong_settings=78

mistakes=''

mistake() { # mistake, allowed values
  mistakes="$mistakes  $1; allowed: $2
"
}

is_number_between() { # value, minimum, maximum
  case $1 in
    '' | *[!0-9]* | 0?* | ??????*) return 1 ;; # 0?*: the shell's arithmetic reads 010 as octal
  esac
  [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]
}

number() { # name, value, minimum, maximum
  is_number_between "$2" "$3" "$4" || mistake "$1 is '$2'" "a number from $3 to $4"
}

host=${SMTP_HOST-}
user=${SMTP_USER-}
password=${SMTP_PASS-}
tls=${SMTP_TLS-}
concurrency=${EMAIL_CONCURRENCY:-16}
sms_concurrency=${SMS_CONCURRENCY:-16}
http_port=${HTTP_PORT-}
from=${SMTP_FROM-}

# An instance for SMS alone requires no mail server, but the application looks up a mail session all the same.
if [ "$(printf %s "${WORKERS-}" | tr -d '[:space:]')" = sms ]; then
  host=${host:-localhost} from=${from:-unused@example.invalid}
fi

# TLS is required with a password unless the administrator chooses otherwise.
if [ -z "$tls" ]; then
  if [ -n "$user" ]; then tls=required; else tls=opportunistic; fi
fi

port=${SMTP_PORT-}
if [ -z "$port" ]; then
  if [ "$tls" = implicit ]; then port=465; else port=587; fi
fi

# "Coupons <noreply@coupons.com>": the session uses the address, the application the name too.
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
# Quotes, backslashes and dollars are legal in an address, but asadmin, its multimode, the boot command files and
# jboss-cli interpret them differently.
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

# One thread for each concurrent send (EMAIL_CONCURRENCY and SMS_CONCURRENCY).
threads=0
if is_number_between "$concurrency" 1 1000 && is_number_between "$sms_concurrency" 1 1000; then
  threads=$((concurrency + sms_concurrency))
fi

# Users of the application's realm: name:role:password, separated by blanks. Characters that asadmin, jboss-cli or the
# shell interpret are excluded.
for entry in ${USERS-}; do
  rest=${entry#*:}
  case ${entry%%:*} in
    '' | *[!A-Za-z0-9._-]*) mistake "USERS has a name '${entry%%:*}'" 'letters, digits and . _ -' ;;
  esac
  case ${rest%%:*} in
    viewer | operator | producer) ;;
    *) mistake "USERS has a role '***' for '${entry%%:*}'" 'name:role:password, with viewer, operator or producer as the role' ;;
  esac
  case ${rest#*:} in
    '' | *[!A-Za-z0-9._~-]*) mistake "USERS has a password '***' for '${entry%%:*}'" 'letters, digits and . _ ~ -' ;;
  esac
done

# Prints every mistake on standard error and exits, if there is one.
refuse_mistakes() {
  if [ -n "$mistakes" ]; then
    printf 'The settings are wrong:\n%s' "$mistakes" >&2
    exit "$wrong_settings"
  fi
}
