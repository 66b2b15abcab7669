"""What the bot says at Telegram, and what is said of it; messages are HTML, as far as Telegram knows it."""

# The menu and what Telegram shows of the bot; plain text
MENU = {
    "neu": "Neue Frage beginnen",
    "filter": "Worin gesucht werden soll",
    "quellen": "Quellen der letzten Antwort",
    "hilfe": "So fragen Sie",
    "verbinden": "Diesen Chat mit Ihrem Konto verbinden",
    "datenschutz": "Was gespeichert wird, und wo",
    "loeschen": "Alles löschen, was von Ihnen gespeichert ist",
}
DESCRIPTION = (
    "Beantwortet Fragen aus den Dokumenten Ihres Hauses und belegt jeden Satz mit der Seite, auf der er steht. Die "
    "Antworten schreibt eine Maschine: Bitte prüfen Sie die Quellen."
)
SHORT_DESCRIPTION = "Antworten mit Quellen aus den Dokumenten Ihres Hauses."

# Answering
SEARCHING = "Ich sehe in den Dokumenten nach"
GOES_ON = "<i>Fortsetzung …</i>"

# Commands
HELP = (
    "Schreiben Sie Ihre Frage einfach auf, zum Beispiel: „Wie fördern andere Städte die Dachbegrünung?“ Jede Antwort "
    "nennt ihre Quellen.\n\n"
    "Fragen Sie danach weiter („Und was kostet das?“), dann gehört das zum selben Gespräch. /neu beginnt ein neues."
)
NEW = "Ihre nächste Frage beginnt ein neues Gespräch."
UNKNOWN_COMMAND = "Diesen Befehl gibt es nicht. /hilfe nennt alle, die es gibt."

# What is no question
NO_VOICE = "Sprachnachrichten kann ich nicht anhören. Bitte schreiben Sie Ihre Frage auf."
NO_PICTURE = "Bilder kann ich nicht lesen. Bitte schreiben Sie Ihre Frage auf."
NO_STICKER = "Das ist nett, aber ich verstehe nur geschriebene Fragen. Was möchten Sie wissen?"
ONLY_TEXT = "Ich verstehe nur geschriebene Fragen. Was möchten Sie wissen?"

# Who may ask
NOT_ADMITTED = (
    "Hier dürfen nur Personen fragen, die die Verwaltung eingetragen hat. Ihre Nummer bei Telegram ist "
    "<code>{number}</code>; bitte geben Sie sie dort an."
)
NOT_ADMITTED_PAIR = (
    "Hier dürfen nur Personen mit einem Konto fragen. Haben Sie eines? Dann holen Sie sich im Browser unter „Konto“ "
    "einen Code und schicken Sie ihn mit <code>/verbinden CODE</code>. Sonst wenden Sie sich bitte an die Verwaltung; "
    "Ihre Nummer bei Telegram ist <code>{number}</code>."
)
LOCKED = "Ihr Konto ist gesperrt. Bitte wenden Sie sich an die Verwaltung."
GROUP_NOT_ADMITTED = (
    "Diese Gruppe ist nicht eingetragen. Bitte nennen Sie der Verwaltung die Nummer der Gruppe: <code>{number}</code>."
)

# When something goes wrong in a chat
UNEXPECTED = "Dabei ist etwas Unerwartetes passiert. Bitte versuchen Sie es noch einmal."
STALE_BUTTON = "Diese Schaltfläche gilt nicht mehr. Bitte fragen Sie noch einmal."

# How the bot is, for administrators; plain text
UNREACHABLE = (
    "Telegram ist gerade nicht zu erreichen. Es wird weiter versucht; was inzwischen kommt, geht nicht verloren."
)
REVOKED = (
    "Telegram kennt den Schlüssel des Bots nicht (mehr). Bitte tragen Sie den gültigen in TRANSFERLOTSE_TELEGRAM_TOKEN "
    "ein und starten Sie den Dienst neu."
)
RIVAL = "Ein anderes Programm fragt mit demselben Schlüssel bei Telegram nach. Bitte beenden Sie es."
NOT_STORED = "Nachrichten von Telegram können gerade nicht gespeichert werden. Es wird weiter versucht."
WEBHOOK_REFUSED = (
    "Telegram nimmt die Adresse in TRANSFERLOTSE_TELEGRAM_WEBHOOK_URL nicht an. Bitte prüfen Sie sie (https, von außen "
    "erreichbar) und starten Sie den Dienst neu."
)
FAILED = "Der Bot ist unerwartet ausgefallen und beginnt von vorn."

# The command line
HELP_BOTS = "Der Transferlotse in anderen Programmen."
HELP_TELEGRAM = "Beantwortet Fragen bei Telegram, ohne die Seiten im Browser."
NO_TOKEN = (
    "Es ist kein Bot eingerichtet. Bitte tragen Sie seinen Schlüssel von BotFather in TRANSFERLOTSE_TELEGRAM_TOKEN ein."
)
SERVED_ALREADY = (
    "Der Dienst unter {url} hat den Datenordner geöffnet und beantwortet Fragen bei Telegram schon selbst. Hier ist "
    "nichts weiter zu tun."
)
RUNNING = "Der Bot läuft. Strg+C beendet ihn."

# Coming in
WELCOME = (
    "<b>Guten Tag!</b> Schreiben Sie mir Ihre Frage, zum Beispiel: „Wie fördern andere Städte die Dachbegrünung?“ "
    "Ich antworte nur aus den Dokumenten Ihres Hauses und nenne zu jeder Aussage die Quelle. /hilfe sagt, was ich "
    "noch kann."
)
NOTICE = (
    "<b>Hier antwortet ein KI-System, kein Mensch.</b> Antworten können Fehler enthalten; bitte prüfen Sie die "
    "Quellen.\n\n"
    "<b>Telegram ist ein Dienst außerhalb des Hauses.</b> Was Sie hier schreiben und bekommen, liegt auch dort. Bitte "
    "schreiben Sie nichts Vertrauliches und keine Angaben über Personen.\n\n"
    "Fragen und Antworten löschen wir {days} nach der letzten Frage eines Gesprächs. /datenschutz sagt mehr, /loeschen "
    "löscht alles sofort."
)
HOW_TO_PAIR = (
    "Bitte melden Sie sich im Browser an und drücken Sie unter „Konto“ auf „Mit Telegram verbinden“. Den Code, den Sie "
    "dort sehen, schicken Sie mir so: <code>/verbinden K7QF-2M9X</code>"
)
NO_ACCOUNTS = "Hier gibt es keine Konten, mit denen sich ein Chat verbinden ließe."
PAIRED = (
    "Dieser Chat ist jetzt mit dem Konto <b>{account}</b> verbunden. Was Sie hier fragen, steht auch im Browser unter "
    "diesem Konto. Ist das nicht Ihr Konto, dann lösen Sie die Verbindung bitte sofort."
)
PAIRED_ALREADY = "\n\nVerbunden ist dieser Chat mit dem Konto <b>{account}</b>."
NOT_MINE = "Nicht mein Konto"
UNPAIRED = "Die Verbindung ist gelöst. Dieser Chat gehört zu keinem Konto mehr."

# Privacy
PRIVACY = (
    "<b>Datenschutz</b>\n"
    "Verantwortlich: {house}. Kontakt: {contact}.\n\n"
    "<b>Was wir speichern</b>\n"
    "Die Nummer dieses Chats, Ihren Namen bei Telegram, das verbundene Konto, das laufende Gespräch und gewählte "
    "Filter, bis Sie /loeschen schreiben oder das Konto löschen; ohne Konto {days} ab der letzten Nachricht.\n"
    "Fragen, Antworten und Rückmeldungen: {days} ab der letzten Frage eines Gesprächs.\n"
    "Ihre Nachrichten selbst: bis sie beantwortet sind, höchstens zwei Tage.\n\n"
    "<b>Wohin es geht</b>\n"
    "Alles, was in diesem Chat steht, auch Bilder von Seiten und Dateien, läuft über Telegram und bleibt dort, bis Sie "
    "es in Telegram löschen. Telegram hat seinen Sitz außerhalb der Europäischen Union und kann es lesen.{model}\n\n"
    "<b>Ihre Rechte</b>\n"
    "Auskunft, Berichtigung, Löschung, Widerspruch und Beschwerde bei der Aufsichtsbehörde. Mit einem Konto nehmen Sie "
    "alles, was zu Ihnen gespeichert ist, im Browser unter „Konto“ mit; /loeschen löscht es."
)
PRIVACY_MODEL = (
    " Antworten schreibt das Sprachmodell „{model}“; Ihre Frage und die gefundenen Textstellen gehen an dieses."
)
PRIVACY_PAGE = '\n\nAusführlich: <a href="{url}">Datenschutz im Browser</a>'

# Leaving
LEAVING = (
    "<b>Das wird endgültig gelöscht:</b>\n"
    "• Ihre Gespräche in diesem Chat ({count}) mit Fragen, Antworten und Rückmeldungen\n"
    "• die Nummer dieses Chats, Ihr Name bei Telegram, gewählte Filter"
)
LEAVING_ACCOUNT = (
    "<b>Das wird endgültig gelöscht:</b>\n"
    "• alle Ihre Gespräche ({count}) mit Fragen, Antworten und Rückmeldungen, auch die im Browser\n"
    "• die Verbindung dieses Chats mit dem Konto „{name}“\n"
    "• die Nummer dieses Chats, Ihr Name bei Telegram, gewählte Filter"
)
LEAVING_GROUP = (
    "<b>Das wird endgültig gelöscht, für alle hier:</b>\n"
    "• die Gespräche dieser Gruppe ({count}) mit Fragen, Antworten und Rückmeldungen\n"
    "• Nummer und Name dieser Gruppe, gewählte Filter"
)
LEAVING_STAYS = (
    "<b>Das bleibt:</b> Ihr Konto, wenn Sie eines haben (Sie löschen es im Browser unter „Konto“), Fragen, die Sie der "
    "Redaktion gemeldet haben, ohne Bezug zu Ihnen, aufgenommene Dokumente, und der Verlauf hier bei Telegram: Den "
    "löschen Sie selbst, in der Liste der Chats mit „Chat löschen“."
)
LEAVE, STAY = "Endgültig löschen", "Nichts löschen"
LEFT = (
    "Alles ist gelöscht; auch diesen Chat kennen wir nicht mehr. Den Verlauf hier löschen Sie in Telegram selbst, in "
    "der Liste der Chats mit „Chat löschen“."
)
STAYED = "Es wurde nichts gelöscht."

# Files of editors
FILES_OF_EDITORS = (
    "Dateien kann hier nur die Redaktion abgeben, in einem Chat, der mit ihrem Konto verbunden ist. Fragen dürfen Sie "
    "gern: Schreiben Sie einfach, was Sie wissen möchten."
)
FILE_OFFER = (
    "„{name}“ ({size}) in den Bestand aufnehmen? Die Datei wird geprüft wie im Browser. Ein neues Dokument ist danach "
    "für alle sichtbar, die hier lesen dürfen; das ändern Sie im Browser unter „Dokumente“."
)
TAKE_FILE, LEAVE_FILE = "Aufnehmen", "Nicht aufnehmen"
FILE_LEFT = "Die Datei wird nicht aufgenommen."
FILE_LOST = "Telegram gibt die Datei nicht mehr heraus. Bitte schicken Sie sie noch einmal."
FILE_TOO_LARGE_HERE = (
    "„{name}“ ist für Telegram zu groß: Von dort bekomme ich höchstens {limit} MB. Bitte geben Sie die Datei im "
    "Browser unter „Dokumente“ ab."
)
FILE_FETCHED = "„{name}“ wird geholt …"
FILE_TAKEN = "„{name}“ wird eingelesen. Hier steht gleich, was daraus geworden ist."
FILE_OUTCOMES = {
    "added": "„{name}“ ist aufgenommen: {pages}, {passages}.",
    "updated": "„{name}“ ist in der neuen Fassung aufgenommen: {pages}, {passages}.",
    "unchanged": "„{name}“ war schon aufgenommen; es hat sich nichts geändert.",
    "refused": "„{name}“ ist nicht aufgenommen: {reason}",
}
FILE_PAGE, FILE_PAGES = "1 Seite", "{count} Seiten"
FILE_PASSAGE, FILE_PASSAGES = "1 Textstelle", "{count} Textstellen"
FILES_MORE = "Und {count} weitere Dateien; im Browser zeigt „Dokumente“ alle."

# What stands in an answer
CUT = " …"
CUT_BEFORE = "… "
PLACE = "{title}, S.\N{NO-BREAK SPACE}{page}"
UNPROVEN = "[{why}]"
REMARK = "⚠ {remark}"
REPORTING = (
    "Wenn Sie die Frage melden, erhält die Redaktion nur ihren Wortlaut. Er bleibt dort, auch wenn Sie das Gespräch "
    "löschen."
)

# Below an answer
CHOSEN = "✓ {name}"
IN_THE_BROWSER = "Im Browser weiterlesen"
ASKED = "<i>Ihre Frage:</i> {question}"
THANKS = "Danke für Ihre Rückmeldung."
WHAT_IS_WRONG = "Danke. Was stimmt nicht? Sie können Gründe auswählen."
WITHDRAWN = "Ihre Rückmeldung ist zurückgenommen."

# Sources
SOURCE_GONE = "Diese Quelle können Sie nicht (mehr) sehen. Fragen Sie noch einmal, dann gilt der heutige Bestand."
ORIGINAL_PDF = "Original-PDF"
ORIGINAL_FILE = "Original-Datei"
FILE_TOO_LARGE = (
    "„{name}“ ist mit {size} MB zu groß für Telegram; möglich sind {largest} MB. Im Browser steht die Datei unter "
    "„Dokumente“ beim Dokument „{title}“."
)
NO_DOCUMENTS = "Der Bestand ist noch leer. Bitte fragen Sie wieder, wenn Dokumente aufgenommen sind."
SOURCES_OF = "<b>Quellen zu Ihrer Frage</b>\n<i>{question}</i>"

# Filters
FILTER_TITLE = "Worin soll gesucht werden?"
FILTER_HINT = "Was Sie hier wählen, gilt für Ihre nächsten Fragen, bis Sie es ändern."
FILTER_NONE = "Es gibt noch keine Dokumente, nach deren Angaben sich wählen ließe."
FILTER_EVERY = "Alle"
FILTER_BACK = "Zurück zur Übersicht"
FILTER_BEFORE = "« Vorige"
FILTER_MORE = "Weitere »"
FILTER_REMOVE_ALL = "Alle Filter entfernen"
FILTER_GONE = "Diesen Wert gibt es im Bestand nicht mehr. /filter zeigt, was es jetzt gibt."
