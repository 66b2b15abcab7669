"""Texts that would run or fetch something wherever a page took them for markup, and documents full of them."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import odfdo
import openpyxl
import pptx
from hidden_documents import pdf, typed

MARK = "alert(1)"
# Spreadsheets would compute it.
FORMULA = '=HYPERLINK("http://boese.example/","Mehr")'


def hostile(place: str, url: str) -> str:
    """One line for a place; what it fetched would name the place."""
    return (
        f"\"'><script>{MARK}</script><script src={url}/script/{place}></script><svg onload={MARK}>"
        f"<img src={url}/img/{place} onerror={MARK}><iframe src={url}/frame/{place}></iframe>"
        f"<style>@import '{url}/css/{place}';body{{background:url({url}/back/{place})}}</style>"
        f"<link rel=stylesheet href={url}/link/{place}><base href={url}/base/>"
        f"<meta http-equiv=refresh content=0;url={url}>"
        f"</title></textarea></select><a href=javascript:{MARK} autofocus onfocus={MARK}>x</a>"
        f"![bild]({url}/md/{place}) [weg](javascript:{MARK}) [ruf][1] <{url}/auto/{place}> [1]: {url}/ref/{place} "
        f"data:text/html,<b>{MARK}</b> {{{{7*7}}}} {{%25 debug %25}} ${{7*7}} \u202etxt.exe"
    )


def short(place: str, url: str) -> str:
    """The same in less than a hundred letters that can all be seen."""
    return f"'\"><img src={url}/s/{place} onerror={MARK}>"


def file_name(ending: str) -> str:
    """No bracket may stand in a name: these would come to life if it were unescaped once too often."""
    return f"&lt;img src=x onerror={MARK}&gt;' autofocus onfocus={MARK} x='{{{{7*7}}}}.{ending}"


def written(folder: Path, kind: str, text: str) -> Path:
    """A document of this kind that holds the text, in its own metadata too where it has any."""
    path = folder / f"boese.{kind}"
    _WRITERS[kind](path, text)
    return path


def _markdown(path: Path, text: str) -> None:
    path.write_text(
        f"# Brunnen {text}\n\nDer Brunnen kostet 8.500 Euro. {text}\n\n[1]: http://boese.example/\n", "utf-8"
    )


def _text(path: Path, text: str) -> None:
    path.write_text(f"Brunnen {text}\n\nDer Brunnen kostet 8.500 Euro. {text}\n", "utf-8")


def _html(path: Path, text: str) -> None:
    shown = html.escape(text)
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>{shown}</title><body onload={MARK}><h1>Brunnen {shown}</h1>"
        f"<p>Der Brunnen kostet 8.500 Euro. {shown}</p>{text}</body>",
        "utf-8",
    )


def _docx(path: Path, text: str) -> None:
    document = docx.Document()
    document.core_properties.title = document.core_properties.author = text[:250]
    document.add_heading(f"Brunnen {text}", 1)
    document.add_paragraph(f"Der Brunnen kostet 8.500 Euro. {text}")
    document.save(str(path))


def _pptx(path: Path, text: str) -> None:
    presentation = pptx.Presentation()
    presentation.core_properties.title = text[:250]
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = f"Brunnen {text}"
    slide.placeholders[1].text = f"Der Brunnen kostet 8.500 Euro. {text}"
    presentation.save(path)


def _xlsx(path: Path, text: str) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Brunnen"
    book.active["A1"], book.active["B1"] = "Brunnen", text
    book.active["A2"], book.active["B2"] = "Kosten 8.500 Euro", text
    book.save(path)


def _odt(path: Path, text: str) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, f"Brunnen {text}"))
    document.body.append(odfdo.Paragraph(f"Der Brunnen kostet 8.500 Euro. {text}"))
    document.save(str(path))


def _pdf(path: Path, text: str) -> None:
    shown = _escaped(text).encode("ascii", "replace").decode()
    lines = "".join(typed(shown[at : at + 60], size=9, y=320 - at / 5) for at in range(0, len(shown), 60))
    pdf(path.parent, lines, catalog=f"/OpenAction << /S /JavaScript /JS (app.{_escaped(MARK)}) >>").rename(path)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


_WRITERS: Mapping[str, Callable[[Path, str], None]] = {
    "md": _markdown,
    "txt": _text,
    "html": _html,
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "odt": _odt,
    "pdf": _pdf,
}
KINDS = tuple(_WRITERS)
