#!/bin/sh
# Runs its arguments where there is no network but loopback: whatever asks another machine fails there at once.
# With --where-possible they run anyway where the kernel does not allow that, and it is said.
set -eu
otherwise=stop
if [ "${1:-}" = --where-possible ]; then
    otherwise=run
    shift
fi
missing=""
# Root keeps its rights; anybody else is root in a namespace of their own.
own="-n"
[ "$(id -u)" = 0 ] || own="-rn"
if ! command -v unshare >/dev/null || ! command -v ip >/dev/null; then
    missing="Ohne die Programme „unshare“ und „ip“ (Debian: util-linux, iproute2) gibt es keinen Raum ohne Netz."
elif ! unshare "$own" true 2>/dev/null; then
    missing="Der Kern erlaubt hier keine eigenen Netzwerkräume."
fi
if [ -z "$missing" ]; then
    exec unshare "$own" sh -c 'ip link set lo up && exec "$@"' sh "$@"
fi
if [ "$otherwise" = run ]; then
    echo "$missing Die Tests laufen mit Netz." >&2
    exec "$@"
fi
echo "$missing Es wurde nichts geprüft." >&2
exit 69
