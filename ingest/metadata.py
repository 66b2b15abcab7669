"""What is known of a document: what its sidecar file says, and a title; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import RefusedFile
from corpus.models import BlockKind, Metadata
from corpus.texts import formats
from ingest.readers import Reading
from ingest.readers.sections import clean_text

LARGEST_SIDECAR = 16 * 1024
_SAMPLE = 60
_UNKNOWN = frozenset({"", "~", "null"})


def sidecar_of(path: Path) -> Path | None:
    """The file of the same name with the ending .yaml, else .yml, beside the file; None where there is none."""
    candidates = (path.with_suffix(ending) for ending in (".yaml", ".yml"))
    return next((candidate for candidate in candidates if candidate != path and candidate.is_file()), None)


def metadata_for(path: Path, file_name: str, reading: Reading) -> Metadata:
    """What the sidecar of the file at `path` says; the title else from the reading, else from the file's name.

    Raises RefusedFile for a sidecar that is no YAML, too large, or says anything unknown or invalid.
    """
    sidecar = sidecar_of(path)
    known = _read_sidecar(sidecar) if sidecar else {}
    title = known.pop("title", None) or _one_line(reading.title or "") or _first_heading(reading)
    return Metadata(title=title or _readable(file_name), **known)


def _first_heading(reading: Reading) -> str:
    headings = (
        _one_line(page.text[block.start : block.end])
        for page in reading.pages
        for block in page.blocks
        if block.kind is BlockKind.HEADING and block.level == 1
    )
    return next(headings, "")


def _readable(file_name: str) -> str:
    return re.sub(r"[\s_-]+", " ", Path(file_name).stem).strip() or file_name


def _one_line(text: str) -> str:
    return clean_text(text).replace("\n", " ")


def _read_sidecar(path: Path) -> dict[str, Any]:
    """Field of Metadata -> value; what is left blank is not in it."""
    with path.open("rb") as file:
        raw = file.read(LARGEST_SIDECAR + 1)
    if len(raw) > LARGEST_SIDECAR:
        raise RefusedFile(formats.SIDECAR_TOO_LARGE.format(name=path.name, limit=LARGEST_SIDECAR // 1024))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedFile(formats.SIDECAR_NOT_TEXT.format(name=path.name)) from error
    known = {}
    for key, value in _pairs(path.name, text).items():
        if key not in _KEYS:
            raise RefusedFile(formats.SIDECAR_UNKNOWN_KEY.format(name=path.name, key=_sample(key), known=_known()))
        field, parse, expected = _KEYS[key]
        try:
            parsed = parse(_scalar(value)) if not _is_blank(value) else None
        except ValueError as error:
            shown = _sample(text[value.start_mark.index : value.end_mark.index])
            sentence = formats.SIDECAR_VALUE.format(name=path.name, key=key, value=shown, expected=expected)
            raise RefusedFile(sentence) from error
        if parsed is not None:
            known[field] = parsed
    return known


def _pairs(name: str, text: str) -> dict[str, yaml.Node]:
    """Key -> node as it is written.

    Nodes and not the values that YAML makes of them: there `no` is False, 012500 is 5440, and an alias can grow
    without limit.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        raise _not_yaml(name, text.count("\n", 0, error.position)) from error
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(name, error.problem_mark.line if error.problem_mark else 0) from error
    except RecursionError as error:
        raise _not_yaml(name, 0) from error
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise RefusedFile(formats.SIDECAR_NO_PAIRS.format(name=name, known=_known()))
    pairs: dict[str, yaml.Node] = {}
    for key, value in root.value:
        word = (
            key.value.lower() if isinstance(key, yaml.ScalarNode) else text[key.start_mark.index : key.end_mark.index]
        )
        if word in pairs:
            raise _not_yaml(name, key.start_mark.line)
        pairs[word] = value
    return pairs


def _not_yaml(name: str, line: int) -> RefusedFile:
    return RefusedFile(formats.SIDECAR_NOT_YAML.format(name=name, line=line + 1))


def _scalar(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("a list or a mapping")
    return str(node.value).strip()


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value.strip() in _UNKNOWN


def _sample(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= _SAMPLE else line[:_SAMPLE].rstrip() + " …"


def _text(value: str) -> str | None:
    line = clean_text(value)
    if "\n" in line:
        raise ValueError("several lines")
    return line or None


def _whole_number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise ValueError("not a whole number")
    return int(value)


def _year(value: str) -> int:
    if not re.fullmatch(r"[12][0-9]{3}", value):
        raise ValueError("not a year")
    return int(value)


def _date(value: str) -> date:
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", value):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", value):
        day, month, year = found.groups()
    else:
        raise ValueError("not a date")
    return date(int(year), int(month), int(day))


def _language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}", value):
        raise ValueError("not a language code")
    return value.lower()


def _known() -> str:
    return ", ".join(_KEYS)


_Parse = Callable[[str], object]
# Key in a sidecar -> field of Metadata, how its value is read (ValueError where it is wrong), and what is expected.
_KEYS: dict[str, tuple[str, _Parse, str]] = {
    "titel": ("title", _text, formats.EXPECTED_TEXT),
    "dokumenttyp": ("document_type", _text, formats.EXPECTED_TEXT),
    "handlungsfeld": ("field_of_action", _text, formats.EXPECTED_TEXT),
    "kommune": ("municipality", _text, formats.EXPECTED_TEXT),
    "einwohner": ("inhabitants", _whole_number, formats.EXPECTED_NUMBER),
    "land": ("state", _text, formats.EXPECTED_TEXT),
    "jahr": ("year", _year, formats.EXPECTED_YEAR),
    "gueltig_bis": ("valid_until", _date, formats.EXPECTED_DATE),
    "herausgeber": ("publisher", _text, formats.EXPECTED_TEXT),
    "ansprechperson": ("contact", _text, formats.EXPECTED_TEXT),
    "lizenz": ("licence", _text, formats.EXPECTED_TEXT),
    "sprache": ("language", _language, formats.EXPECTED_LANGUAGE),
}
