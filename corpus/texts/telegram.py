"""What the bot says at Telegram, and what is said of it; messages are HTML, as far as Telegram knows it."""

# The menu and what Telegram shows of the bot; plain text
MENU = {
    "neu": "Neue Frage beginnen",
    "hilfe": "So fragen Sie",
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
NO_FILE = "Dateien kann ich hier nicht annehmen. Bitte schreiben Sie Ihre Frage auf."
ONLY_TEXT = "Ich verstehe nur geschriebene Fragen. Was möchten Sie wissen?"

# Who may ask
THIS_HOUSE = "dieses Hauses"
NOT_ADMITTED = (
    "Hier dürfen nur Personen fragen, die die Verwaltung {house} eingetragen hat. Ihre Nummer bei Telegram ist "
    "<code>{number}</code>; bitte geben Sie sie dort an."
)
NOT_ADMITTED_PAIR = (
    "Hier dürfen nur Personen mit einem Konto {house} fragen. Haben Sie eines? Dann holen Sie sich dort unter „Konto“ "
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
