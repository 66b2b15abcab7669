#!/bin/sh
# Runs its arguments where there is no network but loopback: whatever asks another machine fails there at once.
set -eu
if ! command -v unshare >/dev/null || ! command -v ip >/dev/null; then
    echo "Ohne die Programme „unshare“ und „ip“ (Debian: util-linux, iproute2) geht es nicht." >&2
    exit 69
fi
if ! unshare -rn true 2>/dev/null; then
    echo "Der Kern erlaubt hier keine eigenen Netzwerkräume (user namespaces): Es wurde nichts geprüft." >&2
    exit 69
fi
exec unshare -rn sh -c 'ip link set lo up && exec "$@"' sh "$@"
