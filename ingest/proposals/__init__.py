"""Metadata proposed from the file itself: what it says where documents say such things, and nothing besides.

Each module reads one thing and gives None where the file says nothing, or where two readings would fit: an empty field
is filled by a person, a wrong one is believed.
"""

from __future__ import annotations

from corpus.models import Metadata
from ingest.proposals.dates import valid_until_of, year_of
from ingest.proposals.fields import field_of_action_of
from ingest.proposals.front import front_of
from ingest.proposals.kinds import document_type_of
from ingest.proposals.languages import language_of
from ingest.proposals.licences import licence_of
from ingest.proposals.municipalities import Municipalities
from ingest.proposals.people import contact_of, publisher_of
from ingest.proposals.places import place_of
from ingest.proposals.titles import title_of
from ingest.readers import Reading

# Of a longer title, the rest tells nothing.
_LONGEST_TITLE = 300


def propose(reading: Reading, file_name: str, municipalities: Municipalities) -> Metadata:
    """What the file's properties, first pages, imprint and words tell; a field of which they tell nothing is None."""
    front = front_of(reading.pages)
    title = title_of(reading, file_name)
    heading = title[:_LONGEST_TITLE]
    text = "\n".join(page.text for page in reading.pages)
    document_type = document_type_of(front, heading, reading.properties)
    publisher = publisher_of(front, heading, reading.properties, text)
    place = place_of(front, heading, publisher, document_type, municipalities)
    return Metadata(
        title=title,
        document_type=document_type,
        field_of_action=field_of_action_of(front, text),
        municipality=place.name,
        inhabitants=place.inhabitants,
        state=place.state,
        year=year_of(front, heading, document_type, reading.properties.created, text),
        valid_until=valid_until_of(front, text),
        publisher=publisher,
        contact=contact_of(front),
        licence=licence_of(front),
        language=language_of(text),
    )
