# SPDX-License-Identifier: MIT
# Stands in for msal.wsl.proxy.exe: takes its command line to the simulator's process, at the port
# named first and with the word named second, and does with its own output and end what it is told
# there. In bash, since starting Node.js for each call takes fifty times as long.
LC_ALL=C
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf '%s\0' "$2" "$(($# - 2))" "${@:3}" >&3
# Nobody there, or the broker died: a proxy has nothing to say then.
IFS= read -r -d '' ending <&3 || exit 1
IFS= read -r -d '' errors <&3 || exit 1
printf '%s' "$errors" >&2
cat <&3
case $ending in
  SIG*) kill -s "$ending" $$ ;;
  *) exit "$ending" ;;
esac
