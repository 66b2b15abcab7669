"""Sentences of the page 'Protokoll': what editors, administrators and commands did."""

TITLE = "Protokoll"
LEAD = (
    "Was Redaktion und Verwaltung geändert haben, auch mit Befehlen auf dem Server. "
    "Einträge werden nach {days} Tagen gelöscht; Namen verschwinden mit dem, was sie benennen."
)
BACK = "Zur Verwaltung"

# What was done
ACTS = {
    "file.add": "Datei abgegeben",
    "file.stop": "Aufnahme einer Datei abgebrochen",
    "file.retry": "Aufnahme einer Datei wiederholt",
    "file.hide": "Meldung zu einer Datei ausgeblendet",
    "document.replace": "Datei eines Dokuments ersetzt",
    "document.describe": "Angaben zu einem Dokument geändert",
    "document.audience": "Sichtbarkeit eines Dokuments geändert",
    "document.remove": "Dokument gelöscht",
    "gap.change": "Stand einer offenen Frage geändert",
    "gap.remove": "Offene Frage gelöscht",
    "setting.change": "Einstellung geändert",
    "setting.reset": "Einstellung zurückgesetzt",
    "check.model": "Sprachmodell geprüft",
    "check.holdings": "Bestand geprüft",
    "person.invite": "Person eingeladen",
    "person.first": "Link für die erste Verwaltung ausgegeben",
    "person.role": "Rolle geändert",
    "person.groups": "Gruppen geändert",
    "person.disable": "Person gesperrt",
    "person.enable": "Person freigegeben",
    "person.link": "Link für ein Passwort ausgegeben",
    "person.remove": "Person gelöscht",
}

# Who did it
BY = {"person": "gelöschte Person", "command": "Befehl auf dem Server", "anybody": "ohne Anmeldung"}

# What it was done to
GONE = {
    "file": "Datei, über die nichts mehr gespeichert ist",
    "document": "Dokument, das es nicht mehr gibt",
    "gap": "Frage, die nicht mehr gespeichert ist",
    "person": "Person, die es nicht mehr gibt",
}

# The page
FILTER = "Protokoll filtern"
PERSON = "Wer"
ACT = "Was"
EVERYBODY = "Alle"
EVERY_ACT = "Alles"
SHOW = "Anzeigen"
WHEN = "Wann"
WHO = "Wer"
WHAT = "Was"
SUBJECT = "Woran"
NONE = "Dazu ist nichts festgehalten."
NONE_YET = "Noch ist nichts festgehalten."
ONE = "1 Eintrag"
COUNTED = "{count} Einträge"
PAGES = "Seiten des Protokolls"
NEWER = "Neuere"
OLDER = "Ältere"
PAGE_OF = "Seite {page} von {pages}"
AS_CSV = "Als CSV-Datei"
