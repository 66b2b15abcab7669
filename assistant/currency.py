"""Whether a source still holds: by its last day of validity, and by what has taken its place."""

from __future__ import annotations

from datetime import date

from corpus.corpus import Corpus
from corpus.texts import answers as texts

# A title within quotation marks has its own marks turned into inner ones.
_INNER = str.maketrans({"„": "‚", "“": "‘", "”": "‘", '"': "‘", "»": "‚", "«": "‘"})


def outdated(corpus: Corpus, document_id: str, today: date) -> str:
    """Why the document is not current on that day, as a German fragment; '' where it is. Raises NotFound."""
    until = corpus.document(document_id).metadata.valid_until
    successor = corpus.successors([document_id]).get(document_id)
    reasons = []
    if until and until < today:
        reasons.append(texts.VALID_UNTIL.format(date=f"{until:%d.%m.%Y}"))
    if successor:
        reasons.append(texts.REPLACED_BY.format(title=successor.metadata.title.translate(_INNER)))
    return ", ".join(reasons)
