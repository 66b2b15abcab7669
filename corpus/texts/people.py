"""Every German sentence about people: signing in, the account, who may do what."""

ROLES = {"reader": "Lesen", "editor": "Redaktion", "administrator": "Verwaltung"}

# What goes wrong
SIGN_IN_NEEDED = "Sie sind nicht (mehr) angemeldet. Bitte melden Sie sich an."
PAGE_OUTDATED = (
    "Die Seite gehört zu einer früheren Anmeldung; es wurde nichts gesendet. "
    "Bitte gehen Sie eine Seite zurück, laden Sie sie neu und senden Sie dann noch einmal."
)
NOT_ALLOWED = "Dafür reicht Ihre Rolle nicht aus. Wenn Sie es brauchen, fragen Sie Ihre Verwaltung."
WRONG_NAME_OR_PASSWORD = "Name oder Passwort stimmen nicht. Bitte prüfen Sie beides."
WRONG_OLD_PASSWORD = "Das bisherige Passwort stimmt nicht. Bitte geben Sie es noch einmal ein."
DISABLED = "Ihr Zugang ist gesperrt. Bitte wenden Sie sich an Ihre Verwaltung."
TOO_MANY_ATTEMPTS = (
    "Das Passwort war zu oft falsch. Bitte warten Sie {minutes} Minuten, "
    "oder lassen Sie sich von Ihrer Verwaltung einen Link für ein neues Passwort geben."
)
ENTRY_BUSY = "Gerade melden sich sehr viele an. Bitte versuchen Sie es gleich noch einmal."
SIGN_IN_NAME_FORM = (
    "Der Anmeldename hat 1 bis {longest} Zeichen und keine Leerzeichen. Bitte wählen Sie einen anderen, "
    "zum Beispiel die E-Mail-Adresse."
)
NAME_FORM = "Der Name hat 1 bis {longest} Zeichen in einer Zeile und kein Komma. Bitte geben Sie einen anderen ein."
NAME_TAKEN = "Diesen Anmeldenamen hat schon jemand. Bitte wählen Sie einen anderen."
GROUP_NAME_FORM = "Ein Gruppenname hat 1 bis {longest} Zeichen in einer Zeile. Bitte ändern Sie ihn."
GROUP_NAME_EVERYBODY = (
    "„{name}“ kann keine Gruppe heißen: So heißt, was für alle bestimmt ist. Für alle lassen Sie die Gruppen leer."
)
PASSWORD_LENGTH = (
    "Das Passwort braucht {shortest} bis {longest} Zeichen. Mehrere Wörter hintereinander sind gut geeignet."
)
PASSWORD_IS_NAME = "Das Passwort darf nicht der Anmeldename sein. Bitte wählen Sie ein anderes."
PASSWORDS_DIFFER = "Die beiden neuen Passwörter sind verschieden. Bitte geben Sie beide noch einmal ein."
MAIL_FAILED = "Die Mail ließ sich nicht abgeben. Bitte versuchen Sie es später noch einmal."
MAIL_SETTINGS = "Zu TRANSFERLOTSE_SMTP_HOST gehört eine Absenderadresse. Bitte tragen Sie TRANSFERLOTSE_MAIL_FROM ein."
FORGOTTEN_TOO_OFTEN = (
    "Ein Link wurde gerade zu oft angefordert. Bitte warten Sie {minutes} Minuten und sehen Sie in Ihr Postfach."
)
PROVIDER_DOWN = (
    "Der Anmeldedienst antwortet gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal; "
    "wer hier ein Passwort hat, kann sich damit anmelden."
)
PROVIDER_UNUSABLE = (
    "Der Anmeldedienst ist nicht richtig eingerichtet. Bitte geben Sie Ihrer Verwaltung Bescheid: "
    "Seine Angaben passen nicht zu TRANSFERLOTSE_OIDC_ISSUER, oder eine Adresse ist nicht verschlüsselt."
)
PROVIDER_REFUSED = "Der Anmeldedienst hat die Anmeldung nicht bestätigt. Bitte beginnen Sie noch einmal."
PROVIDER_CANCELLED = "Sie haben die Anmeldung abgebrochen. Bitte beginnen Sie noch einmal."
PROVIDER_NOT_BEGUN = (
    "Diese Anmeldung wurde nicht in diesem Browser begonnen, ist zu lange her oder schon benutzt. "
    "Bitte beginnen Sie noch einmal."
)
PROVIDER_CLOCK = (
    "Die Bestätigung des Anmeldedienstes ist abgelaufen oder kommt aus der Zukunft. Bitte beginnen Sie noch einmal; "
    "bleibt es dabei, geben Sie Ihrer Verwaltung Bescheid, dass die Uhren nicht übereinstimmen."
)
PROVIDER_NOT_ADMITTED = (
    "Ihr Konto ist hier nicht freigegeben: Es gehört zu keiner der Gruppen, die zugelassen sind. "
    "Bitte wenden Sie sich an Ihre Verwaltung."
)
PROVIDER_SETTINGS = (
    "Zu TRANSFERLOTSE_OIDC_ISSUER (mit https) gehören TRANSFERLOTSE_OIDC_CLIENT_ID und "
    "TRANSFERLOTSE_OIDC_CLIENT_SECRET. Bitte tragen Sie alle drei ein, oder keine."
)
FROM_PROVIDER = (
    "Diese Person meldet sich mit einem Konto des Anmeldedienstes an; Name, Rolle, Gruppen und Passwort "
    "werden dort geändert und gelten ab der nächsten Anmeldung."
)
MAIL_ADDRESS_FORM = "Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise, zum Beispiel name@stadt.example."
TOKEN_INVALID = (
    "Dieser Schlüssel gilt nicht (mehr): Er ist abgelaufen, widerrufen oder nicht vollständig. "
    "Unter „Konto“ legen Sie einen neuen an."
)
TOKEN_FOR_PROGRAMS = "Schlüssel für Programme gelten nur unter /api/v1. Für die Seiten melden Sie sich bitte an."
TOKEN_SCOPE_TOO_WIDE = "Ein Schlüssel darf nicht mehr als Sie selbst. Bitte wählen Sie einen kleineren Umfang."
TOKEN_DAYS = "Ein Schlüssel gilt {days} Tage. Bitte wählen Sie eine dieser Zeiten."
TOKENS_TOO_MANY = "Mehr als {most} Schlüssel kann niemand haben. Bitte widerrufen Sie zuerst einen."
TOKEN_NOT_FOUND = "Diesen Schlüssel gibt es nicht (mehr). „Konto“ zeigt Ihre Schlüssel."
PERSON_NOT_FOUND = "Diese Person gibt es hier nicht (mehr). „Personen“ zeigt alle."
NO_SUCH_NAME = "Mit dem Namen „{name}“ meldet sich hier niemand an. 'python -m assistant people list' zeigt alle."
LAST_ADMINISTRATOR = "Danach könnte niemand mehr verwalten. Geben Sie zuerst einer anderen Person die Rolle Verwaltung."
HAS_ADMINISTRATOR = (
    "Es gibt schon eine Verwaltung. Wer sein Passwort nicht mehr weiß, bekommt mit "
    "'python -m assistant people reset NAME' einen Link für ein neues."
)
LINK_GONE = (
    "Dieser Link gilt nicht (mehr): Er ist schon benutzt, abgelaufen oder durch einen neueren ersetzt. "
    "Bitte lassen Sie sich von Ihrer Verwaltung einen neuen geben."
)
LINK_FOR_DISABLED = "Dieser Zugang ist gesperrt. Geben Sie ihn zuerst frei, dann gibt es einen neuen Link."

# The header
ACCOUNT_OF = "{name}: Konto"
ACCOUNT = "Konto"
OWN_DATA = "Meine Daten"
SIGN_IN = "Anmelden"
SIGN_OUT = "Abmelden"
ADMINISTRATION = "Verwaltung"

# Signing in
SIGN_IN_LEAD = "Melden Sie sich mit dem Namen an, den Sie mit der Einladung bekommen haben."
SIGN_IN_HERE = "Mit Anmeldename und Passwort"
SIGN_IN_NAME = "Anmeldename"
PASSWORD = "Passwort"
SHOW_PASSWORD = "Passwort anzeigen"
FORGOTTEN = "Passwort vergessen? Ihre Verwaltung gibt Ihnen einen Link, mit dem Sie ein neues wählen."
FORGOTTEN_TITLE = "Passwort vergessen?"
FORGOTTEN_LEAD = (
    "Geben Sie Ihren Anmeldenamen ein. Sie bekommen eine Mail mit einem Link, mit dem Sie ein neues wählen."
)
FORGOTTEN_SEND = "Link anfordern"
FORGOTTEN_SENT = "Wenn es diesen Anmeldenamen mit einer E-Mail-Adresse gibt, ist eine Mail mit einem Link unterwegs."
FORGOTTEN_NOTHING = (
    "Kommt in einigen Minuten nichts an, sehen Sie bitte auch im Spam-Ordner nach, "
    "oder lassen Sie sich von Ihrer Verwaltung einen Link geben."
)
NOT_SET_UP = "Hier gibt es keine Anmeldung"
NOT_SET_UP_BODY = (
    "Die Anmeldung ist nicht eingerichtet: Wer diese Seite erreicht, kann alles nutzen. "
    "Eingeschaltet wird sie mit der Einstellung TRANSFERLOTSE_SIGN_IN."
)
TO_QUESTIONS = "Zu den Fragen"
ENDED = "Ihre Anmeldung ist abgelaufen"
ENDED_BODY = "Es wurde noch nichts gesendet."
ENDED_STEPS = "Melden Sie sich in einem neuen Fenster an und senden Sie dann von hier; Ihre Frage steht noch da."

SEND_AGAIN = "Bitte senden Sie Ihre Frage noch einmal"
SEND_AGAIN_BODY = "Sie haben sich inzwischen neu angemeldet. Ihre Frage steht noch da; es wurde noch nichts gesendet."
SIGN_IN_ELSEWHERE = "In neuem Fenster anmelden"
TO_SIGN_IN = "Zur Anmeldung"

# Setting a password by a link
FIRST_LINK = (
    "Es gibt noch keine Verwaltung. Mit diesem Link richten Sie sie ein (24 Stunden gültig, einmal benutzbar):\n{url}"
)
FIRST_LINK_OUT = (
    "Es gibt noch keine Verwaltung. Den Link, mit dem Sie sie einrichten, hat schon ein anderer Prozess ausgegeben; "
    "einen neuen gibt der Befehl 'python -m assistant people first-admin'."
)
LINK_TITLES = {
    "first": "Verwaltung einrichten",
    "invitation": "Willkommen bei Transferlotse",
    "reset": "Neues Passwort wählen",
}
FIRST_LEAD = "Sie sind die erste Person hier und bekommen die Rolle Verwaltung. Danach laden Sie andere ein."
LINK_LEAD = "{name}, Sie melden sich künftig als „{sign_in_name}“ an. Bitte wählen Sie dafür ein Passwort."
NAME = "Name"
NAME_HINT = "So sehen Sie andere in der Verwaltung."
SIGN_IN_NAME_HINT = "Eine E-Mail-Adresse oder ein kurzer Name ohne Leerzeichen."
NEW_PASSWORD = "Neues Passwort"
PASSWORD_HINT = "{shortest} bis {longest} Zeichen. Mehrere Wörter hintereinander sind gut zu merken."
PASSWORD_AGAIN = "Neues Passwort wiederholen"
SET_PASSWORD = "Passwort speichern und anmelden"

# The account
ACCOUNT_LEAD = "Angemeldet als „{sign_in_name}“ mit der Rolle {role}."
NAME_CHANGED = "Der Name ist geändert."
PASSWORD_CHANGED = (
    "Das Passwort ist geändert, alle anderen Anmeldungen sind beendet. Schlüssel für Programme gelten weiter."
)
CONVERSATIONS_REMOVED = "Alle Gespräche sind gelöscht."
EMAIL = "E-Mail-Adresse"
EMAIL_OPTIONAL = "E-Mail-Adresse (freiwillig)"
EMAIL_HINT = "Dorthin geht die Einladung. Ohne Adresse bekommen Sie den Link und geben ihn weiter."
EMAIL_HINT_OFF = "Mails sind nicht eingerichtet; Sie bekommen den Link und geben ihn weiter."
EMAIL_OWN_HINT = "Dorthin geht ein Link, wenn Sie Ihr Passwort vergessen haben. Leer lassen für keine Adresse."
EMAIL_CHANGED = "Die E-Mail-Adresse ist gespeichert."
SAVE_EMAIL = "Adresse speichern"
FROM_PROVIDER_HERE = "Ihr Konto verwaltet der Anmeldedienst: Name, Passwort und Gruppen ändern Sie dort."
CHANGE_NAME = "Name ändern"
CHANGE_PASSWORD = "Passwort ändern"
OLD_PASSWORD = "Bisheriges Passwort"
SESSIONS = "Anmeldungen"
SESSIONS_LEAD = "Hier sind Sie zurzeit angemeldet. Eine Anmeldung endet nach 12 Stunden ohne Nutzung von selbst."
SESSION_BEGUN = "Angemeldet"
SESSION_SEEN = "Zuletzt genutzt"
SESSION_PLACE = "Wo"
SESSION_HERE = "diese Anmeldung"
SESSION_ELSEWHERE = "anderes Gerät oder anderes Fenster"
SIGN_OUT_EVERYWHERE = "Überall abmelden"
TOKENS = "Schlüssel für Programme"
TOKENS_LEAD = (
    "Mit einem Schlüssel fragt ein Programm in Ihrem Namen, ohne Ihr Passwort zu kennen. "
    "Er darf nie mehr als Sie selbst, auch wenn sich Ihre Rolle ändert."
)
TOKENS_COUNT = "Schlüssel für Programme: {count}"
TOKEN_NAME = "Bezeichnung"
TOKEN_NAME_HINT = "Wofür Sie ihn brauchen, zum Beispiel „Intranet-Suche“."
TOKEN_SCOPE = "Umfang"
TOKEN_DAYS_LABEL = "Gültig"
TOKEN_FOR_DAYS = "{days} Tage"
TOKEN_UNTIL = "Gültig bis"
TOKEN_USED = "Zuletzt benutzt"
TOKEN_CREATE = "Schlüssel anlegen …"
TOKEN_CREATE_NOW = "Anlegen"
TOKEN_REVOKE = "Widerrufen"
TOKEN_REVOKE_OF = "Widerrufen: {name}"
TOKEN_REVOKED = "Der Schlüssel ist widerrufen und gilt ab sofort nicht mehr."
TOKEN_NEW = "Neuer Schlüssel"
TOKEN_SHOWN = "Tragen Sie diesen Schlüssel („{name}“) in das Programm ein, das ihn braucht."
TOKEN = "Schlüssel"
TOKEN_ONCE = (
    "Er wird nur jetzt angezeigt. Wer ihn hat, fragt in Ihrem Namen: Bewahren Sie ihn auf wie ein Passwort, "
    "und widerrufen Sie ihn unter „Konto“, wenn er in falsche Hände gerät."
)
TO_ACCOUNT = "Zurück zum Konto"
TELEGRAM = "Telegram"
TELEGRAM_LEAD = (
    "Sie können auch bei Telegram fragen, in einem Chat mit @{username}. "
    "Ihre Gespräche, Rechte und Rückmeldungen sind dort dieselben wie hier."
)
TELEGRAM_LEAVES = (
    "Was Sie dort schreiben und bekommen, verlässt das Haus: Fragen, Antworten, Textstellen, Bilder von Seiten und "
    "Dateien liegen dann auch bei Telegram, einem Anbieter außerhalb der Europäischen Union, und können dort gelesen "
    "werden. Schreiben Sie dort nichts Vertrauliches und keine Angaben über Personen."
)
TELEGRAM_NOT_READY = "Die Verbindung zu Telegram steht gerade nicht. Bitte versuchen Sie es später noch einmal."
TELEGRAM_OFF = "Telegram ist hier nicht mehr eingerichtet; früher verbundene Chats können Sie noch lösen."
TELEGRAM_CONNECT = "Mit Telegram verbinden"
TELEGRAM_CHATS = "Verbundene Chats"
TELEGRAM_CHAT = "Chat"
TELEGRAM_SINCE = "Verbunden seit"
TELEGRAM_UNPAIR = "Verbindung lösen"
TELEGRAM_UNPAIR_OF = "Verbindung lösen: {name}"
TELEGRAM_UNPAIRED = "Die Verbindung ist gelöst. Ihre Gespräche bleiben hier; den Verlauf bei Telegram löschen Sie dort."
TELEGRAM_A_YEAR = "Eine Verbindung gilt ein Jahr; ein neues Passwort über einen Link beendet sie sofort."
PAIRING_LEAD = "Verbinden Sie einen Chat mit Ihrem Konto. Der Code gilt zehn Minuten und nur einmal."
PAIRING_CODE = "Ihr Code"
PAIRING_HERE = "Auf diesem Gerät"
PAIRING_OPEN = "Chat mit @{username} öffnen"
PAIRING_START = "Telegram fragt nach; drücken Sie dort auf „Starten“."
PAIRING_PHONE = "Mit dem Telefon"
PAIRING_SCAN = "Richten Sie die Kamera des Telefons auf dieses Bild und folgen Sie dem Link:"
PAIRING_QR = "QR-Code, der denselben Chat öffnet wie der Link darüber"
PAIRING_BY_HAND = "Von Hand"
PAIRING_WRITE = "Schreiben Sie an @{username}:"
PAIRING_COMMAND = "/verbinden {code}"
PAIRING_ONCE = (
    "Der Code wird nur jetzt angezeigt. Wer ihn hat, fragt in Ihrem Namen: Geben Sie ihn niemandem, "
    "und folgen Sie keinem solchen Link, den Ihnen jemand anders schickt."
)
CHAT_NOT_FOUND = "Diese Verbindung gibt es nicht (mehr). „Konto“ zeigt alle, die es gibt."
WRONG_CODE = (
    "Dieser Code gilt nicht oder nicht mehr: Er gilt zehn Minuten und nur einmal. "
    "Einen neuen bekommen Sie im Browser unter „Konto“."
)
TOO_MANY_CODES = "Das waren zu viele falsche Codes. Bitte warten Sie {minutes} Minuten, bevor Sie es erneut versuchen."
CODE_IN_GROUP = (
    "In einer Gruppe geht das nicht, denn alle hier haben den Code gelesen. Er gilt nicht mehr. "
    "Bitte schreiben Sie mir einen neuen allein."
)
DATA_NONE = "Von Ihnen sind keine Gespräche gespeichert."
DATA_ONE = "Von Ihnen ist 1 Gespräch mit Fragen, Antworten und Rückmeldungen gespeichert."
DATA_SEVERAL = "Von Ihnen sind {count} Gespräche mit Fragen, Antworten und Rückmeldungen gespeichert."
HOUSE_DATA_NONE = "Es sind keine Gespräche gespeichert."
HOUSE_DATA_ONE = "Gespeichert ist 1 Gespräch mit Fragen, Antworten und Rückmeldungen."
HOUSE_DATA_SEVERAL = "Gespeichert sind {count} Gespräche mit Fragen, Antworten und Rückmeldungen."
HOUSE_DATA_LEAD = "Hier meldet sich niemand an; die Daten gehören allen, die diese Seite nutzen."
DATA_FILE = "meine-daten.json"
DOWNLOAD_DATA = "Als JSON-Datei herunterladen"
REMOVE_CONVERSATIONS = "Alle Gespräche löschen …"
REMOVE_CONVERSATIONS_WARNING = "Alle Gespräche mit Fragen, Antworten und Rückmeldungen werden endgültig gelöscht."
REMOVE_NOW = "Endgültig löschen"
REMOVE_ACCOUNT = "Konto löschen"
REMOVE_ACCOUNT_LEAD = "Ihr Konto und alle Ihre Gespräche werden endgültig gelöscht. Dokumente bleiben erhalten."
REMOVE_ACCOUNT_OPEN = "Konto löschen …"
REMOVE_ACCOUNT_PROOF = "Passwort zur Bestätigung"

# Administering people
PERSONS = "Personen"
PERSONS_NONE = "Noch ist niemand eingetragen."
PERSONS_OFF = (
    "Die Anmeldung ist nicht eingerichtet: Wer diese Seite erreicht, kann alles nutzen. "
    "Mit der Einstellung TRANSFERLOTSE_SIGN_IN schalten Sie sie ein; erst dann können Sie Personen einladen."
)
COLUMN_ROLE = "Rolle"
COLUMN_STATE = "Stand"
COLUMN_LAST_SEEN = "Zuletzt da"
COLUMN_CHANGES = "Ändern"
STATES = {"invited": "Eingeladen", "active": "Aktiv", "disabled": "Gesperrt"}
NEVER = "noch nie"
PROVIDER_ACCOUNT = "Konto des Anmeldedienstes"
CHANGE = "Ändern"
CHANGE_OF = "Ändern: {name}"
ROLE_OF = "Rolle von {name}"
SAVE_ROLE = "Rolle speichern"
GROUPS = "Gruppen"
GROUPS_OF = "Gruppen von {name}"
GROUPS_HINT = "Durch Kommas getrennt. Wer zu einer Gruppe gehört, liest auch die Dokumente, die nur für sie sind."
GROUPS_KNOWN = "Bisher verwendet: {names}."
GROUPS_NONE = "keine"
SAVE_GROUPS = "Gruppen speichern"
BLOCK = "Sperren"
UNBLOCK = "Freigeben"
NEW_LINK = "Link für ein neues Passwort"
NEW_INVITATION = "Neuer Einladungslink"
REMOVE = "Löschen …"
REMOVE_WARNING = "{name} und alle Gespräche dieser Person werden endgültig gelöscht."
INVITE = "Person einladen"
INVITE_LEAD = "Sie bekommen einen Link, den Sie der Person geben. Damit wählt sie ihr Passwort."
ROLE = "Rolle"
ROLE_HINTS = {
    "reader": "fragen, eigene Gespräche, Dokumente lesen",
    "editor": "dazu Dokumente aufnehmen und ändern, Auswertung",
    "administrator": "dazu Personen und Verwaltung",
}
INVITE_NOW = "Einladen"
HAND_OVER = "Link für {name}"
HAND_OVER_INVITATION = "Geben Sie diesen Link an {name} weiter. Er gilt 7 Tage und lässt sich einmal benutzen."
HAND_OVER_RESET = (
    "Geben Sie diesen Link an {name} weiter. Er gilt 24 Stunden und lässt sich einmal benutzen; "
    "das neue Passwort beendet alle Anmeldungen und Schlüssel für Programme."
)
HAND_OVER_ONCE = "Er wird nur jetzt angezeigt. Wer ihn hat, kommt hinein: Geben Sie ihn nur der Person selbst."
HAND_OVER_SENT = "Eine Mail mit dem Link ist an {email} unterwegs."
HAND_OVER_SENT_AFTER = "Kommt sie nicht an, erzeugen Sie unter „Personen“ einen neuen Link."
HAND_OVER_FAILED = "Die Mail an {email} ließ sich nicht abgeben. Bitte geben Sie den Link selbst weiter."
LINK_LABEL = "Link"
TO_PERSONS = "Zurück zu den Personen"

# Mail
MAIL_FROM_NAME = "Transferlotse"
MAIL_SUBJECTS = {"invitation": "Ihre Einladung zu Transferlotse", "reset": "Neues Passwort für Transferlotse"}
MAIL_TEXTS = {
    "invitation": """Guten Tag {name},

Sie sind eingeladen, Transferlotse zu nutzen: {house}

Mit diesem Link wählen Sie Ihr Passwort. Er gilt 7 Tage und lässt sich einmal benutzen:

{link}

Danach melden Sie sich als „{sign_in_name}“ an.

Geben Sie den Link nicht weiter: Wer ihn hat, kommt hinein.
""",
    "reset": """Guten Tag {name},

mit diesem Link wählen Sie ein neues Passwort für {house}. Er gilt 24 Stunden und lässt sich einmal benutzen:

{link}

Ihr Anmeldename ist „{sign_in_name}“. Das neue Passwort beendet alle Anmeldungen und Schlüssel für Programme.

Haben Sie das nicht angefordert? Dann können Sie diese Mail löschen; Ihr Passwort bleibt, wie es ist.
""",
}

# The command line
HELP_PEOPLE = "Personen auflisten, einladen, ihre Rolle ändern, sperren; Links für Passwörter ausgeben."
HELP_LIST = "Alle Personen auflisten"
HELP_FIRST = "Den Link ausgeben, mit dem die erste Person die Verwaltung einrichtet"
HELP_INVITE = "Eine Person eintragen und ihren Einladungslink ausgeben"
HELP_RESET = "Einen Link für ein neues Passwort ausgeben; frühere gelten dann nicht mehr"
HELP_ROLE = "Einer Person eine Rolle geben"
HELP_GROUPS = "Festlegen, zu welchen Gruppen eine Person gehört; ohne Namen zu keiner"
HELP_GROUP_NAMES = "Namen der Gruppen; wer zu einer gehört, liest auch die Dokumente, die nur für sie sind"
HELP_DISABLE = "Eine Person sperren; sie ist sofort abgemeldet"
HELP_ENABLE = "Eine gesperrte Person wieder freigeben"
HELP_SIGN_IN_NAME = "Anmeldename der Person"
HELP_NAME = "Name, der angezeigt wird"
HELP_EMAIL = "E-Mail-Adresse, für vergessene Passwörter"
HELP_ROLE_VALUE = "reader (Lesen), editor (Redaktion) oder administrator (Verwaltung)"
LINK = "Link für {name}, einmal benutzbar: {url}"
ROLE_SET = "{name} hat jetzt die Rolle {role}."
GROUPS_SET = "Gruppen von {name}: {groups}."
IS_DISABLED = "{name} ist gesperrt und abgemeldet."
IS_ENABLED = "{name} ist wieder freigegeben."
