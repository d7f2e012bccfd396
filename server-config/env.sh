#!/bin/sh
# Reads a .env as ./mvnw -Pdev and the Bun workers do: blanks around "=", "export", quotes, and comments after a value.
#
#   env.sh FILE COMMAND …   runs the command with these variables; one that the environment has already wins
#   env.sh FILE             prints them as NAME="value" lines, which systemd and shells read alike
#
# A line that is none of NAME=value, a comment or blank ends it with status 78; the line is not shown, since it may hold part of
# a password.
set -eu
# shellcheck source=server-config/help.sh
. "$(dirname -- "$0")/help.sh"

if [ $# -eq 0 ]; then
  echo "the file is missing; call it as: $0 .env" >&2
  exit 2
fi
file=$1
shift
if [ ! -r "$file" ]; then
  echo "$file cannot be read" >&2
  exit 78
fi

# shellcheck disable=SC2016 # awk
assignments=$(LC_ALL=C FILE=$file awk -v command=$# '
  function unescaped(text,   out, at, character) {
    while ((at = index(text, "\\")) > 0) {
      character = substr(text, at + 1, 1)
      out = out substr(text, 1, at - 1) (character == "n" ? "\n" : character)
      text = substr(text, at + 2)
    }
    return out text
  }
  # Sets "value" to what a quoted text at the start of rest contains, if nothing but a comment follows it.
  function is_quoted(pattern) {
    if (!match(rest, pattern) || substr(rest, RLENGTH + 1) !~ /^[ \t]*(#.*)?$/) return 0
    value = substr(rest, 2, RLENGTH - 2)
    return 1
  }
  { sub(/\r$/, "") }
  /^[ \t]*(#|$)/ { next }
  !match($0, /^[ \t]*(export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*[ \t]*=[ \t]*/) {
    print "line " NR " of " ENVIRON["FILE"] " is not NAME=value, a comment or blank" >"/dev/stderr"
    wrong = 1
    exit 78
  }
  {
    name = substr($0, 1, RLENGTH)
    rest = substr($0, RLENGTH + 1)
    sub(/[ \t]*=[ \t]*$/, "", name)
    sub(/^.*[ \t]/, "", name)
    if (is_quoted("^\"([^\"\\\\]|\\\\.)*\"")) {
      value = unescaped(value)
    } else if (!is_quoted("^\047[^\047]*\047")) {
      value = rest
      sub(/^#.*|[ \t]+#.*/, "", value)
      sub(/[ \t]+$/, "", value)
    }
    gsub(/[\\"`$]/, "\\\\&", value)
    if (!(name in values)) names[++count] = name
    values[name] = value
  }
  END {
    if (wrong) exit 78
    for (i = 1; i <= count; i++) {
      if (command) printf "[ \"${%s+set}\" ] || export ", names[i]
      printf "%s=\"%s\"\n", names[i], values[names[i]]
    }
  }
' <"$file")

if [ $# -eq 0 ]; then
  printf '%s\n' "$assignments"
  exit
fi
eval "$assignments"
exec "$@"
