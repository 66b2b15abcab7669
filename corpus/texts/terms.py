"""The house's own terms for its documents, each list in the order in which it is offered."""

DOCUMENT_TYPES = (
    "Projektbericht",
    "Leitfaden",
    "Fallstudie",
    "Konzept",
    "Förderrichtlinie",
    "Veranstaltung",
    "Aktuelles",
)

STRATEGY = "Kommunale Strategieentwicklung und Wirtschaftsförderung"
CLIMATE = "Ressourcenmanagement und Klimaanpassung"
PARTICIPATION = "Partizipative Stadtentwicklung"
FIELDS_OF_ACTION = (STRATEGY, CLIMATE, PARTICIPATION)

STATES = (
    "Baden-Württemberg",
    "Bayern",
    "Berlin",
    "Brandenburg",
    "Bremen",
    "Hamburg",
    "Hessen",
    "Mecklenburg-Vorpommern",
    "Niedersachsen",
    "Nordrhein-Westfalen",
    "Rheinland-Pfalz",
    "Saarland",
    "Sachsen",
    "Sachsen-Anhalt",
    "Schleswig-Holstein",
    "Thüringen",
)
