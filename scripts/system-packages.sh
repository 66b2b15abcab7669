#!/bin/sh
# Installs what tests need of the system, where that is possible; tests that miss it are skipped and say so.
set -eu
export DEBIAN_FRONTEND=noninteractive

# install WHAT IS-THERE FOR PACKAGE...
install() {
    what=$1 is_there=$2 tests=$3
    shift 3
    if sh -c "$is_there" >/dev/null 2>&1; then return; fi
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "Kein $what gefunden und keine Rechte, es zu installieren: Die Tests $tests werden übersprungen."
        return
    fi
    echo "$what wird für die Tests $tests installiert ..."
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 ||
        echo "$what ließ sich nicht installieren: Die Tests $tests werden übersprungen."
}

install Chromium "command -v chromium" "im Browser" chromium fonts-liberation
install "Tesseract mit Deutsch" "tesseract --list-langs | grep -qx deu" "der Texterkennung" \
    tesseract-ocr tesseract-ocr-deu
install "Programm für Netzwerkräume" "command -v ip" "ohne Netz" iproute2
install nginx "command -v nginx || test -x /usr/sbin/nginx" "des vorgeschalteten Servers" nginx-light
# The tests start servers of their own; Debian's shall not run beside them.
if ! command -v pg_lsclusters >/dev/null 2>&1 && [ -w /etc ] && command -v apt-get >/dev/null 2>&1; then
    mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/none.conf
fi
install rsync "command -v rsync" "der Sicherung mit mehreren Prozessen" rsync
install PostgreSQL "ls /usr/lib/postgresql/*/bin/initdb || command -v initdb" "mit mehreren Prozessen" postgresql
install Prometheus "command -v prometheus" "der Überwachung" prometheus
