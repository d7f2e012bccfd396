# shellcheck shell=sh
# Prints the comment at the head of the script that sources this file, and ends it, if its first argument asks for help.
case ${1-} in
  --help | -h)
    sed -n '2,$ {
      /^#/!q
      s/^# \{0,1\}//p
    }' "$0"
    exit
    ;;
esac
