"""Every German sentence of the web pages and of the HTTP API's problems."""

# The frame
PRODUCT = "Transferlotse"
CLAIM = "Wissen für Kommunen"
SKIP_LINK = "Zum Inhalt springen"
NAVIGATION = "Hauptnavigation"
NAVIGATION_QUESTIONS = "Fragen"
NAVIGATION_DOCUMENTS = "Dokumente"
NAVIGATION_INSIGHT = "Auswertung"
NAVIGATION_ADMINISTRATION = "Verwaltung"
FOOTER = "Über dieses Angebot"
FOOTER_LINKS = (
    ("/barrierefreiheit", "Erklärung zur Barrierefreiheit"),
    ("/barrierefreiheit#melden", "Barriere melden"),
    ("/datenschutz", "Datenschutz"),
    ("/impressum", "Impressum"),
)

# The chat before the first question
START_TITLE = "Was möchten Sie wissen?"
START_ONE_DOCUMENT = "Antworten stützen sich nur auf ein Dokument. Jede Aussage ist mit der Fundstelle belegt."
START_DOCUMENTS = "Antworten stützen sich nur auf {count} Dokumente. Jede Aussage ist mit der Fundstelle belegt."
START_TOWNS = (
    "Antworten stützen sich nur auf {count} Dokumente aus {towns} Kommunen. Jede Aussage ist mit der Fundstelle belegt."
)
START_EMPTY = (
    "Der Bestand ist noch leer. Nehmen Sie zuerst Dokumente auf: Unter „Dokumente“ genügt es, Dateien auszuwählen."
)
START_FIRST = "Die ersten Dokumente werden gerade eingelesen. Jede Aussage wird mit der Fundstelle belegt sein."
ARRIVING_ONE = "Ein Dokument wird noch eingelesen."
ARRIVING = "{count} Dokumente werden noch eingelesen; fragen können Sie schon."
SUGGESTIONS = "Zum Beispiel"
# A question, and the title of the example document that answers it.
SUGGESTED_QUESTIONS = (
    ("Bis wann müssen kleinere Städte ihren Wärmeplan fertig haben?", "Kommunale Wärmeplanung im Konvoi"),
    ("Wie viele Geschäfte standen 2023 in Brunnleben noch leer?", "Vom Leerstand zur Zwischenzeit"),
    ("Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?", "Der kommunale Hitzeaktionsplan"),
    ("Wie hoch ist der Zuschuss für eine Zisterne in Ottersfurt?", "Richtlinie „Grün statt Grau“"),
    ("Wie viele Haustüren wurden bei der Klingeltour besucht?", "Klingeltour"),
)
AI_NOTICE = "Hier antwortet ein KI-System, kein Mensch."
LOCAL_NOTICE = "Diese Seite ist nur von diesem Rechner aus erreichbar."

# The composer
QUESTION_LABEL = "Ihre Frage"
QUESTION_PLACEHOLDER = "Frage stellen …"
SEND = "Senden"
STOP = "Anhalten"
COMPOSER_HINT = "KI-Antworten können Fehler enthalten, bitte Fundstellen prüfen."
COMPOSER_KEYS = "Umschalt + Eingabe für neue Zeile."
DISPLAY_OPTIONS = "Anzeige"
WHOLE_ANSWER = "Antwort erst vollständig anzeigen"
PLAIN_LANGUAGE = "In Einfacher Sprache"
NEW_QUESTION = "Neue Frage"
TALK = "Verlauf des Gesprächs"

# A turn
ANSWERING = "Antwort wird erstellt"
ANSWER_READY = "Antwort fertig, {sources}."
NO_ANSWER_READY = "Keine belastbare Stelle gefunden."
CONNECTION_LOST = "Die Verbindung ist abgebrochen. Ihre Frage steht noch im Eingabefeld; bitte senden Sie sie erneut."
FAILED_TITLE = "Die Frage konnte nicht beantwortet werden."
NO_SOURCES = "keine Quelle"
ONE_SOURCE = "1 Quelle"
SEVERAL_SOURCES = "{count} Quellen"
ONE_DOCUMENT_SEARCHED = "1 Dokument durchsucht"
CARRIED = "Bezogen auf: {words}"
DOCUMENTS_SEARCHED = "{count} Dokumente durchsucht"
SOURCES = "Quellen"
SOURCE_NAME = "Quelle {number}: {title}, Seite {page}"
SOURCE_NUMBER = "Quelle {number}"
SOURCE_LINE = "{title}, Seite {page}"
PAGE = "Seite {page}"
CHECK_VALIDITY = "Stand prüfen: {reason}"
VALID_UNTIL = "gültig bis {date}"
NEXT_QUESTIONS = "Weiterfragen"
COPY = "Mit Quellen kopieren"
EXPORTS = (("docx", "Als Word-Datei"), ("pdf", "Als PDF"), ("md", "Als Markdown"))
COPIED = "Antwort und Quellen sind kopiert"
COPY_FAILED = "Kopieren war nicht möglich, bitte markieren Sie den Text von Hand"
PARTIAL_TITLE = "Die Dokumente beantworten das nur zum Teil."
PARTIAL_BODY = "Belegt ist nur, was oben steht; mehr habe ich dazu nicht gefunden."
PARTIAL_MISSING = "Dazu steht an der Fundstelle nichts: {words}."
NO_EVIDENCE_TITLE = "Dazu habe ich in den Dokumenten keine belastbare Stelle gefunden."
NO_EVIDENCE_NONE = "Ich antworte nur mit Belegen aus dem Bestand. Dort ist kein Dokument zu durchsuchen ({filters})."
NO_EVIDENCE_ONE = "Ich antworte nur mit Belegen aus dem Bestand. Durchsucht wurde 1 Dokument ({filters})."
NO_EVIDENCE_BODY = "Ich antworte nur mit Belegen aus dem Bestand. Durchsucht wurden {count} Dokumente ({filters})."
WITHOUT_FILTERS = "ohne Filter"
REPHRASE = "Anders formulieren"
NEAREST = "Am nächsten kommt"

# The source panel and the page of a document
CLOSE = "Schließen"
PAGE_OF = "Seite {page} von {pages}"
PAGE_LABELLED = "Seite {page} von {pages} (gedruckte Seitenzahl {label})"
IMAGE_NAME = "Bild der Seite {page} aus „{title}“"
IMAGE_NAME_MARKED = "Bild der Seite {page} aus „{title}“, die Textstelle ist gelb markiert"
PAGE_TEXT = "Text dieser Seite"
PAGE_EMPTY = "Auf dieser Seite steht kein Text."
PREVIOUS_PAGE = "Vorige Seite"
NEXT_PAGE = "Nächste Seite"
PAGES = "Seiten"
BACK_TO_PASSAGE = "Zur Textstelle auf Seite {page}"
OPEN_PDF = "Original-PDF auf Seite {page} öffnen"
DOWNLOAD = "Original herunterladen ({name})"
PASSAGE_GONE = "Die zitierte Textstelle gibt es so nicht mehr: Das Dokument wurde seither ersetzt."
TABLE = "Tabelle auf Seite {page}"

# What goes wrong
ERROR_BACK = "Zur Startseite"
REQUEST_ID = "Wenn Sie das melden, nennen Sie bitte die Vorgangsnummer: {id}"
PROBLEM_TITLES = {
    400: "Die Anfrage war nicht verständlich",
    401: "Anmeldung nötig",
    403: "Nicht erlaubt",
    404: "Nicht gefunden",
    405: "So nicht möglich",
    408: "Zu langsam",
    413: "Zu groß",
    414: "Adresse zu lang",
    421: "Unbekannte Adresse",
    422: "Nicht verwendbar",
    431: "Anfrage zu groß",
    429: "Zu oft versucht",
    500: "Unerwarteter Fehler",
    503: "Gerade nicht verfügbar",
}
PROBLEM_OTHER = "Das hat nicht geklappt"
NO_SUCH_ADDRESS = "Diese Adresse gibt es hier nicht. Die Startseite führt zu allem, was da ist."
METHOD_NOT_ALLOWED = "Diese Adresse kann so nicht aufgerufen werden."
NOT_UNDERSTOOD = "Die Anfrage war nicht verständlich. Bitte prüfen Sie die Angaben und versuchen Sie es erneut."
INVALID = "Die Angabe {field} fehlt oder hat nicht die erwartete Form. Bitte berichtigen Sie sie."
INVALID_BODY = "Der Inhalt der Anfrage ist nicht lesbar. Erwartet wird gültiges JSON."
TOO_LARGE = "Das ist zu groß: Angenommen werden höchstens {limit} MB. Bitte senden Sie weniger auf einmal."
CROSS_SITE = (
    "Diese Anfrage kam von einer fremden Seite und wurde nicht ausgeführt. Bitte öffnen Sie Transferlotse selbst."
)
ADDRESS_TOO_LONG = (
    "Diese Adresse ist zu lang. Bitte beginnen Sie auf der Startseite und kürzen Sie die Frage oder die Filter."
)
HEAD_TOO_LARGE = (
    "Die Anfrage hat zu viele Angaben im Kopf. Bitte löschen Sie die Cookies dieser Seite und laden Sie sie neu."
)
TOO_SLOW = "Die Anfrage kam zu langsam und wurde beendet. Bitte prüfen Sie die Verbindung und versuchen Sie es erneut."
TOO_MANY_UPLOADS = "Gerade werden sehr viele Dateien hochgeladen. Bitte versuchen Sie es in einigen Minuten erneut."
TOO_MANY_STREAMS = (
    "Es sind zu viele Antworten zugleich offen. Bitte schließen Sie einige Fenster und versuchen Sie es erneut."
)
TOO_MANY_STREAMS_IN_ALL = "Gerade fragen sehr viele zugleich. Bitte versuchen Sie es in einer Minute erneut."
TOO_MANY = "Zu viel in kurzer Zeit"
BUSY = "Gerade sehr viel zu tun"
TOO_MANY_REQUESTS = "Das waren sehr viele Anfragen in kurzer Zeit. Bitte warten Sie {wait} und versuchen Sie es erneut."
TOO_MANY_QUESTIONS = "Das waren sehr viele Fragen in kurzer Zeit. Bitte warten Sie {wait} und fragen Sie dann erneut."
TOO_MANY_FILES = (
    "Das waren sehr viele Dateien in einer Stunde. Bitte warten Sie {wait} und geben Sie den Rest dann ab; "
    "was schon angenommen wurde, wird eingelesen."
)
ONE_SECOND = "eine Sekunde"
SECONDS = "{count} Sekunden"
MINUTES = "{count} Minuten"
UNKNOWN_HOST = "Unter dieser Adresse ist Transferlotse nicht eingerichtet. Bitte nutzen Sie die vereinbarte Adresse."
UNEXPECTED = (
    "Da ist etwas Unerwartetes passiert. Bitte versuchen Sie es erneut; wenn es bleibt, hilft das Protokoll weiter."
)
PAGE_IMAGE_IMPOSSIBLE = "Seite {page} lässt sich nicht als Bild zeigen. Ihr Text und das Original sind weiter da."
PAGE_IMAGE_GIVEN_UP = (
    "Das Bild der Seite {page} ließ sich nicht zeichnen oder hätte zu lange gebraucht. "
    "Bitte lesen Sie den Text der Seite oder öffnen Sie das Original."
)
PAGE_IMAGES_BUSY = "Gerade werden sehr viele Seiten als Bild gezeichnet. Bitte versuchen Sie es gleich noch einmal."
SIDECAR_ENDING = "„{name}“ ist keine Datei mit Angaben: Erwartet wird eine Textdatei mit der Endung .yaml."
LEAVING = "Dieser Prozess wird gerade beendet. Bitte versuchen Sie es gleich noch einmal."
DATABASE_AWAY = "Die Datenbank ist gerade nicht erreichbar. Bitte versuchen Sie es in einer halben Minute noch einmal."
NOT_READY = "Transferlotse ist noch nicht bereit. Bitte versuchen Sie es gleich noch einmal."
PASSAGE_ELSEWHERE = "Diese Textstelle steht nicht auf Seite {page} dieses Dokuments."
