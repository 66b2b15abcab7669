"""Sentences about parts that a house brings itself: its embeddings, its reranker."""

PATH_FORM = (
    "Die Einstellung {setting} hat die Form „paket.modul:Klasse“, zum Beispiel {example}; „{path}“ hat sie nicht."
)
PACKAGE_MISSING = (
    "{setting} nennt „{path}“, aber das Paket „{package}“ ist nicht installiert. "
    "Bitte installieren Sie es in der Umgebung von Transferlotse oder berichtigen Sie den Namen."
)
MODULE_BROKEN = (
    "{setting} nennt „{path}“, aber dieses Modul lässt sich nicht laden ({reason}). "
    "Bitte prüfen Sie die Installation des Pakets."
)
NAME_MISSING = "{setting} nennt „{path}“, aber in „{module}“ gibt es „{name}“ nicht. Bitte prüfen Sie die Schreibweise."
WRONG_KIND = "{setting} nennt „{path}“; das ist kein LangChain-„{kind}“. Bitte nennen Sie eine Klasse, die es ist."
OPTIONS_NOT_JSON = (
    "Die Einstellung {setting}_OPTIONS ist kein gültiges JSON (Zeile {line}, Zeichen {column}). "
    'Sie hat die Form {{"name": "Wert", …}}, in der Datei .env zwischen einfachen Anführungszeichen.'
)
OPTIONS_NO_OBJECT = 'Die Einstellung {setting}_OPTIONS muss ein JSON-Objekt sein, also {{"name": "Wert", …}}.'
UNKNOWN_OPTION = "Die Einstellung {setting}_OPTIONS nennt {given}; das kennt „{path}“ nicht. Möglich sind: {known}."
OPTIONS_UNUSABLE = (
    "„{path}“ lässt sich mit den Werten aus {setting}_OPTIONS nicht anlegen ({reason}). Bitte prüfen Sie die Optionen."
)

CHAT_MODEL_FORM = (
    "Die Einstellung {setting} hat die Form „Anbieter:Modell“, zum Beispiel openai:qwen3; „{given}“ hat sie nicht."
)
CHAT_MODEL_UNUSABLE = (
    "Das Sprachmodell „{given}“ aus {setting} lässt sich nicht anlegen. Bitte prüfen Sie, ob LangChain den Anbieter "
    "„{provider}“ kennt, ob sein Paket installiert ist und ob die Angaben in {setting}_OPTIONS stimmen."
)
MUNICIPALITIES_UNREADABLE = (
    "Die Liste der Kommunen {file} aus TRANSFERLOTSE_MUNICIPALITIES_FILE lässt sich nicht lesen. "
    "Bitte prüfen Sie, ob es die Datei gibt, ob sie als CSV in UTF-8 gespeichert ist und ob sie die Spalten "
    "name und land hat, mit einem Bundesland in jeder Zeile."
)
SYNONYMS_UNREADABLE = (
    "Die Synonymliste {file} aus TRANSFERLOTSE_SYNONYMS_FILE lässt sich nicht lesen. "
    "Bitte prüfen Sie, ob es die Datei gibt, ob sie gelesen werden darf und ob sie als Text in UTF-8 gespeichert ist."
)

EMBEDDINGS_UNAVAILABLE = (
    "Der Dienst für die Suche nach Bedeutung (Einbettungen) antwortet nicht wie erwartet ({reason}). "
    "Bitte versuchen Sie es in einigen Minuten erneut. Bleibt es dabei, prüfen Sie den Dienst und die Einstellungen "
    "TRANSFERLOTSE_EMBEDDINGS und TRANSFERLOTSE_EMBEDDINGS_OPTIONS."
)
WRONG_COUNT = "{got} statt {expected} Vektoren"
ALL_ALIKE = "die Vektoren verschiedener Texte sind alle gleich"
NOT_NUMBERS = "die Vektoren sind unbrauchbar: leer, null oder keine Zahlen"
EMBEDDINGS_CHANGED = (
    "Der Dienst für die Suche nach Bedeutung (Einbettungen) liefert {got} statt {expected} Zahlen je Text; "
    "offenbar antwortet dort jetzt ein anderes Modell. Bitte stellen Sie das frühere wieder ein, oder beenden Sie "
    "Transferlotse und bauen Sie den Suchindex mit 'python -m corpus reindex' neu auf."
)
INDEX_OF_OTHER_EMBEDDINGS = (
    "Der Suchindex wurde mit anderen Einbettungen gebaut ({built_with}) als eingestellt sind ({chosen}). "
    "Bitte bauen Sie ihn mit 'python -m corpus reindex' neu auf, wobei die Dokumente erhalten bleiben, "
    "oder stellen Sie TRANSFERLOTSE_EMBEDDINGS zurück."
)
