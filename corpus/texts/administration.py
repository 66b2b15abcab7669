"""Sentences of the pages 'Verwaltung'."""

TITLE = "Verwaltung"
LEAD = "Wie es dem Dienst geht, und was sich im laufenden Betrieb ändern lässt."
ROOMS_TITLE = "Bereiche"
# Further pages of the administration: address and name.
ROOMS = (("/verwaltung/personen", "Personen"), ("/verwaltung/protokoll", "Protokoll"))
LAST_CHECK = "Zuletzt geprüft am {moment}."
RELOAD = "Stand neu laden"

# Answers
MODEL = "Sprachmodell"
MODEL_NONE = "Ohne Sprachmodell: Antworten werden aus den Dokumenten zitiert."
MODEL_CHOSEN = "Antworten schreibt {name}; jeder Satz wird an den Fundstellen geprüft."
NO_MODEL = "Es ist kein Sprachmodell eingestellt; Antworten werden aus den Dokumenten zitiert."
CHECK_MODEL = "Erreichbarkeit prüfen"
MODEL_RUNNING = "Das Sprachmodell wird gerade gefragt."
MODEL_REACHED = "Das Sprachmodell hat nach {seconds} Sekunden geantwortet."
MODEL_FAILED = "Das Sprachmodell ist nicht erreichbar: {reason}"
MODEL_SILENT = "Es hat nichts geantwortet."
PROBE = "Antworten Sie nur mit dem Wort: bereit"
EMBEDDINGS = "Vektoren für die Suche"
EMBEDDINGS_OWN = "Eingebaut, ohne Verbindung nach außen ({recipe})"
EMBEDDINGS_OTHER = "{name} ({recipe})"
RERANKER = "Nachordnung der Treffer"

# Index
INDEX = "Bestand und Suchindex"
DOCUMENTS = "Dokumente"
PASSAGES = "Textstellen"
VECTORS = "Vektoren"
ROWS = "Volltextzeilen"
AGREES = "Katalog, Volltext und Vektoren sind gleich vollständig."
UNKNOWN = "unbekannt"
BY_WORDS_ALONE = (
    "Gesucht wird gerade nur nach Wörtern: Der Vektorspeicher (Chroma) antwortet nicht oder wird aus dem Katalog "
    "gefüllt. Das endet von selbst, sobald er antwortet."
)
DISAGREES = "Katalog, Volltext und Vektoren sind nicht gleich vollständig. „Prüfen“ sagt, was zu tun ist."
OUTDATED_ONE = "Ein Dokument wurde von einer früheren Programmfassung eingelesen. {remedy}"
OUTDATED = "{count} Dokumente wurden von einer früheren Programmfassung eingelesen. {remedy}"
REINDEX = "Neu einlesen lässt sich alles bei beendetem Dienst mit:"
REINDEX_COMMAND = "python -m corpus reindex"

# Check
CHECK = "Prüfen"
CHECK_LEAD = (
    "Vergleicht Katalog, Volltext, Vektoren und Dateien genau, während der Dienst läuft; geändert wird nichts. "
    "Bei vielen Dokumenten dauert das einige Minuten."
)
CHECK_NOW = "Jetzt prüfen"
CHECK_RUNNING = "Die Prüfung läuft: {percent}."
CHECK_SOUND = "Alles in Ordnung: keine Unstimmigkeit gefunden."
CHECK_FOUND = "Die Prüfung hat Unstimmigkeiten gefunden."
CHECK_FAILED = "Die Prüfung ist abgebrochen. Bitte versuchen Sie es erneut; das Protokoll sagt mehr."
FOUND = "{count} × {text}"
DOCTOR = "Bei beendetem Dienst behebt das: python -m corpus doctor"
ADD_AGAIN = "Bitte nehmen Sie das Dokument erneut auf."
UNFINISHED_VERSIONS = "unfertige Fassung"
ORPHAN_VECTORS = "Vektor ohne Textstelle"
MISSING_VECTORS = "Textstelle ohne Vektor"
ALTERED_VECTORS = "Vektor, der vom Katalog abweicht"
ORPHAN_ROWS = "Volltextzeile ohne Textstelle"
MISSING_ROWS = "Textstelle, die im Volltext fehlt"
ALTERED_ROWS = "Volltextzeile, die von ihrer Textstelle abweicht"
WRONG_POSTINGS = "Wort mit falschem Eintrag im Volltext"
ORPHAN_FILES = "Datei ohne Dokument"
LOST_FILES = "Datei fehlt im Datenordner: {titles}"
DAMAGED_FILES = "Datei im Datenordner ist beschädigt: {titles}"

# Jobs
JOBS = "Aufnahme von Dokumenten"
JOBS_NONE = "Zurzeit wird nichts eingelesen."
JOBS_ONE = "1 Datei ist auf dem Weg in den Bestand."
JOBS_OPEN = "{count} Dateien sind auf dem Weg in den Bestand."
WAITING = "Wartet auf einen neuen Versuch"
FAILED = "In den letzten 7 Tagen abgelehnt und noch nicht ausgeblendet"
FAILED_NONE = "Keine abgelehnte Datei wartet darauf, gesehen zu werden."
JOB = "{name}: {reason}"
CUT = "Gezeigt sind die ersten {most} von {count}."

# Telegram
TELEGRAM = "Telegram"
TELEGRAM_OFF = "Aus: Es geht nichts an Telegram."
TELEGRAM_BEGINNING = "Der Bot meldet sich gerade bei Telegram an."
TELEGRAM_READY = "@{username}, bereit."
TELEGRAM_TROUBLE = "Störung: {reason}"
TELEGRAM_EVERYONE = "Dort dürfen alle fragen, was für alle bestimmt ist."
TELEGRAM_PAIRED = "Dort fragt, wer den Chat mit seinem Konto verbunden hat, und wen die Einstellungen nennen."

# Processes
PROCESSES = "Prozesse"
PROCESSES_LEAD = "Sie bedienen den Bestand gemeinsam. Wer 12 Sekunden lang nichts von sich hören lässt, fehlt hier."
PROCESS = "{kind} auf {host}"
PROCESS_FACTS = "seit {moment}, Prozess {pid}, Programmfassung: {version}"
PROCESSES_DIFFER = (
    "Es laufen verschiedene Programmfassungen nebeneinander. Während Sie auf eine neue umstellen, ist das in Ordnung; "
    "danach starten Sie bitte auch die übrigen Prozesse neu."
)

# Storage
STORAGE = "Speicher und Fassung"
FOLDER = "Datenordner"
FOLDER_SIZE = "Größe des Datenordners"
FREE = "Frei auf dem Datenträger"
VERSION = "Programmfassung"
BACKUP = "Letzte Sicherung"
BACKUP_UNKNOWN = "Dem Dienst nicht bekannt. Sichern lässt sich im laufenden Betrieb mit:"
BACKUP_COMMAND = "python -m corpus backup DATEI"

# Settings
SETTINGS = "Einstellungen"
SETTINGS_LEAD = "Sie gelten ab der nächsten Frage, ohne Neustart."
CHANGEABLE = {
    "answer_length": "Länge der Antworten",
    "plain_language": "Einfache Sprache",
    "unproven_sentences": "Sätze ohne Beleg",
    "house_name": "Name der Kommune oder Stelle",
    "contact_email": "E-Mail-Adresse für Barrieren und Hilfe",
}
CHOICES = {
    "answer_length": {"short": "Kurz", "normal": "Mittel", "long": "Ausführlich"},
    "plain_language": {"False": "Nur auf Wunsch", "True": "Immer, wenn nichts anderes gewünscht ist"},
    "unproven_sentences": {"mark": "Zeigen und kennzeichnen", "drop": "Weglassen"},
}
NEEDS_MODEL = "Wirkt nur mit einem Sprachmodell."
SAVE = "Speichern"
SAVED = "Gespeichert. Das gilt ab der nächsten Frage."
INSTALLED = "Einstellung der Installation: {value}."
NOTHING_SET = "nicht gesetzt"
RESET = "Zurück zur Einstellung der Installation"
BAD_VALUE = "Für „{name}“ gibt es diesen Wert nicht. Bitte wählen Sie einen der angebotenen."
BAD_ADDRESS = "„{given}“ ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise, zum Beispiel: hilfe@stadt.example"
TOO_LONG = "„{name}“ darf höchstens {longest} Zeichen haben. Bitte kürzen Sie die Angabe."
UNKNOWN_SETTING = "Diese Einstellung lässt sich hier nicht ändern. „Verwaltung“ zeigt alle, die es erlauben."
NOT_SAVED = "Nicht gespeichert"
FIXED = "Einstellungen der Installation"
FIXED_LEAD = "Sie stehen in der Umgebung oder in der Datei .env und gelten nach einem Neustart."
COLUMN_SETTING = "Einstellung"
COLUMN_VALUE = "Wert"
SECRET_SET = "gesetzt"
YES = "Ja"
NO = "Nein"
MEANINGS = {
    "data_dir": "Datenordner mit Katalog, Suchindex und Dateien",
    "database_url": "Datenbank (PostgreSQL), wenn mehrere Prozesse zusammenarbeiten",
    "chroma_url": "Vektorspeicher (Chroma), wenn mehrere Prozesse zusammenarbeiten",
    "chroma_options": "Angaben dazu, auch Zugangsdaten",
    "files_url": "Ablage der Dateien, wenn mehrere Prozesse zusammenarbeiten",
    "files_options": "Angaben dazu, auch Zugangsdaten",
    "host": "Adresse, unter der der Dienst erreichbar ist",
    "port": "Anschluss (Port) des Dienstes",
    "sign_in": "Ob man sich anmeldet; ohne Anmeldung darf jede Person alles",
    "anonymous_reading": "Ob auch ohne Anmeldung gefragt und gelesen werden darf",
    "public_url": "Adresse, unter der man die Seiten erreicht",
    "hosts": "Weitere Namen, unter denen man die Seiten erreicht",
    "trusted_proxies": "Vorgeschaltete Rechner (Proxys), deren Angabe der Absenderadresse gilt",
    "requests_per_minute": "Anfragen in der Minute: einer Person, oder aller ohne Anmeldung an einer Adresse",
    "questions_per_minute": "Fragen in der Minute, ebenso gezählt",
    "files_per_hour": "Hochgeladene Dateien in der Stunde, ebenso gezählt",
    "acts_days": "Wie viele Tage das Protokoll aufgehoben wird",
    "oidc_issuer": "Anmeldedienst (OpenID Connect), bei dem man sich anmelden kann",
    "oidc_client_id": "Kennung dieses Dienstes beim Anmeldedienst",
    "oidc_client_secret": "Geheimnis dieses Dienstes beim Anmeldedienst",
    "oidc_label": "Beschriftung der Schaltfläche zum Anmeldedienst",
    "oidc_groups_claim": "Angabe (Claim), in der die Gruppen einer Person stehen",
    "oidc_roles": "Welche Gruppe welche Rolle gibt",
    "oidc_default_role": "Rolle für alle, die in keiner dieser Gruppen sind",
    "smtp_host": "Mailserver für Links zu Passwörtern",
    "smtp_port": "Anschluss (Port) des Mailservers",
    "smtp_security": "Schutz der Verbindung zum Mailserver: starttls, tls oder none (keiner)",
    "smtp_user": "Anmeldename beim Mailserver",
    "smtp_password": "Passwort beim Mailserver",
    "mail_from": "Absender der Mails",
    "retention_days": "Wie viele Tage nach der letzten Frage ein Gespräch aufbewahrt wird",
    "max_upload_mb": "Größte Datei, die angenommen wird, in MB",
    "ingest_workers": "Wie viele Dateien dieser Prozess zugleich einliest",
    "read_timeout_seconds": "Zeitgrenze für das Einlesen einer Datei, in Sekunden",
    "read_memory_mb": "Speichergrenze für das Einlesen einer Datei, in MB",
    "ocr": "Texterkennung auf Seiten ohne brauchbaren Text",
    "ocr_seconds_per_page": "Zeitgrenze für die Texterkennung einer Seite, in Sekunden",
    "synonyms_file": "Eigene Liste gleichbedeutender Wörter",
    "municipalities_file": "Eigene Tabelle der Kommunen",
    "embeddings": "Was die Vektoren für die Suche bildet",
    "embeddings_options": "Angaben dazu, auch Zugangsdaten",
    "reranker": "Was die besten Treffer neu ordnet",
    "reranker_options": "Angaben dazu, auch Zugangsdaten",
    "chat_model": "Sprachmodell, das die Antworten schreibt",
    "chat_model_options": "Angaben dazu, auch Zugangsdaten",
    "chat_model_window": "Wie viel das Sprachmodell liest und schreibt, in Token",
    "chat_model_first_seconds": "Wie lange auf seine ersten Worte gewartet wird, in Sekunden",
    "chat_model_pause_seconds": "Wie lange es innerhalb einer Antwort schweigen darf, in Sekunden",
    "chat_model_seconds": "Zeitgrenze für eine ganze Antwort, in Sekunden",
    "telegram_token": "Schlüssel des Bots bei Telegram; ohne ihn geht nichts an Telegram",
    "telegram_everyone": "Ob bei Telegram alle ohne Konto fragen dürfen, was für alle bestimmt ist",
    "telegram_chats": "Nummern von Personen und Gruppen bei Telegram, die ohne Konto fragen dürfen",
    "telegram_webhook_url": "Adresse, unter der Telegram diesen Dienst erreicht",
    "telegram_api_url": "Adresse der Bot-Schnittstelle von Telegram",
    "logo_file": "Datei mit dem Logo",
    "theme_file": "Datei mit den Farben",
    "information_dir": "Ordner mit Erklärung zur Barrierefreiheit, Datenschutz und Impressum",
    "log_level": "Wie viel protokolliert wird",
    "log_format": "Form des Protokolls: text für Menschen, json für Programme, mit einer Zeile je Anfrage",
    "traces_url": "Sammelstelle (OpenTelemetry) für die Dauer der einzelnen Schritte",
}
