"""Sentences about backing up and restoring."""

import errno

NOTHING_TO_BACK_UP = (
    "Im Datenordner {folder} gibt es keinen Bestand, der gesichert werden könnte. "
    "Bitte geben Sie mit --data den richtigen Datenordner an."
)
NOT_IN_A_FOLDER = (
    "Dieser Bestand liegt in einer Datenbank (TRANSFERLOTSE_DATABASE_URL). Bitte sichern Sie ihn mit pg_dump und die "
    "Dateien dazu, oder bringen Sie ihn mit 'python -m corpus move --to ORDNER' in einen Ordner und sichern Sie diesen."
)
TARGET_INSIDE = (
    "Die Sicherung „{file}“ läge im Datenordner selbst und ginge mit ihm verloren. "
    "Bitte wählen Sie einen Ort außerhalb, am besten auf einem anderen Datenträger."
)
TARGET_FOLDER_MISSING = "Den Ordner „{folder}“ gibt es nicht. Bitte legen Sie ihn an oder wählen Sie einen anderen."
TARGET_NOT_A_BACKUP = (
    "„{file}“ ist keine Sicherung dieses Programms und wird deshalb nicht überschrieben. "
    "Bitte wählen Sie einen anderen Namen."
)
TARGET_BUSY = "Nach „{file}“ wird gerade schon gesichert. Bitte warten Sie, bis das abgeschlossen ist."
NOT_WRITTEN = (
    "Die Sicherung „{file}“ konnte nicht geschrieben werden ({reason}). Der Bestand und eine frühere Sicherung dieses "
    "Namens sind unverändert. Bitte beheben Sie die Ursache oder wählen Sie einen anderen Ort."
)
TOO_MUCH_REMOVED = (
    "Während der Sicherung wurden laufend Dokumente entfernt, sodass kein vollständiger Stand zustande kam. "
    "Bitte sichern Sie in einem ruhigeren Augenblick erneut."
)
BACKED_UP = (
    "Gesichert in „{file}“ ({size}): {documents} Dokumente, {versions} Fassungen, {passages} Textstellen, "
    "{files} Dateien."
)
EXPIRED = "Alte Sicherung gelöscht: {name}"
NOT_EXPIRED = (
    "Gesichert ist, aber die alte Sicherung „{name}“ konnte nicht gelöscht werden ({reason}). "
    "Bitte löschen Sie sie von Hand."
)
LOST = (
    "Diese Dateien fehlen im Datenordner oder sind beschädigt und stehen deshalb nicht in der Sicherung; "
    "bitte nehmen Sie die Dokumente erneut auf: {names}"
)

NOT_READABLE = "„{file}“ kann nicht gelesen werden ({reason}). Bitte prüfen Sie Pfad und Zugriffsrechte."
NOT_OURS = (
    "„{file}“ ist keine Sicherung dieses Programms oder wurde abgeschnitten. Bitte wählen Sie eine andere Datei; "
    "der Bestand ist unverändert."
)
DAMAGED = (
    "Die Sicherung „{file}“ ist beschädigt ({detail}). Bitte wählen Sie eine andere Sicherung; "
    "der Bestand ist unverändert."
)
ENTRY_DAMAGED = "Eintrag {name} ist nicht der, der gesichert wurde"
ENTRIES_UNEXPECTED = "sie enthält etwas anderes, als ihr Verzeichnis angibt"
ENTRIES_OVERSIZED = "ihr Inhalt wäre ausgepackt unglaubwürdig groß"
CATALOGUE_UNSOUND = "der Katalog darin lässt sich nicht lesen"
FILES_MISSING = "Dateien, die der Katalog nennt, fehlen darin"
TOO_NEW = (
    "Die Sicherung „{file}“ wurde mit einer neueren Fassung erstellt. Bitte bringen Sie zuerst dieses Programm auf den "
    "neuesten Stand; der Bestand ist unverändert."
)
NOT_EMPTY = (
    "Im Datenordner {folder} gibt es schon einen Bestand. Mit --replace tritt die Sicherung an seine Stelle; "
    "sonst geben Sie bitte mit --data einen leeren Ordner an."
)
NO_ROOM = (
    "Für die Sicherung fehlt Platz im Datenordner {folder}: nötig sind {needed}, frei sind {free}. "
    "Bitte schaffen Sie Platz und versuchen Sie es erneut; der Bestand ist unverändert."
)
CATALOGUE_READ = (
    "Der Katalog im Datenordner {folder} wird gerade von einem anderen Vorgang gelesen. "
    "Bitte versuchen Sie es gleich noch einmal; der Bestand ist unverändert."
)
NOT_RESTORED = (
    "Die Sicherung „{file}“ konnte nicht eingespielt werden ({reason}). Der Bestand ist unverändert. "
    "Bitte beheben Sie die Ursache und versuchen Sie es erneut."
)
RESTORED = (
    "Die Sicherung vom {created} ist eingespielt: {documents} Dokumente, {versions} Fassungen, {passages} Textstellen, "
    "{files} Dateien."
)

REASONS = {
    errno.ENOSPC: "der Speicherplatz reicht nicht",
    errno.EDQUOT: "der zugeteilte Speicherplatz reicht nicht",
    errno.EFBIG: "so große Dateien sind dort nicht erlaubt",
    errno.EACCES: "die Zugriffsrechte fehlen",
    errno.EPERM: "die Zugriffsrechte fehlen",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    errno.ENOENT: "die Datei oder der Ordner ist nicht vorhanden",
    errno.EEXIST: "der Name ist schon vergeben",
    errno.ENOTDIR: "ein Teil des Pfads ist kein Ordner",
    errno.EISDIR: "das ist ein Ordner",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.EIO: "der Datenträger meldet einen Fehler",
}
DATABASE_REASON = "Meldung der Datenbank: {error}"

STEP_CATALOGUE = "Katalog"
STEP_FILES = "Dateien"
STEP_CHECK = "Prüfung"
STEP_OPENING = "Öffnen"

HELP_BACKUP = "Den ganzen Bestand in eine Datei sichern, auch während der Dienst läuft"
HELP_RESTORE = "Eine Sicherung in einen leeren Datenordner einspielen"
HELP_TARGET = "Datei, in die gesichert wird, zum Beispiel sicherung.zip"
HELP_FILE = "Datei, die 'python -m corpus backup' geschrieben hat"
HELP_KEEP_DAYS = "Löscht danach Sicherungen dieses Programms im selben Ordner, die älter als so viele Tage sind"
HELP_REPLACE = "Den vorhandenen Bestand durch die Sicherung ersetzen"
