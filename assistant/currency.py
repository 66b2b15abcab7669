"""Whether a source still holds: by its last day of validity, and by what has taken its place."""

from __future__ import annotations

from datetime import date

from corpus.corpus import Corpus
from corpus.models import Metadata
from corpus.succession import Described
from corpus.texts import answers as texts

_INNER = str.maketrans({"„": "‚", "“": "‘", "”": "‘", '"': "‘", "»": "‚", "«": "‘"})


def outdated(corpus: Corpus, document_id: str, today: date) -> str:
    """Why the document is not current on that day, as a German fragment; '' where it is. Raises NotFound."""
    known = corpus.document(document_id).metadata
    return outdated_by(known, corpus.successors([document_id]).get(document_id), today)


def outdated_by(known: Metadata, successor: Described | None, today: date) -> str:
    """Like `outdated`, of a document with these metadata and this successor."""
    reasons = []
    if known.valid_until and known.valid_until < today:
        reasons.append(texts.VALID_UNTIL.format(date=f"{known.valid_until:%d.%m.%Y}"))
    if successor:
        reasons.append(texts.REPLACED_BY.format(title=quoted_title(successor.metadata.title)))
    return ", ".join(reasons)


def quoted_title(title: str) -> str:
    """A title as it stands within quotation marks."""
    return title.translate(_INNER)
