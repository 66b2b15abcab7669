"""Sentences about files: what cannot be read and why, what was left out, what a metadata file says wrongly."""

# Kinds of file as they are named in the sentences below.
PDF = "eine PDF-Datei"
DOCX = "ein Word-Dokument (.docx)"
HTML = "eine HTML-Seite"
MARKDOWN = "eine Markdown-Datei"
PLAIN_TEXT = "eine Textdatei"
PPTX = "eine PowerPoint-Präsentation (.pptx)"
XLSX = "eine Excel-Tabelle (.xlsx)"
ODT = "ein OpenDocument-Text (.odt)"
OPEN_DOCUMENT = "eine OpenDocument-Datei (LibreOffice)"
EPUB = "ein E-Book (EPUB)"
ZIP = "ein ZIP-Archiv"
OTHER_ARCHIVE = "ein gepacktes Archiv"
IMAGE = "ein Bild"
RTF = "eine RTF-Datei"
OLD_OFFICE = "ein Office-Dokument im alten Format (wie .doc)"
OLD_WORD = "ein Word-Dokument im alten Format (.doc)"
OLD_EXCEL = "eine Excel-Tabelle im alten Format (.xls)"
OLD_POWERPOINT = "eine PowerPoint-Präsentation im alten Format (.ppt)"
MACRO_WORD = "ein Word-Dokument mit Makros (.docm)"
MACRO_EXCEL = "eine Excel-Tabelle mit Makros (.xlsm)"
MACRO_POWERPOINT = "eine PowerPoint-Präsentation mit Makros (.pptm)"
TEMPLATE_WORD = "eine Word-Vorlage (.dotx)"
TEMPLATE_EXCEL = "eine Excel-Vorlage (.xltx)"
TEMPLATE_POWERPOINT = "eine PowerPoint-Vorlage (.potx)"
TEMPLATE_ODT = "eine OpenDocument-Vorlage (.ott)"
BINARY_EXCEL = "eine Excel-Tabelle im Binärformat (.xlsb)"
SLIDE_SHOW = "eine PowerPoint-Bildschirmpräsentation (.ppsx)"
MASTER_ODT = "ein OpenDocument-Globaldokument (.odm)"
WEB_ODT = "eine OpenDocument-Webseitenvorlage (.oth)"
ODS = "eine OpenDocument-Tabelle (.ods)"
ODP = "eine OpenDocument-Präsentation (.odp)"
ODG = "eine OpenDocument-Zeichnung (.odg)"
DATA_FILE = "eine Datendatei (wie CSV, JSON oder XML)"
UNKNOWN = "eine Datei unbekannter Art"

EMPTY_FILE = "„{name}“ ist leer (0 Byte). Bitte prüfen Sie, ob die Datei vollständig kopiert wurde."
NO_SUCH_FILE = "„{name}“ lässt sich nicht öffnen ({reason}). Bitte prüfen Sie den Pfad und die Leserechte."
WRONG_ENDING = (
    "„{name}“ trägt die Endung {ending}, ist aber {kind}. "
    "Bitte speichern Sie die Datei in dem Format, das die Endung nennt, oder berichtigen Sie die Endung."
)
UNSUPPORTED = (
    "„{name}“ ist {kind}; solche Dateien können nicht aufgenommen werden. "
    "Bitte speichern Sie den Inhalt als PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), "
    "OpenDocument-Text (.odt), HTML, Markdown oder Text und nehmen Sie ihn so auf."
)
SAVE_AS = (
    "„{name}“ ist {kind}; solche Dateien können nicht aufgenommen werden. "
    "Bitte öffnen Sie die Datei im ursprünglichen Programm oder in LibreOffice und speichern Sie sie als {target}."
)
# What to save a kind as that a program can write in another format.
TARGETS = {
    OLD_OFFICE: ".docx, .xlsx, .pptx oder PDF",
    OLD_WORD: ".docx oder PDF",
    OLD_EXCEL: ".xlsx oder PDF",
    OLD_POWERPOINT: ".pptx oder PDF",
    MACRO_WORD: ".docx ohne Makros",
    MACRO_EXCEL: ".xlsx ohne Makros",
    MACRO_POWERPOINT: ".pptx ohne Makros",
    TEMPLATE_WORD: ".docx",
    TEMPLATE_EXCEL: ".xlsx",
    TEMPLATE_POWERPOINT: ".pptx",
    TEMPLATE_ODT: ".odt",
    BINARY_EXCEL: ".xlsx",
    SLIDE_SHOW: ".pptx",
    MASTER_ODT: ".odt oder PDF",
    WEB_ODT: ".odt oder HTML",
    ODS: ".xlsx oder PDF",
    ODP: ".pptx oder PDF",
    ODG: "PDF",
    OPEN_DOCUMENT: ".odt oder PDF",
    RTF: ".docx, .odt oder PDF",
}
PROTECTED = (
    "„{name}“ ist mit einem Kennwort geschützt. Bitte entfernen Sie das Kennwort im ursprünglichen Programm "
    "(in Microsoft Office unter Datei > Informationen, in LibreOffice beim Speichern) "
    "und nehmen Sie die Datei erneut auf."
)
DAMAGED_PACKAGE = (
    "„{name}“ ist beschädigt oder nicht vollständig kopiert worden und lässt sich nicht öffnen. "
    "Bitte besorgen Sie die Datei noch einmal oder speichern Sie sie im ursprünglichen Programm neu."
)
IMAGE_FILE = (
    "„{name}“ ist ein Bild und enthält keinen lesbaren Text. "
    "Bitte wandeln Sie es mit einer Texterkennung (OCR) in eine PDF-Datei mit Text um."
)
ARCHIVE_TOO_LARGE = (
    "„{name}“ enthält ungewöhnlich viele gepackte Teile und wird deshalb nicht geöffnet. "
    "Bitte speichern Sie das Dokument im ursprünglichen Programm neu oder als PDF."
)
BINARY_TEXT = (
    "„{name}“ enthält keinen Text, sondern Binärdaten. "
    "Bitte nehmen Sie das ursprüngliche Dokument als PDF, Word (.docx) oder Text auf."
)
NO_TEXT = "„{name}“ enthält keinen lesbaren Text. Bitte prüfen Sie, ob es die richtige Datei ist."

READER_TIMEOUT = (
    "„{name}“ ließ sich nicht innerhalb von {seconds} Sekunden lesen: Die Datei ist beschädigt oder zu groß. "
    "Bitte speichern Sie sie neu oder teilen Sie sie auf und versuchen Sie es dann erneut."
)
READER_MEMORY = (
    "„{name}“ braucht beim Lesen mehr als {megabytes} MB Arbeitsspeicher: Die Datei ist beschädigt oder zu groß. "
    "Bitte speichern Sie sie neu oder teilen Sie sie auf und versuchen Sie es dann erneut."
)
READER_FAILED = (
    "„{name}“ lässt sich nicht lesen: Die Datei ist beschädigt oder zu groß. "
    "Bitte öffnen Sie sie im ursprünglichen Programm, speichern Sie sie neu und versuchen Sie es dann erneut."
)

HIDDEN_TEXT_DROPPED = "Unsichtbarer Text wurde nicht übernommen ({count} Stellen), beginnend mit: „{sample}“"
HIDDEN_TEXT_DROPPED_ONCE = "Unsichtbarer Text wurde nicht übernommen: „{sample}“"
INKLESS_CHARACTERS = "{count} Zeichen ohne sichtbare Form"
COMMENTS_DROPPED = "Kommentare und gelöschter Text wurden nicht übernommen ({count} Stellen), beginnend mit: „{sample}“"
COMMENT_DROPPED = "Ein Kommentar oder gelöschter Text wurde nicht übernommen: „{sample}“"

SIDECAR_NOT_YAML = (
    "Die Angaben in „{name}“ lassen sich nicht lesen (Zeile {line}). "
    "Bitte schreiben Sie je Zeile eine Angabe in der Form Schlüssel: Wert."
)
SIDECAR_TOO_LARGE = "„{name}“ ist zu groß für eine Datei mit Angaben zum Dokument (höchstens {limit} kB)."
SIDECAR_NOT_TEXT = "„{name}“ ist nicht in UTF-8 gespeichert. Bitte speichern Sie die Datei als UTF-8-Text."
SIDECAR_NO_PAIRS = "„{name}“ enthält keine Angaben der Form Schlüssel: Wert. Möglich sind: {known}."
SIDECAR_UNKNOWN_KEY = "In „{name}“ steht die unbekannte Angabe „{key}“. Möglich sind: {known}."
SIDECAR_VALUE = "In „{name}“ ist die Angabe „{key}“ ungültig ({value}): Erwartet wird {expected}."
EXPECTED_TEXT = "ein Text in einer Zeile"
EXPECTED_YEAR = "eine Jahreszahl wie 2023"
EXPECTED_NUMBER = "eine ganze Zahl wie 12500"
EXPECTED_DATE = "ein Datum wie 2026-12-31 oder 31.12.2026"
EXPECTED_GROUPS = "'alle' oder Namen von Gruppen mit Komma dazwischen, wie Bauamt, Kämmerei"
EVERYBODY = "alle"
EXPECTED_LANGUAGE = "ein Sprachkürzel wie de oder en"
