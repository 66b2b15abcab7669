"""Sentences about the gate: from when on a question is answered, and fitting that to a house's own documents."""

# What `doctor` says
STANDARD = "Antwortschwelle: die mitgelieferte."
FITTED = "Antwortschwelle: angepasst am {day} an {questions} und {passages} Textstellen."
OWN = "{count} eigenen Fragen"
MADE = "{count} aus dem Bestand gebildeten Fragen"
DAMAGED = (
    "Die angepasste Antwortschwelle ist beschädigt, es gilt die mitgelieferte. Bitte passen Sie sie mit "
    "'python -m assistant fit-gate' neu an oder löschen Sie sie mit 'python -m assistant fit-gate --reset'."
)
OTHER_RECIPE = (
    "Die am {day} angepasste Antwortschwelle gehört zu einem anderen Suchindex, es gilt die mitgelieferte. "
    "Bitte passen Sie sie mit 'python -m assistant fit-gate' neu an."
)
HAS_GROWN = (
    "Seit die Antwortschwelle angepasst wurde, ist der Bestand von {before} auf {now} Textstellen gewachsen. "
    "Bitte passen Sie sie mit 'python -m assistant fit-gate' neu an."
)

# What cannot be fitted; nothing is changed
TOO_FEW_PASSAGES = (
    "Der Bestand hat erst {count} Textstellen; zum Anpassen der Antwortschwelle werden mindestens {least} gebraucht. "
    "Bitte nehmen Sie zuerst weitere Dokumente auf. Geändert wurde nichts."
)
TOO_FEW_QUESTIONS = (
    "Zahl der verschiedenen Fragen: {count}. Zum Anpassen der Antwortschwelle werden mindestens {least} gebraucht. "
    "Bitte ergänzen Sie Fragen, die Ihre Dokumente beantworten. Geändert wurde nichts."
)
TOO_FEW_MADE = (
    "Aus dem Bestand lassen sich nur {count} Fragen bilden, gebraucht werden mindestens {least}. "
    "Bitte geben Sie mit --questions eigene Fragen an. Geändert wurde nichts."
)
TOO_MANY_QUESTIONS = (
    "„{file}“ enthält mehr als {most} Fragen; so viele zu stellen dauerte sehr lange. "
    "Bitte wählen Sie höchstens so viele aus. Geändert wurde nichts."
)
NOT_BETTER_REFUSED = (
    "Mit der Anpassung würden mehr Ihrer Fragen beantwortet, aber zu wenige fremde noch abgewiesen. "
    "Es bleibt bei der bisherigen Antwortschwelle."
)
NOT_BETTER = (
    "Die Anpassung bringt an Ihrem Bestand keinen nennenswerten Gewinn. Es bleibt bei der bisherigen Antwortschwelle."
)
NO_VECTORS = (
    "Die Suche nach der Bedeutung ist gerade nicht erreichbar; ohne sie lässt sich die Antwortschwelle nicht anpassen. "
    "Bitte versuchen Sie es später erneut. Geändert wurde nichts."
)
RESET_ALONE = "--reset stellt die mitgelieferte Antwortschwelle wieder her. Bitte geben Sie es ohne weitere Angaben an."

# While it runs, and what came out
ASKING_KNOWN = "Fragen an den Bestand"
ASKING_EVERYDAY = "Fremde Fragen"
COLUMN_SHARE = "Anteil (95-%-Intervall)"
SHARE = "{value} ({interval})"
COLUMN_BEFORE = "Bisher"
COLUMN_AFTER = "Angepasst"
ANSWERED_OWN = "Eigene Fragen beantwortet"
ANSWERED_MADE = "Aus dem Bestand gebildete Fragen beantwortet"
REFUSED = "Fremde Fragen abgewiesen"
MEASURED_ON = (
    "Gemessen an {known} Fragen an den Bestand und {foreign} fremden; "
    "die angepasste Schwelle im Mittel mehrerer Teilungen an der Hälfte der Fragen, an die sie nicht angepasst war."
)
STORED = "Die Antwortschwelle wurde an Ihren Bestand angepasst. Sie gilt ab dem nächsten Start."
WOULD_STORE = "Die Anpassung wäre ein Gewinn. Gespeichert wurde wegen --dry-run nichts."
RESET = "Es gilt wieder die mitgelieferte Antwortschwelle."

# The questions that are made of a document's own words
MADE_QUESTION = "Welche {noun} {verb} {first}, {second} und {third}?"
MADE_NOUNS = (
    *("Leute", "Gründe", "Möglichkeiten", "Unterschiede", "Vorteile", "Bedeutung", "Folgen", "Ursachen"),
    *("Beispiele", "Anteile", "Rolle", "Namen", "Personen", "Arten", "Ziele"),
)
MADE_VERBS = (
    *("bekommen", "machen", "passieren", "verwenden", "brauchen", "nutzen", "erhalten", "entstehen"),
    *("heißen", "ändern", "zahlen", "helfen", "gehören", "gelten"),
)

HELP = (
    "Passt an den eigenen Bestand an, ab wann eine Frage beantwortet und wann sie abgewiesen wird. "
    "Ohne --questions werden Fragen aus den Dokumenten gebildet; eigene Fragen sind besser. "
    "Gespeichert wird nur, was besser ist als die bisherige Schwelle."
)
HELP_SHORT = "Die Antwortschwelle an den eigenen Bestand anpassen"
HELP_QUESTIONS = (
    "Fragen, die Ihre Dokumente beantworten: eine je Zeile, als JSON-Zeilen (.jsonl) mit „question“ oder „text“, "
    "oder ein Ordner einer Fragensammlung"
)
HELP_DRY_RUN = "Nur messen, nichts speichern"
HELP_RESET = "Die mitgelieferte Antwortschwelle wiederherstellen"
