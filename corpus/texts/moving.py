"""Sentences about moving a house to other stores."""

HELP_MOVE = (
    "Umziehen: alles von hier (Datenordner oder Datenbank) in andere Speicher übertragen und prüfen. "
    "Die Quelle bleibt, wie sie ist."
)
HELP_TO = "Wohin: postgresql://NAME:KENNWORT@RECHNER/DATENBANK, oder ein Ordner"
HELP_FILES = "Wohin mit den Dateien: ein Ordner, den alle Prozesse sehen, oder s3://EIMER/PFAD"

SAME_PLACE = "Quelle und Ziel sind dasselbe. Bitte geben Sie mit --to ein anderes Ziel an."
TARGET_HOLDS_OTHERS = (
    "Im Ziel {target} ist schon etwas anderes gespeichert. Es wurde nichts verändert. "
    "Bitte geben Sie eine leere Datenbank oder einen leeren Ordner an."
)
COPYING = "{table} wird übertragen"
COPYING_FILES = "Dateien werden übertragen"
CHECKING = "{table} wird geprüft"
CHANGED_SINCE = "Die Quelle hat sich seit dem letzten Versuch geändert; es wird noch einmal von vorn übertragen."
NOT_EQUAL = (
    "Nach dem Umzug stimmen Quelle und Ziel nicht überein ({tables}). Bitte beenden Sie alles, was auf die Quelle "
    "zugreift, und rufen Sie den Befehl noch einmal auf."
)
LOST = "Diese Dateien fehlen schon in der Quelle und konnten nicht mitgehen: {names}"
MOVED = (
    "Umgezogen und geprüft: {documents} Dokumente, {passages} Textstellen, {conversations} Gespräche, {files} Dateien. "
    "Die Quelle ist unverändert; starten Sie sie nicht mehr."
)
NEXT_SHARED = (
    "Setzen Sie nun TRANSFERLOTSE_DATABASE_URL und TRANSFERLOTSE_CHROMA_URL{files} und starten Sie die Dienste. "
    "Die Vektoren werden beim ersten Start aus der Datenbank eingetragen."
)
NEXT_FILES = " und TRANSFERLOTSE_FILES_URL"
NEXT_FOLDER = (
    "Starten Sie nun mit --data {folder} und ohne TRANSFERLOTSE_DATABASE_URL. "
    "Die Vektoren werden beim ersten Start aus dem Katalog eingetragen."
)
