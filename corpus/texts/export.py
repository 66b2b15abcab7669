"""Every German word of exported answers, and of the commands that write them."""

PRODUCT = "Transferlotse"
UNTITLED = "Antwort aus den Dokumenten"
MADE = "Zusammengestellt mit Transferlotse am {day}"
DAY = "{day:%d.%m.}{year:04}"

FACTS = "Sachverhalt"
BASIS = "Grundlage"
SOURCES = "Quellen"
QUESTION = "Frage {number}: {question}"
UNDERSTOOD = "Verstanden als: {understood}"
UNPROVEN = "Nicht belegt"
NO_EVIDENCE = "Dazu wurde in den Dokumenten keine belastbare Stelle gefunden."
OPEN = "Die Frage bleibt offen; die Dokumente enthalten dazu keine belastbare Stelle."
NO_SOURCES = "Keine Quelle: Zu den Fragen wurde nichts Belegtes gefunden."

NOTICE = "Von einem KI-System aus den genannten Dokumenten zusammengestellt; bitte vor Verwendung prüfen."
SEARCHED_ONE = "Durchsucht wurde 1 Dokument."
SEARCHED = "Durchsucht wurden {count} Dokumente."
SEARCHED_BETWEEN = "Durchsucht wurden je nach Frage {fewest} bis {most} Dokumente."
CITED = "Herangezogen wurden:"
CITED_NAME = "Herangezogene Dokumente mit Art, Kommune, Jahr, Gültigkeit und Nummern der Quellen"
COLUMNS = ("Dokument", "Art", "Kommune", "Jahr", "Gültig bis", "Quellen")
UNKNOWN = "–"
CAUTIONS = "Bitte beachten:"
ABOUT_QUESTION = "Zu Frage {number}: {caution}"
ABOUT_SOURCES = "Zu {marks}: {caution}"
UNPROVEN_ONE = "Ein Satz ist durch keine Fundstelle belegt; er trägt den Vermerk „Nicht belegt“."
UNPROVEN_SEVERAL = "{count} Sätze sind durch keine Fundstelle belegt; sie tragen den Vermerk „Nicht belegt“."
NEAREST = "Am nächsten kommt: {places}."
NEAREST_PLACE = "{title}, Seite {page}"

PAGE = "Seite {page}"
PAGE_LABELLED = "Seite {label} (in der Datei Seite {page})"
SECTION = "Abschnitt „{heading}“"
QUOTE = "„{quote}“"
MARK = "[{number}]"
MARK_NAME = "Quelle {number}: {title}, {place}"
EXPIRED = "Stand prüfen: Das Dokument war gültig bis {day}."
REMOVED = "Stand prüfen: Das Dokument ist nicht mehr im Bestand; die Angaben stammen aus der Antwort."
UNSHOWN = "Zeichen, die die Schrift dieser PDF-Datei nicht kennt, sind durch � ersetzt; die Word-Fassung enthält sie."
FOOTER_PAGE = "Seite {page} von {pages}"

STYLE_MARK = "Quellenverweis"
STYLE_UNPROVEN = "Nicht belegt"
STYLE_NOTICE = "Hinweis"
STYLE_SOURCE = "Quelle"
STYLE_QUOTE = "Quelle Wortlaut"
STYLE_CAUTION = "Quelle Vermerk"
STYLE_CELL = "Tabellenzelle"

HELP_EXPORT = "Die Antwort mit Quellen auch als Datei schreiben; die Endung bestimmt die Form: .docx, .pdf oder .md"
OTHER_FORM = (
    "Als „{name}“ kann die Antwort nicht geschrieben werden. "
    "Bitte wählen Sie einen Dateinamen, der auf .docx (Word), .pdf oder .md (Markdown) endet."
)
EXISTS = (
    "Die Datei „{path}“ gibt es schon; sie wird nicht überschrieben. "
    "Bitte wählen Sie einen anderen Namen oder löschen Sie die Datei zuerst."
)
NO_FOLDER = "Den Ordner „{folder}“ gibt es nicht. Bitte legen Sie ihn an oder wählen Sie einen anderen."
NOT_WRITTEN = (
    "Die Datei „{path}“ konnte nicht geschrieben werden ({reason}). "
    "Bitte prüfen Sie, ob Sie in diesem Ordner schreiben dürfen und ob Platz ist."
)
WRITTEN = "Gespeichert: {path}"
NOTHING = "Hier gibt es noch keine Antwort, die gespeichert werden könnte. Bitte stellen Sie zuerst eine Frage."
