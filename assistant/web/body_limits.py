"""How large a request's body may be."""

from __future__ import annotations

import re

FILES_A_FORM = 5
"""The page's form may hold several files of the largest size; each is looked at by itself when it has come."""

# Texts and the frame of a form beside the files, in megabytes.
_BESIDE = 1
_FORM_OF_TEXTS = 8
_ONE_FILE = re.compile(r"POST /api/v1/documents|PUT /api/v1/documents/[^/]+/file|POST /dokumente/[^/]+/ersetzen")
_SEVERAL_FILES = re.compile(r"POST /dokumente")
# Thirteen fields with whatever somebody pasted into them, which must come back with what is wrong with it.
_METADATA = re.compile(r"POST /dokumente/[^/]+/angaben")


def is_large(megabytes: int) -> bool:
    """Whether so many megabytes are more than any request may have."""
    return megabytes > _BESIDE


def body_limit(method: str, path: str, max_upload_mb: int) -> tuple[int, int]:
    """Megabytes -> (that the body may have, that an error says)."""
    called = f"{method} {path}"
    if _ONE_FILE.fullmatch(called):
        return max_upload_mb + _BESIDE, max_upload_mb
    if _SEVERAL_FILES.fullmatch(called):
        return FILES_A_FORM * max_upload_mb + _BESIDE, FILES_A_FORM * max_upload_mb
    if _METADATA.fullmatch(called):
        return _FORM_OF_TEXTS, _FORM_OF_TEXTS
    return _BESIDE, _BESIDE
