"""Sentences about taking files in."""

UNREADABLE = "„{name}“ kann nicht gelesen werden ({reason}). Bitte prüfen Sie die Zugriffsrechte."
NO_TEXT = "„{name}“ enthält keinen Text, in dem gesucht werden könnte. Bitte nehmen Sie eine Fassung mit Text auf."
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
SIZE = "{pages} Seiten, {passages} Textstellen"

HELP_INGEST = "Dokumente aufnehmen."
HELP_ADD = "Dateien und Ordner in den Bestand aufnehmen; ein zweiter Aufruf nimmt nichts doppelt auf"
HELP_PATHS = "Dateien oder Ordner (mit allen Unterordnern)"
