"""One spelling for every way to write a German word.

Umlauts are written out ('Wärme' becomes 'waerme'), not the other way round: 'ae' to 'ä' would have to guess in 'neue',
'Klimaentwicklung' or 'aktuell', whereas writing out is certain and makes 'Waerme' and 'Wärme' the same string. The
Snowball stemmer reads 'ae', 'oe', 'ue' as umlauts where they are ones, so folded words are what it is given.
"""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_FRACTION_SLASH = "\u2044"
_GENITIVE_APOSTROPHE = re.compile(r"['’]s$")
_FOOTNOTE_MARK = re.compile(r"(?<=[^\W\d_]{4})[¹²³⁰⁴-⁹]+$")


def fold(word: str) -> str:
    """The word in lower case, umlauts and ß written out, other marks dropped: letters and digits only.

    `word` is in Unicode form NFC. Ligatures and full-width letters become plain ones, 'm²' becomes 'm2', an English
    genitive ("Ulm's") and the mark of a footnote ('Konzept¹') go. May be empty.
    """
    folded = word.casefold().translate(_UMLAUTS)
    if folded.isascii() and folded.isalnum():
        return folded
    folded = _FOOTNOTE_MARK.sub("", _GENITIVE_APOSTROPHE.sub("", folded))
    plain = unicodedata.normalize("NFKD", folded).replace(_FRACTION_SLASH, "bruch").casefold()
    return "".join(character for character in plain if character.isalnum())
