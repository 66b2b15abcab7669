"""Every German sentence of the room 'Dokumente'."""

# The list
TITLE = "Dokumente"
HOLDINGS = "Bestand ({count})"
EMPTY = "Der Bestand ist noch leer. Fügen Sie oben die ersten Dokumente hinzu."
NOTHING_FOUND = "Kein Dokument passt zu dieser Auswahl."
ALL_AGAIN = "Alle Dokumente zeigen"
SEARCH = "Im Bestand suchen"
SEARCH_HINT = "Titel, Kommune oder Dateiname"
SHOW = "Anzeigen"
FILTERS = "Filtern und sortieren"
ANY = "alle"
SORTED_BY = "Sortieren nach"
WORDS = "Suche"
FOUND = "{first}–{last} von {found}"
FOUND_ALL = "{found} von {count} Dokumenten"
PAGES_OF_LIST = "Seiten der Liste"
PREVIOUS = "Vorige"
NEXT = "Nächste"
ACTIONS = "Aktionen"
STANDING = "Stand"
# Sort key in an address -> how it is named in the list.
SORT_KEYS = {
    "titel": "Titel",
    "typ": "Dokumenttyp",
    "kommune": "Kommune",
    "jahr": "Jahr",
    "stand": "Stand",
    "umfang": "Umfang",
}
SORTED_UP, SORTED_DOWN = "aufsteigend", "absteigend"
SORTED_NAME = "{name}, {way}"
# Standing in an address -> its badge.
STANDINGS = {"aktuell": "Aktuell", "pruefen": "Prüfen", "angaben": "Angaben prüfen"}
ONE_PAGE, PAGES = "1\u00a0Seite", "{count}\u00a0Seiten"
ONE_PASSAGE, PASSAGES = "1\u00a0Textstelle", "{count}\u00a0Textstellen"
WITHOUT_TEXT = "davon {count} ohne Text"
HARD_TO_READ = "{count} kaum lesbar"
REPLACE = "Ersetzen"
DESCRIBE = "Angaben ändern"
CHECK = "Angaben prüfen"
REMOVE = "Löschen"
OF_DOCUMENT = "{action}: {title}"

# Notices after something was done
NOTICES = {
    "sichtbarkeit": "Gespeichert, für wen das Dokument sichtbar ist.",
    "gespeichert": "Die Angaben sind gespeichert.",
    "geprueft": "Die Angaben sind gespeichert. Es gibt kein weiteres Dokument, dessen Angaben noch zu prüfen wären.",
    "weiter": "Die Angaben sind gespeichert. Hier ist das nächste Dokument, dessen Angaben zu prüfen sind.",
    "geloescht": "Das Dokument ist mit allen Fassungen gelöscht und wird nicht mehr gefunden.",
    "weg": "Das Dokument war schon gelöscht.",
    "uebergeben": "Die neue Fassung ist übergeben. Bis sie aufgenommen ist, gilt die bisherige weiter.",
}
UNCHANGED = "unverändert: ist schon als „{title}“ im Bestand"
GONE = "Dieses Dokument gibt es nicht (mehr). Vielleicht wurde es gelöscht; unter „Dokumente“ finden Sie alle anderen."

# Adding
ADD = "Dokumente hinzufügen"
DROP_HERE = "Dateien hierher ziehen oder auswählen"
CHOOSE = "Dateien auswählen"
HAND_OVER = "Hochladen"
LIMIT = "Höchstens {limit} MB je Datei."
KINDS = "PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), OpenDocument-Text (.odt), HTML, Markdown und Text."
PACKED = "Mehrere Dateien auch als ZIP-Archiv."
SAME_NAME = "Heißt eine Datei wie eine vorhandene, wird sie deren neue Fassung. Angaben werden vorgeschlagen."
SAME_NAME_TWICE = (
    "Zwei der Dateien heißen „{name}“; nur die erste wurde angenommen, denn gleicher Name bedeutet gleiches Dokument. "
    "Bitte geben Sie der anderen einen eigenen Namen."
)
NO_FILE = "Bitte wählen Sie zuerst eine Datei aus."
FILE_TOO_LARGE = (
    "„{name}“ ist zu groß: Angenommen werden höchstens {limit} MB je Datei. "
    "Bitte teilen Sie die Datei auf oder speichern Sie sie verkleinert."
)
NOT_TAKEN = "Nicht alles konnte übernommen werden."
UPLOADING = "wird hochgeladen"
UPLOAD_WAITS = "wartet auf das Hochladen"
UPLOAD_BROKEN = "Die Übertragung ist abgebrochen. Ihre Datei ist noch ausgewählt; bitte versuchen Sie es noch einmal."
UPLOAD_FOLDER = "Ordner lassen sich nicht hochladen. Bitte ziehen Sie die Dateien selbst oder ein ZIP-Archiv hierher."
UPLOAD_UNCHANGED = "unverändert: ist schon im Bestand"
TO_DOCUMENT = "Zum Dokument"
TRY_AGAIN = "Noch einmal versuchen"

# In progress
IN_PROGRESS = "In Verarbeitung"
NOTHING_IN_PROGRESS = "Zurzeit wird kein Dokument verarbeitet."
REFRESH = "Aktualisieren"
PROGRESS_OF = "Fortschritt: {name}"
CANCEL = "Abbrechen"
CANCEL_ALL = "Alle abbrechen"
CANCELLING = "wird abgebrochen"
TRY_NOW = "Jetzt versuchen"
MORE_WAITING = "{count} weitere warten"
MORE_REFUSED = "{count} weitere nicht aufgenommen"
REFUSED = "Nicht aufgenommen"
ONE_TAKEN, TAKEN = "1 Dokument aufgenommen", "{count} Dokumente aufgenommen"
ONE_KNOWN, KNOWN = "1 Dokument war schon da", "{count} Dokumente waren schon da"
ADDED, UPDATED = "aufgenommen", "neue Fassung aufgenommen"
HIDE = "Ausblenden"
HIDE_ALL = "Aufgenommene ausblenden"
HIDE_REFUSED = "Abgelehnte ausblenden"
REPLACED = "{count} neue Fassungen vorhandener Dokumente"
SUMMARY_OPEN_ONE, SUMMARY_OPEN = "1 Dokument in Verarbeitung", "{count} Dokumente in Verarbeitung"
SUMMARY_NONE = "Kein Dokument in Verarbeitung"
SUMMARY_REFUSED_ONE, SUMMARY_REFUSED = "1 nicht aufgenommen", "{count} nicht aufgenommen"

# What is known of a document
FIELDS = {
    "title": "Titel",
    "field_of_action": "Handlungsfeld",
    "document_type": "Dokumenttyp",
    "municipality": "Kommune",
    "inhabitants": "Einwohnerzahl",
    "state": "Land",
    "year": "Jahr",
    "valid_until": "Gültig bis",
    "supersedes": "Nachfolger von",
    "publisher": "Herausgeber",
    "contact": "Ansprechperson",
    "licence": "Lizenz",
    "language": "Sprache",
}
FIELD_HINTS = {
    "inhabitants": "Zum Beispiel 12.500",
    "year": "Zum Beispiel 2024",
    "valid_until": "Zum Beispiel 31.12.2026; danach steht an Antworten „Stand prüfen“.",
    "supersedes": "Titel des Dokuments, das durch dieses abgelöst wird",
}
FIELD_ERRORS = {
    "title": "Bitte geben Sie einen Titel an, höchstens 1.000 Zeichen in einer Zeile.",
    "inhabitants": "Bitte geben Sie eine ganze Zahl an, zum Beispiel 12.500, oder lassen Sie das Feld leer.",
    "year": "Bitte geben Sie eine Jahreszahl mit vier Ziffern an, zum Beispiel 2024, oder lassen Sie das Feld leer.",
    "valid_until": "Bitte geben Sie einen Tag an, den es gibt, zum Beispiel 31.12.2026, oder lassen Sie das Feld leer.",
    "language": "Bitte wählen Sie eine Sprache aus oder lassen Sie das Feld leer.",
}
TOO_LONG = "Das ist zu lang. Bitte kürzen Sie auf höchstens 1.000 Zeichen."
LANGUAGES = {"de": "Deutsch", "en": "Englisch", "fr": "Französisch", "pl": "Polnisch", "cs": "Tschechisch"}
UNKNOWN = "keine Angabe"
PROPOSAL = "Vorschlag"
PROPOSALS_LEAD = (
    "Was als „Vorschlag“ gekennzeichnet ist, wurde aus der Datei gelesen. "
    "Mit dem Speichern bestätigen Sie alle Angaben."
)
SIDECAR_LEAD = (
    "Zu diesem Dokument gibt es eine Datei mit Angaben (.yaml). Was Sie hier speichern, geht ihr vor; "
    "erst wenn die Datei geändert und neu übergeben wird, gilt wieder, was in ihr steht."
)
REQUIRED = "Pflichtangabe"
SAVE = "Speichern"
SAVE_AND_NEXT = "Speichern und nächstes prüfen"
BACK = "Zurück ohne Speichern"
WRONG_ONE = "Eine Angabe ist nicht verwendbar. Gespeichert wurde noch nichts."
WRONG = "{count} Angaben sind nicht verwendbar. Gespeichert wurde noch nichts."
CHANGED_MEANWHILE = (
    "Das Dokument wurde inzwischen von anderer Seite geändert. Ihre Eingaben stehen noch hier; "
    "bitte prüfen Sie sie und speichern Sie noch einmal, wenn sie gelten sollen."
)

# A document's page
ABOUT = "Angaben"
NO_METADATA = "Außer dem Titel ist nichts angegeben."
VERSIONS = "Fassungen"
VERSION = "Fassung {number}"
CURRENT_VERSION = "Fassung {number}, aktuell"
MORE_VERSIONS = "{count} ältere Fassungen"
REMARKS = "Hinweise zum Lesen der Datei"
ASK = "Frage zu diesem Dokument"
PASSAGES_LINK = "Textstellen, wie der Assistent sie sieht"
TO_LIST = "Alle Dokumente"
TO_CHECK = "Stand prüfen: {reason}"
ADDED_AT = "{date} · {file} · {pages}"

# The passages
PASSAGES_TITLE = "Textstellen"
PASSAGES_LEAD = "So hat der Assistent „{title}“ gelesen: Jede Textstelle wird für sich gesucht und zitiert."
PASSAGE_NAME = "Textstelle {number}, Seite {page}"
PASSAGE_COLUMNS = "Spalten: {header}"

# Replacing
REPLACE_TITLE = "Dokument ersetzen"
REPLACE_LEAD = "Die neue Datei tritt an die Stelle der jetzigen Fassung. Angaben, die bestätigt sind, bleiben erhalten."
REPLACE_NOW = "Jetzige Fassung"
REPLACE_FILE = "Neue Datei"
REPLACE_ON_ITS_WAY = "Für dieses Dokument ist schon eine neue Fassung in Verarbeitung: {name}."
REPLACE_MEANWHILE = (
    "Das Dokument wurde inzwischen von anderer Seite ersetzt, oder eine neue Fassung ist schon in Verarbeitung. "
    "Wenn Ihre Datei trotzdem die neueste ist, wählen Sie sie bitte noch einmal aus."
)
REPLACE_UNCHANGED = "Diese Datei ist unverändert: Sie ist schon die jetzige Fassung. Bitte wählen Sie eine andere aus."
CANCEL_LINK = "Zurück"

# Removing
REMOVE_TITLE = "Dokument löschen"
REMOVE_QUESTION = "Soll „{title}“ gelöscht werden?"
REMOVE_GOES = "Das wird mit gelöscht:"
REMOVE_FILES = "die hochgeladene Datei {name}"
ONE_VERSION, VERSIONS_COUNT = "1 Fassung", "{count} Fassungen mit ihren Dateien"
REMOVE_CONTENT = "{pages} und {passages}; der Assistent findet und zitiert sie nicht mehr"
REMOVE_ANSWERS = "Gespeicherte Antworten bleiben stehen; ihre Verweise auf dieses Dokument führen dann ins Leere."
REMOVE_SOURCE = (
    "Das Dokument kam aus {source}. Liegt die Datei in einem Ordner, dem der Bestand folgt, "
    "wird sie von dort wieder aufgenommen; bitte löschen Sie sie dann auch dort."
)
REMOVE_FINAL = "Das lässt sich nicht rückgängig machen."
REMOVE_NOW = "Endgültig löschen"

# Whom a document is for
AUDIENCE = "Sichtbar für"
AUDIENCE_TITLE = "Sichtbarkeit"
AUDIENCE_LEAD = (
    "Wer ein Dokument nicht sehen darf, findet es nicht: weder in Antworten noch in Listen, Bildern, Dateien "
    "und Zahlen. Redaktion und Verwaltung sehen alle Dokumente."
)
AUDIENCE_EVERYBODY = "Alle, die hier lesen dürfen"
AUDIENCE_GROUPS = "Nur bestimmte Gruppen"
AUDIENCE_NAMES = "Namen der Gruppen"
AUDIENCE_HINT = "Zum Beispiel: Bauamt, Kämmerei. Mehrere Namen trennen Sie mit Kommas."
AUDIENCE_KNOWN = "Bekannt sind: {names}."
AUDIENCE_NO_GROUP = "Bitte nennen Sie mindestens eine Gruppe, oder wählen Sie „Alle, die hier lesen dürfen“."
AUDIENCE_CHANGE = "Sichtbarkeit ändern"
AUDIENCE_UPLOAD = "Nur sichtbar für Gruppen"
AUDIENCE_UPLOAD_HINT = (
    "Leer lassen: Neue Dokumente sind für alle sichtbar, neue Stände bekannter Dokumente so wie bisher. "
    "Mehrere Namen trennen Sie mit Kommas."
)
