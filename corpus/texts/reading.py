"""Sentences about reading files; for PDF and office formats."""

EMPTY_FILE = "Die Datei „{name}“ ist leer. Bitte prüfen Sie das Original und laden Sie es noch einmal hoch."
NOT_A_PDF = (
    "Die Datei „{name}“ heißt zwar PDF, ist aber keine PDF-Datei. "
    "Bitte öffnen Sie sie im ursprünglichen Programm und speichern Sie sie als PDF."
)
NOT_A_DOCX = (
    "Die Datei „{name}“ ist keine Word-Datei im Format DOCX. "
    "Bitte öffnen Sie sie in Word oder LibreOffice und speichern Sie sie als DOCX oder PDF."
)
OLD_WORD = (
    "Die Datei „{name}“ hat das alte Word-Format (.doc) oder ist mit einem Kennwort geschützt. "
    "Bitte öffnen Sie sie in Word oder LibreOffice und speichern Sie sie ohne Kennwort als DOCX oder PDF."
)
PASSWORD_NEEDED = (
    "Die Datei „{name}“ ist mit einem Kennwort geschützt. "
    "Bitte entfernen Sie den Kennwortschutz und laden Sie sie dann noch einmal hoch."
)
UNKNOWN_PROTECTION = (
    "Die Datei „{name}“ ist auf eine Art verschlüsselt, die nicht gelesen werden kann. "
    "Bitte speichern Sie sie ohne Schutz und laden Sie sie dann noch einmal hoch."
)
DAMAGED = (
    "Die Datei „{name}“ ist beschädigt und lässt sich nicht lesen. "
    "Bitte besorgen Sie das Original noch einmal oder speichern Sie es neu."
)
ONE_PAGE_PDF_WITHOUT_TEXT = "Die Datei „{name}“ enthält keinen lesbaren Text, vermutlich ein Scan (1 Seite). {reason}"
PDF_WITHOUT_TEXT = "Die Datei „{name}“ enthält keinen lesbaren Text, vermutlich ein Scan ({all} Seiten). {reason}"
NO_TEXT_RECOGNISED = (
    "Die Datei „{name}“ enthält keinen lesbaren Text, und die Texterkennung hat keine Schrift gefunden. "
    "Bitte prüfen Sie, ob es die richtige Datei ist, oder scannen Sie sie deutlicher ein."
)
NO_TEXT = "Die Datei „{name}“ enthält keinen lesbaren Text. Bitte prüfen Sie, ob es die richtige Datei ist."

ONE_PAGE_WITHOUT_TEXT = (
    "1 von {all} Seiten enthält keinen oder kaum lesbaren Text (vermutlich ein Scan oder Bild) und wird nicht "
    "gefunden: Seite {pages}. {reason}"
)
PAGES_WITHOUT_TEXT = (
    "{count} von {all} Seiten enthalten keinen oder kaum lesbaren Text (vermutlich Scans oder Bilder) und werden nicht "
    "gefunden: Seiten {pages}. {reason}"
)
RECOGNITION_OFF = (
    "Die Texterkennung ist ausgeschaltet. Bitte schalten Sie sie ein (TRANSFERLOTSE_OCR=true) "
    "oder nehmen Sie eine Fassung mit Texterkennung (OCR) auf."
)
RECOGNITION_NOT_INSTALLED = (
    "Für die Texterkennung fehlt auf diesem Rechner das Programm Tesseract. Bitte lassen Sie die Pakete tesseract-ocr "
    "und tesseract-ocr-deu installieren oder nehmen Sie eine Fassung mit Texterkennung (OCR) auf."
)
RECOGNITION_WITHOUT_GERMAN = (
    "Der Texterkennung auf diesem Rechner fehlt die deutsche Sprache. Bitte lassen Sie das Paket tesseract-ocr-deu "
    "installieren oder nehmen Sie eine Fassung mit Texterkennung (OCR) auf."
)
RECOGNITION_FAILED = (
    "Die Texterkennung ist abgebrochen oder hat länger gebraucht als erlaubt ({seconds} Sekunden je Seite). "
    "Bitte versuchen Sie es noch einmal oder nehmen Sie eine Fassung mit Texterkennung (OCR) auf."
)
ONE_PAGE_RECOGNISED = (
    "Der Text von 1 von {all} Seiten stammt aus der Texterkennung und kann Lesefehler enthalten: Seite {pages}."
)
PAGES_RECOGNISED = (
    "Der Text von {count} von {all} Seiten stammt aus der Texterkennung und kann Lesefehler enthalten: Seiten {pages}."
)
ONE_PAGE_POORLY_RECOGNISED = (
    "Auf 1 von {all} Seiten ist die Schrift schlecht zu erkennen und der Text deshalb unsicher: Seite {pages}. "
    "Bitte vergleichen Sie ihn mit dem Original oder scannen Sie die Seite deutlicher ein."
)
PAGES_POORLY_RECOGNISED = (
    "Auf {count} von {all} Seiten ist die Schrift schlecht zu erkennen und der Text deshalb unsicher: Seiten {pages}. "
    "Bitte vergleichen Sie ihn mit dem Original oder scannen Sie die Seiten deutlicher ein."
)
ONE_PAGE_NOT_WRITTEN = (
    "Auf 1 von {all} Seiten hat die Texterkennung keine Schrift gefunden (leer oder nur ein Bild): Seite {pages}."
)
PAGES_NOT_WRITTEN = (
    "Auf {count} von {all} Seiten hat die Texterkennung keine Schrift gefunden (leer oder nur Bilder): Seiten {pages}."
)
ONE_PAGE_DAMAGED = "1 von {all} Seiten ist beschädigt und wurde ausgelassen: Seite {pages}."
PAGES_DAMAGED = "{count} von {all} Seiten sind beschädigt und wurden ausgelassen: Seiten {pages}."

PACKED_TOO_LARGE = (
    "Die Datei „{name}“ würde beim Entpacken ungewöhnlich groß und wird deshalb nicht geöffnet. "
    "Bitte teilen Sie sie auf oder speichern Sie sie im ursprünglichen Programm neu oder als PDF."
)
FOREIGN_ENTITIES = (
    "Die Datei „{name}“ enthält Anweisungen, die in einem Dokument nichts zu suchen haben (XML-Entitäten), "
    "und wird deshalb nicht geöffnet. "
    "Bitte prüfen Sie, woher sie stammt, oder nehmen Sie eine Fassung als PDF auf."
)
NOT_OF_ITS_KIND = (
    "Die Datei „{name}“ ist nicht, was ihre Endung verspricht, oder beschädigt. "
    "Bitte öffnen Sie sie im ursprünglichen Programm und speichern Sie sie neu."
)

SLIDE = "Folie {number}"
NOTES = "Notizen"
CHART = "Diagramm"
ONE_HIDDEN_SLIDE = "Eine ausgeblendete Folie wurde nicht übernommen: Folie {numbers}."
HIDDEN_SLIDES = "{count} ausgeblendete Folien wurden nicht übernommen: Folien {numbers}."
ONE_SLIDE_WITHOUT_TEXT = "Folie {numbers} enthält keinen lesbaren Text (vermutlich ein Bild) und wird nicht gefunden."
SLIDES_WITHOUT_TEXT = (
    "{count} Folien enthalten keinen lesbaren Text (vermutlich Bilder) und werden nicht gefunden: Folien {numbers}."
)

ONE_HIDDEN_SHEET = "Ein ausgeblendetes Tabellenblatt wurde nicht übernommen: {names}."
HIDDEN_SHEETS = "{count} ausgeblendete Tabellenblätter wurden nicht übernommen: {names}."
HIDDEN_ROWS = "Im Tabellenblatt „{sheet}“ wurden {count} ausgeblendete Zeilen nicht übernommen."
ONE_HIDDEN_ROW = "Im Tabellenblatt „{sheet}“ wurde eine ausgeblendete Zeile nicht übernommen."
HIDDEN_COLUMNS = "Im Tabellenblatt „{sheet}“ wurden {count} ausgeblendete Spalten nicht übernommen."
ONE_HIDDEN_COLUMN = "Im Tabellenblatt „{sheet}“ wurde eine ausgeblendete Spalte nicht übernommen."
ONE_FORMULA_WITHOUT_VALUE = (
    "Im Tabellenblatt „{sheet}“ steht eine Formel ohne gespeichertes Ergebnis ({cells}); die Zelle blieb leer. "
    "Bitte öffnen Sie die Datei in Excel oder LibreOffice, speichern Sie sie und nehmen Sie sie noch einmal auf."
)
FORMULAS_WITHOUT_VALUE = (
    "Im Tabellenblatt „{sheet}“ stehen {count} Formeln ohne gespeichertes Ergebnis ({cells}); die Zellen blieben leer. "
    "Bitte öffnen Sie die Datei in Excel oder LibreOffice, speichern Sie sie und nehmen Sie sie noch einmal auf."
)
CELLS_LEFT_OUT = (
    "Vom Tabellenblatt „{sheet}“ wurde nur der Anfang übernommen, bis Zeile {row}: Es werden höchstens {limit} Zellen "
    "einer Datei gelesen. Bitte teilen Sie die Datei auf, wenn auch der Rest gefunden werden soll."
)
TOO_MANY_CELLS = (
    "Die Datei „{name}“ enthält mehr Zellen, als gelesen werden können (höchstens {limit}). "
    "Bitte teilen Sie sie auf oder nehmen Sie nur die Blätter auf, in denen gesucht werden soll."
)

ONE_PAGE_UNREADABLE = (
    "Seite {pages}: Der Text ist wahrscheinlich nicht richtig lesbar. "
    "Bitte prüfen Sie die Seite und speichern Sie das Dokument gegebenenfalls neu als PDF."
)
PAGES_UNREADABLE = (
    "Seiten {pages}: Der Text ist wahrscheinlich nicht richtig lesbar. "
    "Bitte prüfen Sie die Seiten und speichern Sie das Dokument gegebenenfalls neu als PDF."
)
