"""Sentences about the data folder, the index and the corpus commands."""

DATA_FOLDER_UNUSABLE = (
    "Der Datenordner {folder} kann nicht beschrieben werden ({reason}). "
    "Bitte geben Sie mit --data einen Ordner an, in den Sie schreiben dürfen."
)
DATA_FOLDER_BUSY = (
    "Der Datenordner {folder} ist gerade in Benutzung (Prozess {pid}{where}). "
    "Bitte beenden Sie zuerst den laufenden Vorgang und versuchen Sie es dann erneut."
)
DATA_FOLDER_BUSY_WHERE = ", erreichbar unter {url}"
INDEX_OUTDATED = (
    "Der Suchindex wurde von einer anderen Programmfassung gebaut. Bitte bauen Sie ihn mit "
    "'python -m corpus reindex' neu auf; die Dokumente bleiben dabei erhalten."
)
CATALOGUE_DAMAGED = (
    "Der Katalog im Datenordner {folder} lässt sich nicht lesen ({reason}). "
    "Bitte spielen Sie die letzte Sicherung des Datenordners zurück."
)
DATABASE_URL_WRONG = (
    "Die Adresse der Datenbank (TRANSFERLOTSE_DATABASE_URL) hat nicht die Form "
    "postgresql://NAME:KENNWORT@RECHNER:PORT/DATENBANK. Bitte berichtigen Sie sie."
)
DATABASE_UNREACHABLE = (
    "Die Datenbank {database} lässt sich nicht öffnen: {reason}. "
    "Bitte prüfen Sie TRANSFERLOTSE_DATABASE_URL und ob PostgreSQL läuft."
)
DATABASE_REASONS = {
    "connection refused": "dort antwortet niemand",
    "password authentication failed": "Name oder Kennwort stimmen nicht",
    "no password supplied": "es fehlt ein Kennwort",
    "does not exist": "es gibt sie oder ihren Benutzer nicht",
    "timeout expired": "sie hat nicht rechtzeitig geantwortet",
    "name or service not known": "den Rechner gibt es nicht",
    "name resolution": "den Rechner gibt es nicht",
    "permission denied": "der Benutzer darf hier nichts anlegen",
    "too many clients": "es sind zu viele Verbindungen offen",
    "starting up": "sie startet gerade",
    "shutting down": "sie wird gerade beendet",
}
DATABASE_OTHER_REASON = "PostgreSQL meldet einen Fehler"
SCHEMA_NEWER = (
    "Die Datenbank gehört zu einer neueren Fassung von Transferlotse (Stand {revision}). "
    "Bitte bringen Sie auch diese Installation auf den neuen Stand; es wurde nichts verändert."
)
CHROMA_UNREACHABLE = (
    "Der Vektorspeicher unter {url} lässt sich nicht öffnen: {reason}. "
    "Bitte prüfen Sie TRANSFERLOTSE_CHROMA_URL und ob Chroma dort läuft."
)
CHROMA_REASONS = {
    "timeout": "er hat nicht rechtzeitig geantwortet",
    "timed out": "er hat nicht rechtzeitig geantwortet",
    "connection refused": "dort antwortet niemand",
    "name or service not known": "den Rechner gibt es nicht",
    "name resolution": "den Rechner gibt es nicht",
    "tenant [": "den Mandanten (tenant) gibt es dort nicht",
    "database [": "die Datenbank (database) gibt es dort nicht, oder nicht bei diesem Mandanten (tenant)",
    "unauthorized": "die Zugangsdaten stimmen nicht",
    "forbidden": "die Zugangsdaten reichen nicht aus",
    "permission": "die Zugangsdaten reichen nicht aus",
    "authenticat": "die Zugangsdaten stimmen nicht",
    "connect": "dort antwortet niemand",
    "notfound": "dort ist kein Chroma, oder es hat seine Daten verloren",
    "404": "dort ist kein Chroma",
    "decode": "dort antwortet etwas anderes als Chroma",
    "internalerror": "er kann seine Daten nicht lesen",
}
CHROMA_OTHER_REASON = "er meldet einen Fehler"
CHROMA_SILENT = "er antwortet nicht"
VECTORS_UNAVAILABLE = (
    "Der Vektorspeicher (Chroma) ist gerade nicht zu gebrauchen: {reason}. Gesucht wird so lange nur nach Wörtern. "
    "Bitte versuchen Sie es in einigen Minuten erneut."
)
VECTORS_FILLING = (
    "Der Vektorspeicher (Chroma) wird gerade aus dem Katalog gefüllt. Gesucht wird so lange nur nach Wörtern. "
    "Bitte versuchen Sie es in einigen Minuten erneut."
)
STORES_INCOMPLETE = (
    "TRANSFERLOTSE_DATABASE_URL und TRANSFERLOTSE_CHROMA_URL gehören zusammen: Mehrere Prozesse brauchen beides. "
    "Bitte setzen Sie auch {missing}, oder keines von beiden."
)
CLOCK_WRONG = (
    "Die Uhr dieses Rechners geht gegenüber der Datenbank {seconds} Sekunden {ahead}. Bitte stellen Sie beide nach "
    "demselben Zeitserver (zum Beispiel mit 'timedatectl set-ntp true') und starten Sie dann erneut."
)
CLOCK_FAST = "vor"
CLOCK_SLOW = "nach"
FILES_UNREACHABLE = (
    "Der Dateispeicher {url} lässt sich nicht öffnen: {reason}. "
    "Bitte prüfen Sie TRANSFERLOTSE_FILES_URL und TRANSFERLOTSE_FILES_OPTIONS."
)
FILES_UNAVAILABLE = (
    "Der Dateispeicher ist gerade nicht zu gebrauchen: {reason}. Es ist nichts verloren. "
    "Bitte versuchen Sie es in einigen Minuten erneut."
)
FILES_REASONS = {
    "could not connect": "dort antwortet niemand",
    "timeout": "er hat nicht rechtzeitig geantwortet",
    "bucket does not exist": "den Eimer (bucket) gibt es dort nicht",
    "nosuchbucket": "den Eimer (bucket) gibt es dort nicht",
    "invalidbucketname": "der Name des Eimers (bucket) ist nicht zulässig",
    "bucket name": "der Name des Eimers (bucket) ist nicht zulässig",
    "credentials": "es fehlen Zugangsdaten",
    "permission": "die Zugangsdaten stimmen nicht oder reichen nicht aus",
    "forbidden": "die Zugangsdaten stimmen nicht oder reichen nicht aus",
    "denied": "die Zugangsdaten stimmen nicht oder reichen nicht aus",
    "signature": "die Zugangsdaten stimmen nicht oder reichen nicht aus",
    "unexpected keyword": "die Angaben dazu (TRANSFERLOTSE_FILES_OPTIONS) enthalten etwas Unbekanntes",
    "slow down": "er ist überlastet",
}
FILES_OTHER_REASON = "er meldet einen Fehler"
STORE_OPTIONS_WRONG = (
    '{name} ist kein JSON-Objekt. Bitte schreiben Sie die Angaben in der Form {{"NAME": "WERT", "NAME": "WERT"}}.'
)
FILES_URL_WRONG = (
    "TRANSFERLOTSE_FILES_URL nennt mit {url} keinen Ort, den Transferlotse kennt. Bitte geben Sie einen Ordner an, "
    "den alle Prozesse sehen, oder s3://EIMER/PFAD."
)
FILES_OF_ANOTHER_HOUSE = (
    "Der Dateispeicher {files} gehört zu einer anderen Datenbank. Bitte prüfen Sie TRANSFERLOTSE_FILES_URL, "
    "TRANSFERLOTSE_DATA_DIR und TRANSFERLOTSE_DATABASE_URL; es wurde nichts verändert. Soll er von nun an zu dieser "
    "Datenbank gehören, schreiben Sie darin in die Datei house.txt statt des bisherigen Inhalts: {mark}"
)
DATABASE_IS_A_COPY = (
    "Diese Datenbank ist eine Kopie, etwa aus einer Sicherung. Liefe sie neben der ursprünglichen mit demselben "
    "Dateispeicher oder Vektorspeicher, gingen dort Dateien verloren; es wurde nichts verändert. Ist die ursprüngliche "
    "für immer außer Betrieb, oder haben TRANSFERLOTSE_FILES_URL und TRANSFERLOTSE_CHROMA_URL hier andere Werte als "
    "dort, bestätigen Sie das mit 'python -m corpus adopt' und starten Sie erneut. Um eine Sicherung zu prüfen, "
    "genügt 'python -m corpus move --to ORDNER'."
)
NOTHING_TO_ADOPT = (
    "Dieser Bestand liegt in einem Datenordner, nicht in einer Datenbank; es gibt nichts zu bestätigen. "
    "Bitte starten Sie ihn wie sonst."
)
ADOPTED = "Diese Datenbank ist nun die des Bestands. Bitte starten Sie die ursprüngliche nicht mehr damit."
FILES_NOT_THERE = (
    "Im Dateispeicher {files} fehlt die Datei house.txt, er ist leer oder nicht der von bisher. Bitte prüfen Sie, ob "
    "das Laufwerk eingehängt ist und ob TRANSFERLOTSE_FILES_URL und TRANSFERLOTSE_DATA_DIR stimmen; es wurde nichts "
    "verändert. Ist es der richtige, zum Beispiel nach dem Zurückspielen der Dateien, oder soll es ein neuer sein, "
    "legen Sie darin die Datei house.txt an, mit diesem Inhalt: {mark}"
)
OTHER_FILES = (
    "Ein anderer Prozess an derselben Datenbank ({host}, Prozess {pid}) benutzt einen anderen Dateispeicher. "
    "Bitte setzen Sie TRANSFERLOTSE_FILES_URL (oder den Datenordner) überall gleich; es wurde nichts verändert."
)
OTHER_VECTORS = (
    "Ein anderer Prozess an derselben Datenbank ({host}, Prozess {pid}) benutzt einen anderen Vektorspeicher. "
    "Bitte setzen Sie TRANSFERLOTSE_CHROMA_URL überall gleich; es wurde nichts verändert."
)
STOP_OTHERS_FIRST = (
    "Dieser Befehl braucht den Bestand für sich. Bitte beenden Sie zuerst: {others}. "
    "Ein Prozess, der abgestürzt ist, zählt nach 12 Sekunden als beendet."
)
UPKEEP_RUNS = (
    "Gerade läuft ein Befehl, der den Bestand für sich braucht ({host}, Prozess {pid}). "
    "Bitte warten Sie, bis er fertig ist, und starten Sie dann erneut."
)
HALF_MOVED = (
    "Der Umzug hierher ist noch nicht abgeschlossen, es fehlt noch etwas. Bitte führen Sie denselben Befehl "
    "'python -m corpus move' noch einmal aus; er macht dort weiter, wo er aufgehört hat."
)
PROCESS = "{kind} auf {host} (Prozess {pid})"
KINDS = {"web": "Dienst", "worker": "Einleser", "bot": "Telegram-Bot", "command": "Befehl", "upkeep": "Wartung"}
NO_ROOM = (
    "Im Datenordner {folder} reicht der Speicherplatz nicht. Ihre Dokumente sind unverändert. "
    "Bitte schaffen Sie Platz und versuchen Sie es dann erneut."
)
SUPERSEDED = "Das Dokument wurde inzwischen von anderer Seite geändert. Bitte versuchen Sie es noch einmal."
DOCUMENT_NOT_FOUND = "Ein Dokument mit der Kennung {id} gibt es nicht (mehr). 'python -m corpus list' zeigt alle."
PAGE_NOT_FOUND = "Das Dokument „{title}“ hat keine Seite {page}."
PASSAGE_NOT_FOUND = "Die Textstelle {id} gibt es nicht (mehr)."
FILE_NOT_FOUND = "Die Datei zum Dokument „{title}“ fehlt im Datenordner. Bitte nehmen Sie das Dokument erneut auf."
FILTER_NO_TEXT = "Der Filter „{key}“ enthält Zeichen, die kein Text sind. Bitte schreiben Sie ihn neu."
UNKNOWN_FILTER = "Den Filter „{key}“ gibt es nicht. Möglich sind: {known}."
NO_NUMBERS = "„{value}“ passt nicht zum Filter „{key}“. Möglich sind eine Zahl wie 2024 oder ein Bereich wie 2020-2024."
FILTER_FORM = "Filter haben die Form Name=Wert, zum Beispiel municipality=Musterstadt; „{given}“ hat sie nicht."

EMPTY = "Der Bestand ist leer. Mit 'python -m ingest add ORDNER' nehmen Sie Dokumente auf."
REMOVED = "„{title}“ wurde aus dem Bestand entfernt."
COLUMN_ID = "Kennung"
COLUMN_TITLE = "Titel"
COLUMN_TYPE = "Art"
COLUMN_MUNICIPALITY = "Kommune"
COLUMN_YEAR = "Jahr"
COLUMN_PAGES = "Seiten"
COLUMN_PASSAGES = "Textstellen"
FIELD_AUDIENCE = "Sichtbar für"
FIELD_SOURCE = "Herkunft"
FIELD_VERSION = "Fassung"
FIELD_REMARK = "Hinweis"
FIELD_QUALITY = "Lesbarkeit"
QUALITY = "im Mittel {mean} %, am geringsten auf Seite {page} ({worst} %)"
PROPOSAL = "{value} (Vorschlag)"

DOCTOR_SOUND = "Alles in Ordnung: {documents} Dokumente, {passages} Textstellen, keine Unstimmigkeit."
DOCTOR_FOUND = "{count} × {finding}"
UNFINISHED_VERSIONS = "unfertige Fassung entfernt"
ABANDONED_SHADOW = "abgebrochenen Umbau des Suchindex entfernt"
ALTERED_VECTORS = "abweichender Vektor aus dem Katalog wiederhergestellt"
ALTERED_ROWS = "abweichende Volltextzeile wiederhergestellt"
WRONG_POSTINGS = "Wort mit falschem Eintrag im Volltext, der neu aufgebaut wurde"
ORPHAN_VECTORS = "Vektor ohne Textstelle entfernt"
MISSING_VECTORS = "fehlender Vektor aus dem Katalog wiederhergestellt"
ORPHAN_ROWS = "Volltextzeile ohne Textstelle entfernt"
MISSING_ROWS = "fehlende Volltextzeile wiederhergestellt"
ORPHAN_FILES = "Datei ohne Dokument entfernt"
LOST_FILES = "Datei fehlt im Datenordner (bitte das Dokument erneut aufnehmen): {titles}"
DAMAGED_FILES = "Datei im Datenordner ist beschädigt (bitte das Dokument erneut aufnehmen): {titles}"
REINDEXING = "Suchindex wird neu aufgebaut"
REBUILT = "Der Suchindex wurde neu aufgebaut: {passages} Textstellen aus {documents} Dokumenten."
UNEXPECTED = (
    "Es ist ein unerwarteter Fehler aufgetreten ({error}). Ihre Dokumente sind unverändert. "
    "Bitte versuchen Sie es erneut; mit TRANSFERLOTSE_LOG_LEVEL=debug steht mehr im Protokoll."
)
BAD_SETTING = "Die Einstellung {name} hat einen Wert, der nicht verwendet werden kann: {value!r}. Siehe .env.example."
SERVER_UNREACHABLE = (
    "Der laufende Dienst unter {url} antwortet nicht ({reason}). "
    "Bitte warten Sie einen Augenblick oder starten Sie ihn neu."
)
STOP_SERVER_FIRST = (
    "Bitte beenden Sie zuerst den laufenden Dienst ({url}); dieser Befehl braucht den Datenordner für sich."
)

HELP_DATA = "Datenordner (sonst TRANSFERLOTSE_DATA_DIR oder ./data)"
HELP_JSON = "Ausgabe als ein JSON-Dokument"
HELP_CORPUS = (
    "Der Bestand: Dokumente auflisten, ansehen, entfernen; Index prüfen und neu bauen; sichern und einspielen."
)
HELP_LIST = "Alle Dokumente auflisten"
HELP_SHOW = "Ein Dokument mit Angaben und Textstellen zeigen"
HELP_REMOVE = "Ein Dokument mit allen Fassungen entfernen"
HELP_DOCTOR = "Unstimmigkeiten zwischen Katalog, Volltext, Vektoren und Dateien finden und beheben"
HELP_REBUILD = "Den Suchindex aus den Textstellen und Vektoren des Katalogs wiederherstellen"
HELP_REINDEX = "Alle Dokumente neu einlesen und auswerten, neben dem bisherigen Suchindex; getauscht wird zum Schluss"
HELP_ADOPT = "Bestätigen, dass eine kopierte oder zurückgespielte Datenbank von nun an die des Bestands ist"
HELP_ID = "Kennung des Dokuments (siehe list)"

PAGE = "Seite {page}"
METADATA = {
    "title": "Titel",
    "document_type": "Dokumenttyp",
    "field_of_action": "Handlungsfeld",
    "municipality": "Kommune",
    "inhabitants": "Einwohnerzahl",
    "state": "Land",
    "year": "Jahr",
    "valid_until": "Gültig bis",
    "supersedes": "Ersetzt",
    "publisher": "Herausgeber",
    "contact": "Ansprechperson",
    "licence": "Lizenz",
    "language": "Sprache",
}

# Tracing
NO_TRACING = (
    "Für TRANSFERLOTSE_TRACES_URL fehlen Programmteile. Bitte installieren Sie sie im Programmordner mit: "
    ".venv/bin/python -m pip install '.[tracing]'"
)
