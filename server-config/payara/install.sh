#!/bin/sh
# Prepares a running Payara 6 domain for coupon-workers.war, from variables in the environment (README.md beside this
# file). Can be run again, also with other values; undo.sh reverts everything.
#
#   install.sh asadmin [options of asadmin, such as --port 4848]
set -eu
export LC_ALL=C.UTF-8

here=$(dirname -- "$0")
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
  exit 1
fi

lists "$@"

# The port that undo.sh restores. A second run must not store the port of the first.
before=$(sed -n "s/^$listener=//p" "$work/there")
if [ -n "${HTTP_PORT-}" ] && [ "$before" != "$HTTP_PORT" ] && ! grep -q '^property.couponWorkersHttpPortBefore=' "$work/there"; then
  echo "set property.couponWorkersHttpPortBefore=$before" >>"$work/wanted"
fi

for name in SMTP_PASS $secret_settings; do
  value_of "$name"
  if [ -z "$value" ]; then continue; fi
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
run "$work/todo" "$@"

echo 'The domain is prepared. Deploy coupon-workers.war, or redeploy it if it is deployed already.'
