"""The filters of a question in words."""

TITLE = "Filter"
ACTIVE = "Aktive Filter"
REMOVE = "Filter entfernen:"
EVERY = "alle"
# Key -> what people read.
LABELS = {
    "field_of_action": "Handlungsfeld",
    "document_type": "Dokumenttyp",
    "municipality": "Kommune",
    "inhabitants": "Einwohnerzahl",
    "year": "Jahr",
    "document": "Dokument",
}
CHIP = "{label}: {value}"
SIZES = {"-4999": "unter 5.000", "5000-19999": "5.000 bis unter 20.000", "20000-": "20.000 und mehr"}
SINCE = "seit {year}"
NONE_VALUE = "keine"
DOCUMENT_GONE = "nicht mehr im Bestand"
FILTERED = "Filter: {filters}"
ASK_WITHOUT = "Ohne Filter fragen"
