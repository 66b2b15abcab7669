from __future__ import annotations

from datetime import date
from pathlib import Path

from ingest.readers import Properties
from ingest.readers.pdf import read_pdf

EXAMPLES = Path(__file__).parents[4] / "corpus" / "examples" / "documents"


def test_author_keywords_and_day_of_creation_are_read() -> None:
    assert read_pdf(EXAMPLES / "foerderrichtlinie-ottersfurt.pdf").properties == Properties(
        author="Stadt Ottersfurt, Umweltamt", keywords="Förderrichtlinie", created=date(2024, 12, 20)
    )


def test_empty_and_damaged_properties_are_unknown(shared_data: Path) -> None:
    odd = shared_data / "broken-files" / "odd"
    assert read_pdf(odd / "pypdf_missing_info.pdf").properties == Properties()
    title_in_bytes = read_pdf(odd / "pypdf_bytes.pdf")
    assert title_in_bytes.properties.created == date(2022, 9, 2)
    manual = read_pdf(shared_data / "german-pdf" / "developers-reference.de.pdf")
    assert (manual.properties.subject, manual.properties.keywords) == (None, None)
