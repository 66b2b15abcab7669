"""A PDF of a few kilobytes whose page takes minutes to draw."""

from __future__ import annotations

import zlib
from pathlib import Path

COPIES = 12_000


def slow_page(path: Path, *, text: str, copies: int = COPIES) -> Path:
    """One page with this ASCII text on which a form with a filled curve as large as the page is painted many times."""
    curve = b"0.2 0.4 0.6 rg 0 0 m 900 1200 -300 1200 595 0 c 0 842 l 595 842 l h f*"
    line = f"BT /F 14 Tf 60 700 Td ({text}) Tj ET\n".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        _stream(b"", b"/X Do\n" * copies + line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]", curve),
    ]
    content = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    path.write_bytes(content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer)
    return path


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< %s /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (entries, len(packed), packed)
