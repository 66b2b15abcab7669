"""Zip-based files packed so that equal content is equal bytes."""

import io
import zipfile
from collections.abc import Collection

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# OpenDocument wants this entry readable without unpacking.
_STORED = "mimetype"


def with_fixed_dates(raw: bytes, without: Collection[str] = ()) -> bytes:
    """Repack a zip archive with one date on every entry and less those named in `without` (one zlib, one outcome)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            if name not in without:
                compression = zipfile.ZIP_STORED if name == _STORED else zipfile.ZIP_DEFLATED
                new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), old.read(name), compression)
    return packed.getvalue()
