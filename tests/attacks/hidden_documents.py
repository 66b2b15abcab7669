"""Small documents written by hand, in which text is hidden or only looks as if it were."""

from __future__ import annotations

import zlib
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

VISIBLE = "Der Rat tagt am Montag."
_PICTURE = zlib.compress(b"\x80" * 64)


def pdf(folder: Path, content: str, *, notes: str = "", catalog: str = "", resources: str = "", more: str = "") -> Path:
    """A PDF of one page of 400 x 400 points with a visible sentence at its top, and `content` after that.

    Fonts are /F1; /Grey and /Holed are pictures, the second one transparent; /Clear and /Half are graphic states with
    that much opacity, /Marker multiplies. `more` are further objects from number 10 on.
    """
    stream = f"BT /F1 12 Tf 40 360 Td ({VISIBLE}) Tj ET\n{content}".encode("latin-1")
    states = "/Clear << /ca 0 /CA 0 >> /Half << /ca 0.4 >> /Marker << /BM /Multiply >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Annots [{notes}] /Resources << /Font "
        f"<< /F1 5 0 R >> /XObject << /Grey 6 0 R /Holed 7 0 R /Form 10 0 R >> /ExtGState << {states} >> {resources} "
        ">> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _picture(""),
        _picture("/SMask 8 0 R"),
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(zlib.compress(b"\x00" * 64)), zlib.compress(b"\x00" * 64)),
        b"<< >>",
        *[part.strip().encode("latin-1") for part in more.split("%%") if part.strip()],
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    path = folder / "bericht.pdf"
    path.write_bytes(data + end % (len(objects) + 1, table, len(objects) + 1, len(data)))
    return path


def form(content: str) -> str:
    """A form that paints `content` on the page it is called on."""
    head = "<< /Type /XObject /Subtype /Form /BBox [0 0 400 400] /Resources << /Font << /F1 5 0 R >> >> /Length"
    return f"{head} {len(content)} >>\nstream\n{content}\nendstream"


def typed(text: str, style: str = "", size: float = 12, y: float = 200) -> str:
    """Text on the page; `style` is what stands before it, such as a colour."""
    return f"q {style} BT /F1 {size} Tf 40 {y} Td ({text}) Tj ET Q\n"


def _picture(mask: str) -> bytes:
    head = "<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return (
        f"{head} /Filter /FlateDecode {mask} /Length {len(_PICTURE)} >>\nstream\n".encode() + _PICTURE + b"\nendstream"
    )


def word(folder: Path, body: str, styles: str = "", comment: str = "") -> Path:
    """A Word file with a visible sentence and after it `body`, raw WordprocessingML."""
    document = docx.Document()
    paragraph = document.add_paragraph(VISIBLE)
    _append(document.element.body.sectPr, body)
    for style in styles.split("%%"):
        if style.strip():
            document.styles.element.append(parse_xml(_spaced(style)))
    if comment:
        document.add_comment(paragraph.runs, comment)
    path = folder / "bericht.docx"
    document.save(str(path))
    return path


def _append(end: Document, body: str) -> None:
    for part in body.split("%%"):
        end.addprevious(parse_xml(_spaced(part)))


def _spaced(xml: str) -> str:
    name, rest = xml.strip().lstrip("<").split(">", 1)
    return f"<{name} {nsdecls('w')}>{rest}"


def run(text: str, properties: str = "", paragraph: str = "") -> str:
    """A paragraph with one run."""
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def page(folder: Path, body: str, head: str = "") -> Path:
    """An HTML page with a visible sentence and after it `body`."""
    path = folder / "bericht.html"
    path.write_text(
        f"<!doctype html><html><head><meta charset=utf-8><title>T</title>{head}</head>"
        f"<body><p>{VISIBLE}</p>{body}</body></html>",
        "utf-8",
    )
    return path


def marked(folder: Path, body: str, ending: str = ".md") -> Path:
    """A Markdown or text file with a visible sentence and after it `body`."""
    path = folder / f"bericht{ending}"
    path.write_text(f"{VISIBLE}\n\n{body}\n", "utf-8")
    return path
