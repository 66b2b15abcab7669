"""Sentences around the pages about the offer itself; their contents are the Markdown files in `information/`."""

TITLES = {
    "barrierefreiheit": "Erklärung zur Barrierefreiheit",
    "datenschutz": "Datenschutz",
    "impressum": "Impressum",
}
HOUSE_UNNAMED = "die Stelle, die diesen Dienst betreibt"
NO_CONTACT = "die Person, die Ihnen Transferlotse eingerichtet hat"
MODEL_QUOTE = "Antworten sind wörtliche Zitate und entstehen auf dem Rechner, auf dem Transferlotse läuft."
MODEL_CHAT = (
    "Antworten schreibt das Sprachmodell „{model}“, das dieses Haus eingerichtet hat; Ihre Frage und die gefundenen "
    "Textstellen gehen nur an dieses. **Bitte ergänzen:** wo es läuft und wer es betreibt."
)
REPORT_TITLE = "Barriere melden"
REPORT_BODY = (
    "Ist Ihnen etwas nicht zugänglich oder fehlt Ihnen eine Information in einer Form, die Sie nutzen können? "
    "Bitte sagen Sie uns, auf welcher Seite und womit Sie arbeiten."
)
REPORT_MAIL = "Barriere per E-Mail melden: {address}"
REPORT_SUBJECT = "Barriere in Transferlotse"
REPORT_WITHOUT_MAIL = "Wenden Sie sich bitte an {contact}."
LOGO_ALT = "Zur Startseite: {name}"

UNREADABLE = "„{path}“ lässt sich nicht lesen ({setting}). Bitte prüfen Sie den Pfad und die Rechte."
LOGO_KIND = "„{path}“ ist kein Bild, das hier gezeigt werden kann (TRANSFERLOTSE_LOGO_FILE): möglich sind SVG und PNG."
TOO_LARGE = "„{path}“ ist größer als {limit} kB ({setting}). Bitte nehmen Sie eine kleinere Datei."
A_DAY = "einen Tag"
DAYS = "{count} Tage"
