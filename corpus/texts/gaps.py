"""Sentences about questions that are reported to the editors because the documents do not answer them."""

NOT_A_GAP = (
    "Diese Frage ist mit Fundstellen beantwortet oder noch in Arbeit; melden lassen sich nur Fragen ohne vollständigen "
    "Beleg. Ist die Antwort falsch, sagen Sie es bitte mit „Nicht hilfreich“."
)
NOTE_TOO_LONG = "Der Text ist mit {length} Zeichen zu lang; möglich sind {longest}. Bitte fassen Sie sich kürzer."
NOT_FOUND = "Diese gemeldete Frage gibt es nicht (mehr). Die Seite „Auswertung“ zeigt alle."

# Below an answer
REPORT = "Frage der Redaktion melden"
ADD_NOTE = "Etwas dazu sagen"
NOTE = "Wofür brauchen Sie das? (freiwillig)"
WHAT_HAPPENS = "Übermittelt wird nur die Frage mit Ihrer Anmerkung; sie bleibt, auch wenn Sie das Gespräch löschen."
REPORTED = "Der Redaktion gemeldet."
REPORTED_STATE = "Der Redaktion gemeldet. Stand: {state}."
STATES = {"open": "Offen", "in_work": "In Arbeit", "answered": "Beantwortet", "dismissed": "Verworfen"}
REMARK = "Die Redaktion schreibt: {remark}"
