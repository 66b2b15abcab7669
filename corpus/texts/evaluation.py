"""Sentences about measuring: what is wrong with a question set, the table, the report."""

# What cannot be measured
FOLDER_MISSING = "Den Ordner {folder} gibt es nicht. Bitte prüfen Sie den Pfad."
NO_FOLDER = (
    "{folder} ist kein Ordner. "
    "Bitte geben Sie den Ordner an, in dem corpus.jsonl, queries.jsonl und qrels/test.tsv liegen."
)
FILE_MISSING = "Die Datei {file} fehlt. Bitte prüfen Sie den Pfad."
FILE_UNREADABLE = "Die Datei {file} lässt sich nicht lesen ({reason}). Bitte prüfen Sie die Zugriffsrechte."
EMPTY_FILE = "Die Datei {file} enthält keinen Eintrag. Ohne sie gibt es nichts zu messen."
BROKEN_LINE = "Zeile {line} der Datei {file} lässt sich nicht verwenden: {reason}."
NO_JSON = "Sie ist kein gültiges JSON"
NO_OBJECT = "Sie ist kein JSON-Objekt der Form {…}"
NOT_UTF8 = "Sie ist nicht in UTF-8 gespeichert"
KEY_MISSING = "Die Angabe „{key}“ fehlt"
KEY_NO_TEXT = "Die Angabe „{key}“ ist kein Text"
METADATA_NO_OBJECT = "Die Angabe „metadata“ ist kein JSON-Objekt"
DUPLICATE_ID = "Die Kennung „{id}“ kam schon vor"
THREE_COLUMNS = "Erwartet werden drei Spalten mit Tabulator dazwischen: query-id, corpus-id, score"
NO_GRADE = "„{grade}“ ist keine Zahl"
NO_JUDGED_QUESTION = (
    "In {folder} gibt es zu keiner Frage einen als richtig bezeichneten Text; es gibt nichts zu messen."
)
NOTHING_TO_SEARCH = "Keiner der Texte enthält etwas, in dem gesucht werden könnte; es gibt nichts zu messen."
OWN_SET_IS_FOREIGN = (
    "Die Fragen hinter --foreign sind dieselben, die gemessen werden. Bitte geben Sie eine andere Fragensammlung an."
)
FOREIGN_WITHOUT_ANSWERS = (
    "Ob fremde Fragen abgewiesen werden, zeigt erst die Antwort: Bitte verwenden Sie --foreign ohne --no-answers."
)
REPORT_UNWRITABLE = (
    "Der Bericht lässt sich nicht nach {file} schreiben ({reason}). Bitte geben Sie mit --html eine andere Datei an."
)
NO_BASELINE = "{file} ist kein früherer Messstand. Bitte geben Sie eine Datei an, die 'evaluate --json' ausgegeben hat."
NOTHING_SHARED = (
    "Der frühere Messstand hat keine Kennzahl, die auch jetzt gemessen wurde; ein Vergleich ist nicht möglich."
)
LOST = "Schlechter als der frühere Messstand (um mehr als {tolerance}): {losses}."
LOSS = "{name} fiel von {before} auf {now}"

# Remarks
UNKNOWN_QUESTIONS = "In den Bewertungen (qrels) nicht vorhandene Fragen, nicht beachtet: {count}."
UNKNOWN_TEXTS = (
    "In den Bewertungen (qrels) genannte Texte, die im Bestand fehlen und als nicht gefunden zählen: {count}."
)
UNJUDGED = "Fragen ohne richtigen Text, nicht gemessen: {count}."
NOT_TAKEN_IN = "Nicht aufgenommen, Fragen dazu zählen als nicht gefunden: {reason}"
WITHOUT_TEXT = "Texte ohne Inhalt, nicht aufgenommen: {count}."
REFUSED_QUESTIONS = "Leere oder zu lange Fragen, die als nicht gefunden zählen: {count}."
OTHER_SET = (
    "Der frühere Messstand gehört zu anderen Fragen oder einer anderen Auswahl; "
    "verglichen werden nur die gemeinsamen Kennzahlen."
)

# While it runs
INDEXING = "Texte werden aufgenommen"
ASKING = "Fragen werden gestellt"
ASKING_FOREIGN = "Fremde Fragen werden gestellt"
REPORT_WRITTEN = "Bericht: {file}"

# Figures: short name, what it means
FIGURES = {
    "ndcg@10": ("nDCG@10", "Güte der Reihenfolge unter den ersten zehn Treffern"),
    "mrr@10": ("MRR@10", "Kehrwert des Rangs des ersten richtigen Treffers"),
    "first": ("Richtig an 1. Stelle", "Fragen, bei denen der erste Treffer richtig ist"),
    "recall@5": ("Recall@5", "Anteil des Richtigen unter den ersten fünf Treffern"),
    "recall@100": ("Recall@100", "Anteil des Richtigen unter den ersten hundert Treffern"),
    "answer@1": ("Antwort im 1. Satz", "Die bekannte Antwort steht im ersten zitierten Satz"),
    "answer@2": ("Antwort in 2 Sätzen", "Die bekannte Antwort steht in den ersten zwei Sätzen"),
    "answer@3": ("Antwort in 3 Sätzen", "Die bekannte Antwort steht in den ersten drei Sätzen"),
    "answered": ("Beantwortet", "Beantwortbare Fragen, die ganz oder zum Teil beantwortet wurden"),
    "wholly_answered": ("Ganz beantwortet", "Beantwortbare Fragen, die ohne Einschränkung beantwortet wurden"),
    "partial": ("Davon nur zum Teil", "Beantwortbare Fragen, die nur zum Teil beantwortet wurden"),
    "foreign_refused": ("Fremde abgewiesen", "Fragen aus einem anderen Gebiet, die abgewiesen wurden"),
    "unanswerable_refused": ("Unbelegte abgewiesen", "Fragen ohne Beleg im Bestand, die abgewiesen wurden"),
    "unanswerable_doubted": (
        "Unbelegte angezweifelt",
        "Fragen ohne Beleg im Bestand, die abgewiesen oder nur zum Teil beantwortet wurden",
    ),
}
SECONDS = {
    "index": "Aufnehmen insgesamt",
    "per_query_median": "Suche, Median",
    "per_query_p95": "Suche, 95. Perzentil",
    "per_answer_median": "Antwort, Median",
    "per_answer_p95": "Antwort, 95. Perzentil",
}
EXAMPLES_NAME = "Beispieldokumente"
INTERVAL = "{low} – {high}"
IN_SECONDS = "{value} s"
IN_MILLISECONDS = "{value} ms"

# Table
COLUMN_KIND = "Art der Frage"
KINDS = {
    "short": "kurz",
    "long": "lang",
    "colloquial": "umgangssprachlich",
    "typo": "mit Tippfehlern",
    "paraphrase": "in anderen Worten",
    "follow_up": "Rückfrage",
    "comparison": "Vergleich",
    "table": "aus einer Tabelle",
    "amount": "Betrag",
    "date": "Datum",
    "contact": "Ansprechperson",
    "near_miss": "ohne Beleg, knapp daneben",
    "foreign": "ohne Beleg, anderes Gebiet",
}
COLUMN_FIGURE = "Kennzahl"
COLUMN_VALUE = "Wert"
COLUMN_INTERVAL = "95-%-Intervall"
COLUMN_HELD_BACK = "Zurückgehalten"
COLUMN_BEFORE = "Früher"
COLUMN_CHANGE = "Änderung"
COLUMN_TIME = "Zeit"
SUMMARY = "{name}: {questions} an {documents}"
SAMPLED = " (jede {sample}. Frage)"
QUESTIONS_ONE, QUESTIONS = "1 Frage", "{count} Fragen"
DOCUMENTS_ONE, DOCUMENTS = "1 Dokument", "{count} Dokumente"
DOCUMENTS_DATIVE_ONE, DOCUMENTS_DATIVE = "1 Dokument", "{count} Dokumenten"
PASSAGES_ONE, PASSAGES = "1 Textstelle", "{count} Textstellen"

# Report
TITLE = "Messbericht"
PRODUCT = "Transferlotse"
MEASURED_AT = "Gemessen am"
DATE = "%d.%m.%Y um %H:%M Uhr"
QUESTION_SET = "Fragensammlung"
FOREIGN_SET = "Fremde Fragen"
RECIPE_TERMS = "Sprachanalyse"
RECIPE_VECTORS = "Einbettungen"
REMARKS = "Hinweise"
RESULTS = "Ergebnis"
RESULTS_NOTE = (
    "1 ist das Beste. Unter jedem Wert steht das 95-%-Intervall: "
    "Mit ähnlichen Fragen läge der Wert meist in diesem Bereich. Kleinere Unterschiede besagen wenig."
)
RANKS = "Wo steht der erste richtige Treffer?"
RANKS_AXIS = "Rang; Zahl der Fragen"
RANKS_LABEL = "Säulendiagramm: Zahl der Fragen je Rang des ersten richtigen Treffers. {values}"
RANKS_VALUE = "Rang {label}: {count}"
BEYOND = ">10"
NOT_FOUND = "fehlt"
TIMES = "Wie lange dauert eine Suche?"
TIMES_AXIS = "Millisekunden; Zahl der Fragen"
TIMES_LABEL = "Säulendiagramm: Verteilung der Suchzeiten, Median {median}, 95. Perzentil {p95}"
ANSWERS = "In wie vielen Sätzen steht die Antwort?"
ANSWERS_AXIS = "Anteil der Fragen mit bekannter Antwort; Strich: 95-%-Intervall"
ANSWERS_LABEL = "Balkendiagramm: {values}"
ANSWERS_BAR_ONE, ANSWERS_BAR = "1 Satz", "{count} Sätze"
DURATIONS = "Zeiten"
HELD_BACK = "Zurückgehaltene Fragen"
HELD_BACK_NOTE = "{questions}, die beim Einstellen nicht angesehen wurden."
COMPARISON = "Vergleich mit dem früheren Messstand"
WORST = "Die schwächsten Fragen"
WORST_NOTE = "Höchstens {count}, die schwächste zuerst: was erwartet war und was stattdessen vorn stand."
NONE_WORSE = "Zu jeder Frage stand das Erwartete ganz vorn."
EXPECTED = "Erwartet"
EXPECTED_ANSWER = "Antwort: {answer}"
AND = " und "
FOUND_FIRST = "Stand vorn"
WAS_ANSWERED = "Wurde geantwortet"
RANK = "Rang {rank}"
RANK_NONE = "nicht gefunden"
SCORE = "Wert {score}"
NOT_IN_CORPUS = "Dieser Text fehlt im Bestand."
NOTHING_FOUND = "Es wurde nichts gefunden."
PAGE = "{title}, Seite {page}"
STATUSES = {
    "answered": "beantwortet",
    "partial": "zum Teil beantwortet",
    "no_evidence": "abgewiesen",
}

HELP_EVALUATE = (
    "Messen, wie gut gefunden, geantwortet und abgewiesen wird. "
    "Ohne --beir an den Beispieldokumenten und ihren Fragen. "
    "Gemessen wird an einem Bestand, der nur dafür angelegt und danach wieder gelöscht wird; "
    "Ihr eigener bleibt unberührt."
)
HELP_EVALUATE_SHORT = "Messen, wie gut gefunden, geantwortet und abgewiesen wird"
HELP_BEIR = "Ordner einer Fragensammlung mit corpus.jsonl, queries.jsonl und qrels/test.tsv"
HELP_FOREIGN = (
    "Ordner einer anderen Fragensammlung, oder 'examples' für die Fragen zu den Beispieldokumenten; "
    "diese Fragen sollen abgewiesen werden"
)
HELP_HTML = "Bericht als eine HTML-Datei hierhin schreiben"
HELP_BASELINE = "Frühere Ausgabe von --json zum Vergleich; ein Rückschritt endet mit Rückgabewert 1"
HELP_TOLERANCE = "So weit darf jede Kennzahl unter dem früheren Messstand liegen"
HELP_SAMPLE = "Nur jede so vielte Frage stellen, für einen schnellen Blick"
HELP_NO_ANSWERS = "Nur suchen, nicht antworten; geht viel schneller"

# Sentence check
HELP_CHECK = (
    "Misst, wie gut die Prüfung einzelner Sätze gegen ihre Textstelle ist: an verfälschten und umformulierten Sätzen "
    "der Beispieldokumente und, mit --beir, einer weiteren Sammlung."
)
HELP_CHECK_SHORT = "Prüfung der Sätze gegen ihre Belege messen"
CHECKING = "Sätze werden geprüft"
CHECK_SUMMARY = "{name}: {value} ms je geprüftem Satz"
COLUMN_SENTENCES = "Sätze"
COLUMN_WANTED = "Erwartet"
COLUMN_COUNT = "Anzahl"
COLUMN_FLAGGED = "Nicht belegt"
COLUMN_SHARE = "Anteil"
WANTED_FLAGGED, WANTED_PROVEN = "nicht belegt", "belegt"
CHECKED = {
    "foreign_number": "fremde Zahl",
    "same_passage_number": "Zahl aus derselben Textstelle",
    "foreign_name": "fremder Name",
    "negation_inserted": "Verneinung eingefügt",
    "negation_removed": "Verneinung entfernt",
    "antonym": "Gegenteil",
    "added": "fremder Satz angefügt",
    "foreign_phrase": "fremder Zusatz im Satz",
    "foreign_noun": "fremdes Hauptwort",
    "same_passage_noun": "Hauptwort aus derselben Textstelle",
    "wrong_document": "Textstelle aus einem anderen Dokument",
    "wrong_passage": "andere Textstelle desselben Dokuments",
    "as_it_stands": "unverändert",
    "table_row": "Tabellenzeile",
    "paraphrased": "leicht umformuliert",
    "merged": "zwei Sätze zusammengezogen",
    "reworded": "frei umformuliert",
    "reworded_held_back": "frei umformuliert, zurückgehalten",
}

# Chat model
HELP_CHECK_MODEL = (
    "Stellt dem eingerichteten Sprachmodell Fragen zu den Beispieldokumenten oder, mit --beir, zu einer anderen "
    "Sammlung und sucht in den Antworten nach dem, was nie vorkommen darf: einem Zitat, das nicht auf der Seite steht, "
    "einer Zahl oder einem Satz ohne Beleg. Kommt es vor, ist der Rückgabewert 1. "
    "Gemessen wird an einem Bestand, der nur dafür angelegt und danach wieder gelöscht wird."
)
HELP_CHECK_MODEL_SHORT = "Das eingerichtete Sprachmodell messen"
HELP_MODEL_QUESTIONS = "So viele Fragen, gleichmäßig über die Sammlung verteilt"
NO_CHAT_MODEL = (
    "Es ist kein Sprachmodell eingerichtet. Bitte setzen Sie TRANSFERLOTSE_CHAT_MODEL auf 'anbieter:name', dazu, wenn "
    "nötig, TRANSFERLOTSE_CHAT_MODEL_OPTIONS (siehe docs/models.md)."
)
MODEL_SILENT = (
    "Das Sprachmodell {model} hat auf keine Frage etwas geschrieben; es gibt nichts zu messen. {reason} "
    "Bitte prüfen Sie TRANSFERLOTSE_CHAT_MODEL_OPTIONS und die Zeitgrenzen."
)
MODEL_SUMMARY = "{model}: {questions}, {asked} davon an das Sprachmodell"
COLUMN_ANSWERS = "Antworten"
COLUMN_BY = "Von wem"
BY_MODEL, BY_QUOTING = "Sprachmodell", "wörtliche Stellen"
COLUMN_MEAN, COLUMN_P95 = "Mittel", "95. Perzentil"
SENTENCES = {
    "proven": "belegt gezeigt",
    "unproven": "als „Nicht belegt“ gezeigt",
    "left_out": "weggelassen",
    "refused": "Antworten, in denen das Modell nichts gefunden hat",
}
SHARES = {
    "before": "Haus: bis das Sprachmodell gefragt wird",
    "check": "Haus: vom fertigen Satz bis zum geprüften",
    "own": "Haus zusammen",
    "first_word": "Sprachmodell: bis zum ersten Wort",
    "sentence": "Sprachmodell: von da bis zum ersten gezeigten Satz",
}
NO_VIOLATIONS = "Kein Verstoß gefunden: Jedes Zitat steht auf seiner Seite, jede Zahl und jeder Satz ist belegt."
VIOLATED_ONE = "Ein Verstoß: Bitte verwenden Sie dieses Sprachmodell noch nicht, und melden Sie den Fall."
VIOLATED = "{count} Verstöße: Bitte verwenden Sie dieses Sprachmodell noch nicht, und melden Sie die Fälle."
FAULTS = {
    "quote": "Das Zitat steht nicht auf der Seite",
    "number": "Eine Zahl steht nicht im Zitat",
    "proof": "Das Zitat belegt den Satz nicht",
    "uncited": "Der Satz gilt als belegt und hat kein Zitat",
    "refusal": "Das Sprachmodell hat nichts gefunden, die Antwort gilt trotzdem als vollständig",
}
VIOLATION = "{fault}. Frage: {question}"
VIOLATION_SENTENCE = "  Satz: {sentence}"
VIOLATION_QUOTE = "  Zitat: {quote}"
VIOLATION_MISSING = "  Fehlt: {missing}"
