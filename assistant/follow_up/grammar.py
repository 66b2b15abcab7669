"""Closed classes of German words, in lower case, by which a question is read."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPENERS = _words("und aber oder auch sonst noch also dann nein ja ok okay gut danke zwar")
COURTESIES = _words("danke dankeschön vielen dank hallo guten tag morgen super prima ok okay ja nein gut tschüss bitte")
ARTICLES = _words("der die das den dem des ein eine einen einem einer eines")
THE = _words("der die das den dem denen")
PERSONAL = _words("er sie ihn ihm ihnen es")
PREPOSITIONS = _words(
    """ab an am ans auf aus außer bei beim bis durch für fürs gegen im in ins mit nach neben ohne pro seit statt über um
    unter vom von vor wegen zu zum zur zwischen"""
)
FINITE_VERBS = _words(
    """ist sind war waren wäre wären hat haben hatte hatten hätte hätten habe wird werden wurde wurden würde würden kann
    kannst können konnte könnte könnten muss müssen musste mussten müsste soll sollen sollte sollten darf dürfen durfte
    dürfte will wollen wollte möchte möchten lässt tut tun gibt gab gilt gelten galt kostet kosten kostete zahlt zahlte
    bekommt bekam steht stand liegt lag läuft lief heißt macht machte braucht dauert dauerte gehört"""
)
SUBORDINATING = _words("da damit dabei dadurch")
ANNOUNCED = _words("dass ob wenn zu")
NUMERALS = _words("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf")

ASKING = re.compile(
    r"w(?:er|as|en|em|essen|o|oher|ohin|ann|arum|eshalb|ieso|eswegen|ozu|ofür|omit|odurch|obei|ovon|oran|orauf|oraus|"
    r"orin|orüber|orum|ie|ieviele?|elche[rnms]?)"
)
POSSESSIVE = re.compile(r"(?:sein|ihr)(?:e[rnms]?)?")
DEMONSTRATIVE = re.compile(
    r"dies(?:e[rnms]?)?|jene[rnms]?|solch(?:e[rnms]?)?|dessen|deren|(?:das|die|der|den|dem)selben?"
)
FURTHER = re.compile(r"(?:weiter|übrig|restlich)e[rnms]?")
PRONOMINAL_ADVERB = re.compile(
    r"da(?:von|für|zu|bei|mit|nach|gegen|durch|vor|neben|hinter|zwischen|ran|rin|raus|rauf|rum|rüber|runter)?|"
    r"dort(?:hin|her)?|hier(?:zu|für|von|bei|mit)|(?:dazu|dafür|dagegen)\w{4,}"
)
EXPLETIVE_VERB = re.compile(r"geb|gib|gäb|gab|geh|ging|hand|steh|komm|kam|brauch|heiß|(?:ge)?(?:regn|schnei|hagel)")
TIME = re.compile(r"jahr|monat|woche|sommer|winter|frühjahr|herbst|quartal|tag|mal|legislatur")
# What stands between an article and its noun.
ADJECTIVE = re.compile(r"[\w-]+e[rnms]?")
# Nouns that, with 'das' or 'die' and no more, mean what was spoken of even where the question has a topic besides.
THING_SPOKEN_OF = re.compile(
    r"projekts?|maßnahmen?|vorhaben|programms?|plans?|konzepts?|richtlinie|satzung|verfahrens?|studie|berichts?|"
    r"leitfadens?|dokuments?|vertrags?|beschluss(?:es)?"
)
DEFINITION = re.compile(
    r"\s*(?:\w+ )?was (?:ist|sind|bedeutet|heißt|versteht man unter) (?:ein|eine|einen|einem|einer)\b", re.IGNORECASE
)
# Whole questions that say no more than an ellipsis does: 'Und wie sieht es in Brunnleben aus?'
FRAMED = re.compile(
    r"(?:(?:und|aber|oder)\s+)?(?:was\s+ist\s+(?:denn\s+)?mit\s+(?P<with>[^?,]+)|"
    r"wie\s+(?:ist|war|steht|sieht|verhält)\s+(?:es\s+sich|sich\s+das|es|das)\s+(?:denn\s+)?"
    r"(?:(?:mit|um)\s+(?P<about>[^?,]+?)|(?P<where>(?:in|bei|für|im)\s+[^?,]+?))(?:\s+aus)?)\s*\??",
    re.IGNORECASE,
)
LEADING_ARTICLE = re.compile(r"(?:der|dem|den|die|das)\s+", re.IGNORECASE)
