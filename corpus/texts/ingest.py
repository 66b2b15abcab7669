"""Sentences about taking files in."""

UNREADABLE = "„{name}“ kann nicht gelesen werden ({reason}). Bitte prüfen Sie die Zugriffsrechte."
NAME_UNREADABLE = (
    "Der Dateiname {name} enthält Zeichen, die nicht gespeichert werden können. Bitte benennen Sie die Datei um."
)
NO_TEXT = "„{name}“ enthält keinen Text, in dem gesucht werden könnte. Bitte nehmen Sie eine Fassung mit Text auf."
MOVED = "Die Datei lag vorher unter „{before}“; das Dokument wurde ihr nachgeführt."
DUPLICATE = (
    "Derselbe Inhalt ist schon als „{title}“ im Bestand (Herkunft: {source}) und wurde nicht doppelt aufgenommen."
)
DUPLICATE_VISIBLE = " Für wen es sichtbar ist, hat sich dadurch nicht geändert: {audience}. Bitte prüfen Sie das dort."
EVERYBODY = "alle"
CANCELLED = "Die Aufnahme wurde abgebrochen."
DISK_FULL = "Für „{name}“ reicht der Speicherplatz nicht. Bitte schaffen Sie Platz."
DATABASE_BUSY = (
    "Der Katalog ließ sich beim Aufnehmen von „{name}“ nicht beschreiben (gesperrt oder kein Speicherplatz)."
)
FAILED = "Beim Aufnehmen von „{name}“ ist ein unerwarteter Fehler aufgetreten ({error}); im Protokoll steht mehr."
BY_ITSELF = "Die Aufnahme wird von selbst erneut versucht."
BEGIN_ANEW = "Mit 'python -m ingest retry' versuchen Sie es später noch einmal."
GAVE_UP = (
    "Das Aufnehmen von „{name}“ ist mehrmals abgebrochen, ohne einen Grund zu nennen. Bitte prüfen Sie die Datei, "
    "speichern Sie sie neu und starten Sie den Auftrag dann mit 'python -m ingest retry' noch einmal."
)
JOB_NOT_FOUND = "Einen Auftrag mit der Kennung {id} gibt es nicht (mehr). 'python -m ingest status' zeigt alle."
NO_SUCH_PATH = "„{path}“ gibt es nicht. Bitte prüfen Sie den Pfad."
NO_FILES = (
    "In „{path}“ liegt keine Datei, die aufgenommen werden kann. "
    "Möglich sind PDF, DOCX, PPTX, XLSX, ODT, HTML, Markdown und Text."
)
OUTCOMES = {
    "added": "neu aufgenommen",
    "updated": "aktualisiert",
    "unchanged": "unverändert",
    "refused": "abgelehnt",
}
SUMMARY = "{added} neu, {updated} aktualisiert, {unchanged} unverändert, {refused} abgelehnt"
ONE_PAGE, PAGES = "1 Seite", "{count} Seiten"
ONE_PASSAGE, PASSAGES = "1 Textstelle", "{count} Textstellen"

STAYS = (
    "Was schon übergeben ist, bleibt erhalten und wird beim nächsten Aufruf oder Start aufgenommen; "
    "'python -m ingest status' zeigt den Stand."
)
SERVER_GONE = (
    "Der Dienst wurde beendet. Was schon übergeben ist, bleibt erhalten und wird aufgenommen, sobald der Dienst wieder "
    "läuft; 'python -m ingest status' zeigt den Stand."
)
STAGES = {
    "checking": "Datei prüfen",
    "reading": "Datei lesen",
    "splitting": "Abschnitte bilden",
    "embedding": "Abschnitte auswerten",
    "publishing": "In den Bestand übernehmen",
}
STEP = "Schritt {number} von {all}: {step}"
WAITING = "wartet"
WAITING_AGAIN = "wartet auf den nächsten Versuch"
STATE_CANCELLED = "abgebrochen"
CANCEL_ASKED = "wird vor dem nächsten Schritt abgebrochen"
NO_JOBS = "Es gibt keine Aufträge. Mit 'python -m ingest add ORDNER' nehmen Sie Dokumente auf."
WATCHING = "Der Bestand folgt dem Ordner {folder}. Mit Strg+C beenden Sie das."
WATCHED_EMPTY = (
    "Der Ordner {folder} fehlt oder ist leer. Entfernt wurde deshalb nichts. Bitte prüfen Sie, ob er eingebunden ist."
)
GONE = "„{title}“ wurde entfernt, weil die Datei nicht mehr im Ordner liegt."
WORKING = "Aufträge werden bearbeitet, bis zu {count} zugleich. Mit Strg+C beenden Sie das."
NO_WORKERS = (
    "TRANSFERLOTSE_INGEST_WORKERS ist 0, dieser Vorgang hätte also nichts zu tun. Bitte geben Sie dort an, wie viele "
    "Dateien er zugleich aufnehmen soll."
)

HELP_INGEST = "Dokumente aufnehmen und Aufträge verfolgen."
HELP_STATUS = "Zeigen, wie weit Aufträge sind und warum Dateien abgelehnt wurden"
HELP_RETRY = "Abgelehnte oder wartende Aufträge noch einmal beginnen (ohne Kennung: alle)"
HELP_CANCEL = "Aufträge abbrechen"
HELP_WATCH = "Den Bestand mit einem Ordner gleich halten, bis Sie es beenden"
HELP_WORKER = "Aufträge bearbeiten, die der Dienst oder andere Befehle übergeben, bis Sie es beenden"
HELP_JOB_IDS = "Kennungen von Aufträgen (siehe status)"
HELP_WATCHED = "Ordner (mit allen Unterordnern)"
HELP_DELETE = "Auch entfernen, was im Ordner gelöscht wurde"
HELP_ONCE = "Nur einmal abgleichen"
HELP_SECONDS = "Sekunden zwischen zwei Blicken in den Ordner"
# What a file is called whose name says nothing.
NAMELESS = "datei"

HELP_ADD = "Dateien und Ordner in den Bestand aufnehmen; ein zweiter Aufruf nimmt nichts doppelt auf"
HELP_PATHS = "Dateien oder Ordner (mit allen Unterordnern)"
