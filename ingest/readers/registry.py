"""Which reader reads which media type, by dotted name: only the child process imports a reader."""

from __future__ import annotations

from ingest import media_types

READ = "ingest.wire.read"
READERS = {
    media_types.PDF: "ingest.readers.pdf.read_pdf",
    media_types.DOCX: "ingest.readers.docx.read_docx",
    media_types.PPTX: "ingest.readers.pptx.read_pptx",
    media_types.XLSX: "ingest.readers.xlsx.read_xlsx",
    media_types.ODT: "ingest.readers.odt.read_odt",
    media_types.HTML: "ingest.readers.html.read_html",
    media_types.MARKDOWN: "ingest.readers.markdown.read_markdown",
    media_types.PLAIN_TEXT: "ingest.readers.text.read_text",
}
RECOGNISE_PAGE = "ingest.readers.ocr.recognise_page"
READ_RECOGNISED = "ingest.readers.pdf.read_recognised_pdf"
