#!/bin/sh
# Reverts what install.sh did to a running Payara 6 domain. Undeploy coupon-workers.war first.
#
#   undo.sh asadmin [options of asadmin, such as --port 4848]
set -eu

here=$(dirname -- "$0")
# shellcheck source=server-config/help.sh
. "$here/../help.sh"
# shellcheck source=server-config/names.sh
. "$here/../names.sh"
# shellcheck source=server-config/payara/asadmin.sh
. "$here/asadmin.sh"

lists "$@"

where_there() { # its name in the list, the command that removes it
  if grep -qxF -- "$1" "$work/there"; then echo "$2"; fi
}

{
  where_there mail/Notifications 'delete-javamail-resource mail/Notifications'
  where_there concurrent/CouponWorkers 'delete-managed-scheduled-executor-service concurrent/CouponWorkers'
  where_there CouponWorkers 'delete-auth-realm CouponWorkers'
  for name in $plain_settings; do
    if grep -q "^property.payara.microprofile.$name=" "$work/there"; then
      echo "delete-config-property --propertyName=$name"
    fi
  done
  for name in SMTP_PASS $secret_settings; do
    alias=$(alias_of "$name")
    where_there "$alias" "delete-password-alias $alias"
  done
  port=$(sed -n 's/^property.couponWorkersHttpPortBefore=//p' "$work/there")
  if [ -n "$port" ]; then
    echo "set $listener=$port"
    echo 'set property.couponWorkersHttpPortBefore='
  fi
  if grep -q '^property.couponWorkersBodiesBefore=' "$work/there"; then
    echo "set $bodies="
    echo 'set property.couponWorkersBodiesBefore='
  fi
} >"$work/todo"
if [ -s "$work/todo" ]; then
  run "$work/todo" "$@"
fi

if grep -q "^set $listener=" "$work/todo"; then
  echo "The configuration is as before. Restart the domain: until then it answers 404 on port $(sed -n "s/^set $listener=//p" "$work/todo")."
else
  echo 'The domain is as before.'
fi
echo 'The users of the realm remain in config/coupon-workers-keyfile.'
