"""Sentences about reading files; for PDF and Word."""

EMPTY_FILE = "Die Datei „{name}“ ist leer. Bitte prüfen Sie das Original und laden Sie es noch einmal hoch."
NOT_A_PDF = (
    "Die Datei „{name}“ heißt zwar PDF, ist aber keine PDF-Datei. "
    "Bitte öffnen Sie sie im ursprünglichen Programm und speichern Sie sie als PDF."
)
NOT_A_DOCX = (
    "Die Datei „{name}“ ist keine Word-Datei im Format DOCX. "
    "Bitte öffnen Sie sie in Word oder LibreOffice und speichern Sie sie als DOCX oder PDF."
)
OLD_WORD = (
    "Die Datei „{name}“ hat das alte Word-Format (.doc) oder ist mit einem Kennwort geschützt. "
    "Bitte öffnen Sie sie in Word oder LibreOffice und speichern Sie sie ohne Kennwort als DOCX oder PDF."
)
PASSWORD_NEEDED = (
    "Die Datei „{name}“ ist mit einem Kennwort geschützt. "
    "Bitte entfernen Sie den Kennwortschutz und laden Sie sie dann noch einmal hoch."
)
UNKNOWN_PROTECTION = (
    "Die Datei „{name}“ ist auf eine Art verschlüsselt, die nicht gelesen werden kann. "
    "Bitte speichern Sie sie ohne Schutz und laden Sie sie dann noch einmal hoch."
)
DAMAGED = (
    "Die Datei „{name}“ ist beschädigt und lässt sich nicht lesen. "
    "Bitte besorgen Sie das Original noch einmal oder speichern Sie es neu."
)
NO_TEXT_IN_PDF = (
    "Die Datei „{name}“ enthält keinen lesbaren Text, vermutlich ein Scan. "
    "Bitte laden Sie eine Fassung mit Texterkennung (OCR) hoch."
)
NO_TEXT = "Die Datei „{name}“ enthält keinen lesbaren Text. Bitte prüfen Sie, ob es die richtige Datei ist."

ONE_PAGE_WITHOUT_TEXT = (
    "1 von {all} Seiten enthält keinen lesbaren Text (vermutlich ein Scan oder Bild) und wird nicht gefunden: "
    "Seite {pages}."
)
PAGES_WITHOUT_TEXT = (
    "{count} von {all} Seiten enthalten keinen lesbaren Text (vermutlich Scans oder Bilder) und werden nicht gefunden: "
    "Seiten {pages}."
)
ONE_PAGE_DAMAGED = "1 von {all} Seiten ist beschädigt und wurde ausgelassen: Seite {pages}."
PAGES_DAMAGED = "{count} von {all} Seiten sind beschädigt und wurden ausgelassen: Seiten {pages}."

ONE_PAGE_UNREADABLE = (
    "Seite {pages}: Der Text ist wahrscheinlich nicht richtig lesbar. "
    "Bitte prüfen Sie die Seite und speichern Sie das Dokument gegebenenfalls neu als PDF."
)
PAGES_UNREADABLE = (
    "Seiten {pages}: Der Text ist wahrscheinlich nicht richtig lesbar. "
    "Bitte prüfen Sie die Seiten und speichern Sie das Dokument gegebenenfalls neu als PDF."
)
