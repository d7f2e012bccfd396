#!/bin/sh
# Prepares a running Payara 6 domain for coupon-workers.war, from variables in the environment (README.md beside this
# file). Can be run again, also with other values; undo.sh reverts everything.
#
#   install.sh asadmin [options of asadmin, such as --port 4848]
set -eu
export LC_ALL=C.UTF-8

here=$(dirname -- "$0")
# shellcheck source=server-config/help.sh
. "$here/../help.sh"
# shellcheck source=server-config/names.sh
. "$here/../names.sh"
# shellcheck source=server-config/payara/asadmin.sh
. "$here/asadmin.sh"

mistakes=''
value_of() { # name; sets value
  eval "value=\${$1-}"
}

sh "$here/commands.sh" --existing >"$work/wanted" || mistakes=yes

if [ -n "${SMTP_USER-}" ]; then
  case $SMTP_USER in
    *[!A-Za-z0-9.!#%\&*+/=?^_{}~@-]*)
      mistakes=yes
      echo "  SMTP_USER is '$SMTP_USER'; allowed here: letters, digits and . ! # % & * + / = ? ^ _ { } ~ @ -" >&2 ;;
  esac
fi
for name in $plain_settings; do
  value_of "$name"
  case $value in
    '') ;;
    *'"'* | *\\* | *'
'*)
      mistakes=yes
      echo "  $name is '$value'; allowed here: no quotation mark, no backslash, no line break" >&2 ;;
    *) printf 'set-config-property --propertyName=%s --propertyValue="%s"\n' "$name" "$value" >>"$work/wanted" ;;
  esac
done
for name in SMTP_PASS $secret_settings; do
  value_of "$name"
  # asadmin reads passwords as a Java properties file, in Latin-1.
  if [ -n "$(printf %s "$value" | LC_ALL=C tr -d ' -~')" ]; then
    mistakes=yes
    echo "  $name is '***'; allowed here: ASCII in one line. create the password alias $(alias_of "$name") in the console instead" >&2
  fi
done
if [ -n "$mistakes" ]; then
  echo 'Nothing was changed.' >&2
  exit 78
fi

lists "$@"

# The port that undo.sh restores. A second run must not store the port of the first.
before=$(sed -n "s/^$listener=//p" "$work/there")
if [ -n "${HTTP_PORT-}" ] && [ "$before" != "$HTTP_PORT" ] && ! grep -q '^property.couponWorkersHttpPortBefore=' "$work/there"; then
  echo "set property.couponWorkersHttpPortBefore=$before" >>"$work/wanted"
fi
# The same for the bodies that commands.sh allows.
if grep -q "^$bodies=false" "$work/there"; then
  echo 'set property.couponWorkersBodiesBefore=false' >>"$work/wanted"
fi

stored=''
for name in SMTP_PASS $secret_settings; do
  value_of "$name"
  if [ -z "$value" ]; then continue; fi
  stored="$stored $name"
  alias=$(alias_of "$name")
  verb=create
  if grep -qxF "$alias" "$work/there"; then verb=update; fi
  # On standard input: the password is in no file and in no list of processes.
  printf 'AS_ADMIN_ALIASPASSWORD=%s\n' "$(printf %s "$value" | sed 's/\\/\\\\/g; s/^ /\\ /')" |
    "$@" --passwordfile - "$verb-password-alias" "$alias" >"$work/said" 2>&1 || {
    cat "$work/said" >&2
    exit 1
  }
done

is_there() { # command
  case $1 in
    create-*) grep -qxF -- "${1##* }" "$work/there" ;;
    # Payara looks the alias up when the session is set, and the password may have changed.
    'set '*'.password=$'*) false ;;
    # "get" shows names without the backslashes, and no line for an empty value.
    'set-config-property '*)
      property=${1#*--propertyName=}
      value=${property#*--propertyValue=\"}
      grep -qxF -- "property.payara.microprofile.${property%% *}=${value%\"}" "$work/there"
      ;;
    'get '*) true ;; # needed at the start of a domain alone
    'set '*=) ! grep -qF -- "${1#set }" "$work/there" ;;
    'set '*) grep -qxF -- "$(printf %s "${1#set }" | sed 's/\\\\\././g')" "$work/there" ;;
    *) false ;;
  esac
}

# Skips what is set already: setting the size of an executor ends its threads, even if the size does not change.
while IFS= read -r command; do
  if is_there "$command"; then continue; fi
  printf '%s\n' "$command"
done <"$work/wanted" >"$work/todo"
if [ -s "$work/todo" ]; then
  run "$work/todo" "$@"
fi

# What was changed, one a line; the password of the mail session is set each time.
sed -n -e "s/^set $listener=.*/HTTP_PORT/p" -e 's/^set-config-property --propertyName=\([A-Z0-9_]*\) .*/\1/p' \
  -e '/managed-scheduled-executor/s/.*/the executor/p' -e '/auth-realm/s/.*/the realm/p' \
  -e '/\.password=\$/d' -e '/mail-resource\|javamail/s/.*/the mail session/p' "$work/todo" | uniq >"$work/changed"
if [ -s "$work/changed" ]; then
  echo "Changed: $(paste -s -d , "$work/changed" | sed 's/,/, /g')."
else
  echo 'The domain has these settings already.'
fi
if [ -n "$stored" ]; then
  echo "Stored again, since Payara does not show what it has:$stored."
fi

is_changed() { # pattern
  grep -qx "$1" "$work/changed"
}
needs_redeploy() {
  is_changed 'the executor' || is_changed 'the realm' || {
    # shellcheck disable=SC2086 # a list
    grep -x '[A-Z0-9_]*' "$work/changed" | grep -qvxF "$(printf '%s\n' HTTP_PORT $live_settings)"
  }
}

deploy=''
if ! grep -q '^coupon-workers ' "$work/there"; then
  deploy=' Deploy coupon-workers.war.'
fi
if is_changed HTTP_PORT; then
  echo "Restart the domain: until then it answers 404 on the new port.$deploy"
elif [ -n "$deploy" ]; then
  echo "${deploy# }"
elif needs_redeploy; then
  echo 'Redeploy coupon-workers.war.'
else
  case $stored in
    '' | ' SMTP_PASS')
      if [ -s "$work/changed" ]; then
        echo 'It takes effect by itself, within 5 s.'
      else
        echo 'There is nothing more to do.'
      fi ;;
    *) echo "Redeploy coupon-workers.war if one of these is new:${stored# SMTP_PASS}." ;;
  esac
fi
