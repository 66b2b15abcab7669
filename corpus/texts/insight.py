"""Sentences of the page 'Auswertung'."""

TITLE = "Auswertung"
LEAD = "Was gefragt wurde, was dem Bestand fehlt und was er abdeckt. Wer gefragt hat, steht hier nicht."

# Period
PERIOD = "Zeitraum"
PERIODS = {
    "7": "Letzte 7 Tage",
    "30": "Letzte 30 Tage",
    "90": "Letzte 90 Tage",
    "365": "Letzte 365 Tage",
    "gesamt": "Gesamt",
}
OWN_PERIOD = "Eigener Zeitraum"
FROM = "Von"
TO = "Bis"
SHOW = "Anzeigen"
FROM_TO = "{first} bis {last}"
UNTIL = "Alles bis {last}"
BAD_DATE = "„{given}“ ist kein Datum, das ausgewertet werden kann. Bitte geben Sie Tag, Monat und Jahr ab 2000 an."

# Figures
FIGURES = "Kennzahlen"
QUESTIONS = "Fragen"
PROVEN = "Mit Beleg beantwortet"
PROVEN_PARTLY = "davon {count} nur zum Teil"
WITHOUT = "Ohne Beleg"
HELPFUL = "Hilfreich bewertet"
JUDGED_NONE = "noch keine Rückmeldung"
JUDGED_ONE = "von 1 Rückmeldung"
JUDGED = "von {count} Rückmeldungen"
NOT_ENDED_ONE = "1 ohne fertige Antwort"
NOT_ENDED = "{count} ohne fertige Antwort"
COUNTED_ONE = "Eine dieser Fragen ist nur noch gezählt: Ihr Gespräch wurde nach Ablauf der Aufbewahrungsfrist gelöscht."
COUNTED = (
    "{count} dieser Fragen sind nur noch gezählt: Ihre Gespräche wurden nach Ablauf der Aufbewahrungsfrist gelöscht."
)
FIGURE = "Kennzahl"
VALUE = "Wert"
PROVEN_PERCENT = "Mit Beleg beantwortet (Prozent)"
HELPFUL_PERCENT = "Hilfreich bewertet (Prozent)"

# Questions over time
NOTHING_ASKED = "Noch keine Fragen in diesem Zeitraum."
OVER_TIME = "Fragen im Zeitverlauf"
OVER_TIME_SAID = "{questions}, davon {unanswered} ohne Beleg (unterer Teil der Säulen). {most}"
MOST_ON = "Die meisten ({count}) {when}."
QUESTION_ONE = "1 Frage"
QUESTION_COUNT = "{count} Fragen"
ON_DAY = "am {day}"
IN_WEEK = "in der Woche ab {day}"
IN_MONTH = "im {month}"
STEPS = {"day": "Tag", "week": "Woche ab", "month": "Monat"}
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
AS_TABLE = "Als Tabelle"
AS_CSV = "Als CSV-Datei"

# Questions without evidence
UNANSWERED = "Fragen ohne vollständigen Beleg"
UNANSWERED_LEAD = (
    "Gleiche Fragen sind zusammengezählt, auch wenn sie etwas anders gestellt wurden. "
    "Ein Klick bringt eine Frage noch einmal ins Eingabefeld."
)
UNANSWERED_NONE = "Keine Frage ohne vollständigen Beleg in diesem Zeitraum."
REPORTED = "Der Redaktion gemeldet"
REPORTED_NONE = "Zurzeit ist keine Frage gemeldet."
OTHERS = "Nicht gemeldet"
CUT = "Gezeigt sind die ersten {most} von {count}; die CSV-Datei enthält alle."
COLUMN_QUESTION = "Frage"
COLUMN_COUNT = "Anzahl"
COLUMN_LAST = "Zuletzt"
COLUMN_STATE = "Stand"
COLUMN_NOTE = "Anmerkung"
COLUMN_REMARK = "Bemerkung der Redaktion"
COLUMN_WORDINGS = "Weitere Formulierungen"
WORDINGS = "Auch so gefragt"
ASKED_ONCE = "Einmal gefragt, am {day}."
ASKED_OFTEN = "{count}-mal gefragt, zuletzt am {day}."
FILTERED = "Gesucht nur in: {filters}."
NOTE = "Anmerkung: {note}"
REMARK = "Bemerkung: {remark}"
CHANGE = "Stand ändern"
STATE = "Stand"
REMARK_FIELD = "Bemerkung (sieht, wer gefragt hat)"
SAVE = "Speichern"
REMOVE = "Löschen …"
REMOVE_WARNING = "Die gemeldete Frage wird mit Anmerkung und Bemerkung endgültig gelöscht."
REMOVE_NOW = "Endgültig löschen"

# Feedback
REASONS = "Gründe für „Nicht hilfreich“"
REASONS_NONE = "Noch keine Antwort wurde als nicht hilfreich bewertet."
REASONS_ONE = "Eine Antwort wurde als nicht hilfreich bewertet."
REASONS_SAID = "{count} Antworten wurden als nicht hilfreich bewertet."
REASONS_MOST = "Am häufigsten genannt: „{reason}“ ({count})."
REASONS_UNSAID = "Ein Grund wurde nicht genannt."
COLUMN_REASON = "Grund"
UNHELPFUL = "Nicht hilfreich bewertete Antworten"
UNHELPFUL_NONE = "Keine in diesem Zeitraum."
COLUMN_REASONS = "Gründe"
COLUMN_DAY = "Datum"
COLUMN_ADDRESS = "Adresse"

# Holdings
HOLDINGS = "Bestand"
HOLDINGS_NONE = "Der Bestand ist noch leer. Sobald Dokumente aufgenommen sind, steht hier, was sie abdecken."
BY_FIELD = "Bestand nach Handlungsfeld"
BY_FIELD_SAID = "Dokumente je Handlungsfeld, Stand heute."
BY_FIELD_FEWEST = "Die wenigsten gibt es zu „{field}“ ({count})."
BY_YEAR = "Bestand nach Jahr"
BY_YEAR_SAID = "Dokumente je Jahr, Stand heute."
BY_YEAR_MOST = "Die meisten sind von {year} ({count})."
BY_YEAR_UNSAID = "Ohne Jahresangabe: {count}."
BY_YEAR_NONE = "Kein Dokument nennt sein Jahr."
COVERAGE = "Handlungsfeld und Kommune"
COVERAGE_SAID = (
    "Dokumente je Kommune und Handlungsfeld, Stand heute. Ein Strich heißt: Dazu gibt es kein Dokument. "
    "Bei {gaps} von {cells} Verbindungen ist das so."
)
COVERAGE_TABLE = "Zahl der Dokumente je Kommune und Handlungsfeld"
NONE = "–"
NONE_SPOKEN = "keines"
EXPIRED = "Gültigkeit abgelaufen"
EXPIRED_NONE = "Kein Dokument ist abgelaufen."
EXPIRED_ONE = "Bei einem Dokument ist der Stand zu prüfen."
EXPIRED_SAID = "Bei {count} Dokumenten ist der Stand zu prüfen."
COLUMN_FIELD = "Handlungsfeld"
COLUMN_DOCUMENTS = "Dokumente"
COLUMN_YEAR = "Jahr"
COLUMN_MUNICIPALITY = "Kommune"
COLUMN_TITLE = "Titel"
COLUMN_VALID_UNTIL = "Gültig bis"
UNSAID_FIELD = "Ohne Handlungsfeld"
UNSAID_MUNICIPALITY = "Ohne Kommune"
UNSAID_YEAR = "Ohne Jahr"
