"""E-mail addresses of people."""

from __future__ import annotations

import re

from corpus.errors import RefusedInput
from corpus.texts import people as texts

LONGEST = 254
# Whether it reaches anybody only a mail can show; nothing may break out of a header line.
_FORM = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def mail_address(given: str) -> str:
    """The address without spaces around it; raises RefusedInput for what cannot be one."""
    address = given.strip()
    if len(address) > LONGEST or not _FORM.fullmatch(address):
        raise RefusedInput(texts.MAIL_ADDRESS_FORM)
    return address
