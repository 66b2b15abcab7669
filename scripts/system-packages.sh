#!/bin/sh
# Installs the browser that the journeys drive, where that is possible; tests that miss it are skipped and say so.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Kein Chromium gefunden und keine Rechte, es zu installieren: Die Tests im Browser werden übersprungen."
    exit 0
fi
echo "Chromium wird für die Tests im Browser installiert ..."
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; } >/dev/null 2>&1 ||
    echo "Chromium ließ sich nicht installieren: Die Tests im Browser werden übersprungen."
