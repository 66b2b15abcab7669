"""Numbers in addresses: no larger than a database keeps."""

from __future__ import annotations

LARGEST = 2**31 - 1
