"""Sentences about questions and answers, on every channel."""

EMPTY_QUESTION = "Bitte geben Sie eine Frage ein."
QUESTION_TOO_LONG = (
    "Die Frage ist mit {length} Zeichen zu lang; möglich sind {longest}. "
    "Bitte fassen Sie sich kürzer oder stellen Sie mehrere Fragen nacheinander."
)
SEARCHING = "{documents} Dokumente werden durchsucht"
SEARCHING_ONE = "1 Dokument wird durchsucht"
FOUND = "{passages} Stellen gefunden"
FOUND_ONE = "1 Stelle gefunden"
NO_EVIDENCE = "Dazu habe ich in den Dokumenten keine belastbare Stelle gefunden."
PARTIAL = "Die Dokumente belegen nur einen Teil der Frage. Nicht gefunden: {missing}."
PARTIAL_WEAK = "Die Dokumente streifen die Frage nur. Bitte prüfen Sie die Fundstelle."
BY_WORDS_ALONE = (
    "Die Suche nach der Bedeutung ist gerade nicht erreichbar, gesucht wurde nur nach Wörtern. "
    "Bitte fragen Sie in einigen Minuten noch einmal."
)
PHRASE_NOWHERE = "So steht es in keinem Dokument: {phrases}. Gesucht wurde deshalb nach den einzelnen Wörtern."
PHRASE = "„{written}“"
NOT_RERANKED = "Der Dienst, der die Treffer nachordnet, ist gerade nicht erreichbar; die Reihenfolge ist die eigene."
NEAREST = "Am nächsten kommt:"
SOURCES = "Quellen"
SOURCE = "[{number}] {title}, Seite {page}"
VALID_UNTIL = "galt bis {date}"
REPLACED_BY = "ersetzt durch „{title}“"
SOURCE_OUTDATED = "Quelle {number} ist nicht mehr aktuell: {reason}."
SOURCES_OUTDATED = "Die Quellen {numbers} stammen aus einem Dokument, das nicht mehr aktuell ist: {reason}."
CONTRADICTION = "Die Quellen nennen verschiedene Zahlen: {first} [{one}] und {second} [{other}]."
AND = " und "
CELL = "{column}: {value}"
CELL_SEPARATOR = " · "

HELP_ASSISTANT = "Fragen stellen, suchen, den Dienst starten."
HELP_ASK = "Eine Frage stellen und eine belegte Antwort erhalten"
HELP_SEARCH = "Textstellen suchen"
HELP_SERVE = "Den Dienst mit Webseite und HTTP-Schnittstelle starten"
HELP_QUESTION = "Die Frage, in Anführungszeichen"
HELP_WORDS = "Suchworte, in Anführungszeichen"
HELP_FILTER = "Nur Dokumente mit dieser Angabe, z. B. municipality=Musterstadt; mehrfach möglich"
HELP_LIMIT = "Höchstzahl der Treffer"
HELP_HOST = "Adresse, auf der der Dienst lauscht"
HELP_PORT = "Anschluss (Port), auf dem der Dienst lauscht"
HELP_EXAMPLES = "Beim ersten Start die Beispieldokumente aufnehmen"
TAKING_EXAMPLES = "{count} Beispieldokumente werden im Hintergrund eingelesen; fragen können Sie sofort."
NOTHING_FOUND = "Zu diesen Worten wurde nichts gefunden."

SERVING = "Transferlotse ist bereit: {url}"
SERVING_NOTE = "Nur von diesem Rechner aus erreichbar, solange es keine Anmeldung gibt. Beenden mit Strg+C."
HOST_NOT_LOOPBACK = (
    "Der Dienst lauscht nur auf diesem Rechner (127.0.0.1, ::1 oder localhost), solange es keine Anmeldung gibt; "
    "„{host}“ ist von außen erreichbar."
)
PORT_IN_USE = (
    "Auf {host}:{port} läuft bereits ein anderes Programm. "
    "Bitte beenden Sie es oder wählen Sie mit --port einen anderen Anschluss."
)
