"""What `make scale` says."""

HELP = "Alles auf diesem Rechner in mehreren Vorgängen starten, bis Sie es beenden."
STARTING = "{name} wird gestartet ..."
STARTED_AGAIN = "{name} hat sich beendet und wird neu gestartet."
GIVEN_UP = "{name} hat sich zu oft beendet und bleibt aus. Warum, steht in {log}."
FAILED = "{name} ist nicht gestartet. {reason} Zuletzt gemeldet: {said}"
ENDED, LATE = "Der Vorgang hat sich beendet.", "Nach {seconds} Sekunden war er noch nicht bereit."
READY = "Transferlotse ist bereit: {url}"
PROCESSES = "{names}. Was sie melden, steht in {logs}."
NO_NGINX = (
    "nginx ist nicht installiert (unter Debian: apt install nginx-light). Die Webdienste sind deshalb einzeln "
    "erreichbar: {urls}"
)
NO_POSTGRESQL = "PostgreSQL ist nicht installiert. Unter Debian: apt install postgresql"
FOLDER_REFUSED = "PostgreSQL kann in {folder} nicht angelegt werden: {reason}"
PORT_TAKEN = (
    "Auf dem Port {port} läuft schon etwas. Bitte beenden Sie es oder wählen Sie mit TRANSFERLOTSE_PORT einen anderen."
)
COMMANDS = "Befehle erreichen denselben Bestand so: set -a; . {file}; set +a; python -m corpus list"
STOP = "Beenden mit Strg+C."
STOPPING = "Alles wird beendet ..."
STOPPED = "Beendet. Der Bestand bleibt in {folder}."
