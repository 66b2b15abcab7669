"""Sentences about conversations that are kept, their answers and the feedback on these."""

NOT_FOUND = "Dieses Gespräch gibt es nicht (mehr). „Meine Gespräche“ zeigt alle, „Neue Frage“ beginnt ein neues."
ANSWER_NOT_FOUND = "Diese Antwort gibt es nicht (mehr). Vielleicht wurde ihr Gespräch gelöscht; fragen Sie noch einmal."
TITLE_LENGTH = "Ein Gespräch braucht einen Namen mit höchstens {longest} Zeichen. Bitte geben Sie einen anderen ein."
FEEDBACK_TOO_LONG = (
    "Die Rückmeldung ist mit {length} Zeichen zu lang; möglich sind {longest}. Bitte fassen Sie sich kürzer."
)
INTERRUPTED = (
    "Der Dienst wurde beendet, bevor die Antwort fertig war. Ihre Frage ist erhalten; fragen Sie sie noch einmal."
)
DATABASE_AWAY = (
    "Die Datenbank war nicht erreichbar, bevor die Antwort fertig war. Ihre Frage ist erhalten; fragen Sie sie noch "
    "einmal."
)
UNEXPECTED = "Bei dieser Antwort ist etwas Unerwartetes passiert. Ihre Frage ist erhalten; fragen Sie sie noch einmal."
STOPPED = "Angehalten. Die Antwort ist unvollständig."
SOURCE_REMOVED = (
    "Ein Dokument, auf das sich diese Antwort gestützt hat, wurde inzwischen gelöscht. Was daraus stammte, steht "
    "deshalb nicht mehr hier."
)
NEAREST_REMOVED = "Ein Dokument, das hier genannt war, wurde inzwischen gelöscht."
SOURCE_HIDDEN = (
    "Ein Dokument, auf das sich diese Antwort gestützt hat, können Sie nicht mehr sehen. Was daraus stammte, steht "
    "deshalb nicht mehr hier."
)
NEAREST_HIDDEN = "Ein Dokument, das hier genannt war, können Sie nicht mehr sehen."
WAITING = "Andere Fragen sind noch in Arbeit, Ihre kommt gleich an die Reihe"
MADE_ELSEWHERE = "Die Antwort wird noch erstellt"
TOO_BUSY = "Gerade werden sehr viele Fragen beantwortet. Bitte versuchen Sie es in einer Minute noch einmal."

# The list
TITLE = "Meine Gespräche"
TODAY = "Heute"
LAST_WEEK = "Letzte 7 Tage"
OLDER = "Älter"
SEARCH = "Gespräche durchsuchen"
SEARCH_FOR = "Stichwort"
SEARCH_GO = "Suchen"
SEARCH_END = "Suche beenden"
NONE_FOUND = "Kein Gespräch enthält „{words}“."
NONE_YET = "Noch keine Gespräche. Jede Frage, die Sie stellen, steht danach hier."
CUT = "Ältere Gespräche finden Sie mit der Suche."
MANAGE = "Umbenennen oder löschen"
NAME = "Name des Gesprächs"
RENAME = "Umbenennen"
REMOVE = "Löschen …"
REMOVE_WARNING = (
    "Das Gespräch wird mit allen Fragen, Antworten und Rückmeldungen endgültig gelöscht. Nur was Sie der Redaktion "
    "gemeldet haben, bleibt dort, ohne Hinweis auf Sie."
)
REMOVE_NOW = "Endgültig löschen"

# A turn
ASK_AGAIN = "Noch einmal fragen"
RELOAD = "Seite neu laden"
LOST = "Die Verbindung ist abgebrochen. Die Antwort wird trotzdem fertig: Laden Sie die Seite neu, dann steht sie da."

# Feedback
HELPFUL_QUESTION = "War diese Antwort hilfreich?"
HELPFUL = "Hilfreich"
NOT_HELPFUL = "Nicht hilfreich"
WHAT_IS_WRONG = "Was stimmt nicht?"
REASONS = {
    "source_wrong": "Quelle passt nicht",
    "false": "Falsch",
    "incomplete": "Unvollständig",
    "outdated": "Veraltet",
}
FEEDBACK_TEXT = "Anmerkung (freiwillig)"
FEEDBACK_SEND = "Rückmeldung senden"
FEEDBACK_GIVEN = "Ihre Rückmeldung: {verdict}. Danke."
FEEDBACK_WITHDRAW = "Zurücknehmen"
FEEDBACK_FAILED = "Die Rückmeldung kam nicht an. Bitte versuchen Sie es noch einmal."
