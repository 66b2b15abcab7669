"""A sidecar: the file `name.yaml` in which an editor says what is known of the document `name`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import RefusedFile, RefusedInput
from corpus.group_names import group_names
from corpus.texts import formats
from ingest.readers.sections import clean_text

LARGEST_SIDECAR = 16 * 1024
AUDIENCE = "audience"
_SAMPLE = 60
_UNKNOWN = frozenset({"", "~", "null"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "_", "-": "_"})


def sidecar_of(path: Path) -> Path | None:
    """The file of the same name with the ending .yaml, else .yml, beside the file; None where there is none."""
    candidates = (path.with_suffix(ending) for ending in (".yaml", ".yml"))
    return next((candidate for candidate in candidates if candidate != path and candidate.is_file()), None)


def sidecar_text(path: Path) -> str:
    """The text of the sidecar at `path`; raises RefusedFile where it is too large or in no known encoding."""
    with path.open("rb") as file:
        return decoded(file.read(LARGEST_SIDECAR + 1), path.name)


def decoded(raw: bytes, name: str) -> str:
    """The text of the sidecar `name`; raises RefusedFile where it is too large or in no known encoding.

    What is not UTF-8 is taken for Windows-1252, as older editors on Windows write it, but only where it is plainly
    German text: a byte that no German word holds speaks for yet another encoding.
    """
    if len(raw) > LARGEST_SIDECAR:
        raise RefusedFile(formats.SIDECAR_TOO_LARGE.format(name=name, limit=LARGEST_SIDECAR // 1024))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if set(raw) & set(range(0x80, 0x100)) <= _GERMAN_IN_WINDOWS_1252 and b"\0" not in raw:
            return raw.decode("cp1252")
        raise RefusedFile(formats.SIDECAR_NOT_TEXT.format(name=name)) from error


def sidecar_hash(text: str) -> str:
    """What tells one state of a sidecar from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def said_by(text: str, name: str) -> dict[str, Any]:
    """Field of Metadata, or `AUDIENCE` -> value, as the sidecar `name` says; what is left blank is not in it.

    Raises RefusedFile for a sidecar that is no YAML, or says anything unknown or invalid.
    """
    text = text.removeprefix("\ufeff")
    known = {}
    for word, (key, value) in _pairs(name, text).items():
        if word not in _KEYS:
            raise RefusedFile(formats.SIDECAR_UNKNOWN_KEY.format(name=name, key=_sample(key), known=_known()))
        field, parse, expected = _KEYS[word]
        try:
            parsed = parse(_scalar(value)) if not _is_blank(value) else None
        except ValueError as error:
            shown = _sample(text[value.start_mark.index : value.end_mark.index])
            raise RefusedFile(
                formats.SIDECAR_VALUE.format(name=name, key=key, value=shown, expected=expected)
            ) from error
        if parsed is not None:
            known[field] = parsed
    return known


def _pairs(name: str, text: str) -> dict[str, tuple[str, yaml.Node]]:
    """Known spelling of a key -> the key in lower case and its node, as it is written.

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
    pairs: dict[str, tuple[str, yaml.Node]] = {}
    for key, value in root.value:
        scalar = isinstance(key, yaml.ScalarNode)
        written = key.value.lower() if scalar else text[key.start_mark.index : key.end_mark.index]
        word = clean_text(written).translate(_UMLAUTS) if scalar else written
        if word in pairs:
            raise _not_yaml(name, key.start_mark.line)
        pairs[word] = (written, value)
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
    line = clean_text(text).replace("\n", " ")
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


def _groups(value: str) -> tuple[str, ...]:
    if value.casefold() == formats.EVERYBODY:
        return ()
    try:
        return group_names(value)
    except RefusedInput as error:
        raise ValueError(error.message) from error


def _known() -> str:
    return ", ".join(_KEYS)


# Umlauts, ß, German quotation marks, dashes, ellipsis, apostrophe, €, §, °, ², ³, ½, ·, ©, ®, é, è, à, ç.
_GERMAN_IN_WINDOWS_1252 = frozenset("äöüÄÖÜß„“”‚‘’–—…€§°²³½·©®«»éèàç\u00a0".encode("cp1252"))

_Parse = Callable[[str], object]
# Key in a sidecar -> field of Metadata or the audience, how its value is read (ValueError where it is wrong), and what
# is expected.
_KEYS: dict[str, tuple[str, _Parse, str]] = {
    "titel": ("title", _text, formats.EXPECTED_TEXT),
    "dokumenttyp": ("document_type", _text, formats.EXPECTED_TEXT),
    "handlungsfeld": ("field_of_action", _text, formats.EXPECTED_TEXT),
    "kommune": ("municipality", _text, formats.EXPECTED_TEXT),
    "einwohner": ("inhabitants", _whole_number, formats.EXPECTED_NUMBER),
    "land": ("state", _text, formats.EXPECTED_TEXT),
    "jahr": ("year", _year, formats.EXPECTED_YEAR),
    "gueltig_bis": ("valid_until", _date, formats.EXPECTED_DATE),
    "ersetzt": ("supersedes", _text, formats.EXPECTED_TEXT),
    "herausgeber": ("publisher", _text, formats.EXPECTED_TEXT),
    "ansprechperson": ("contact", _text, formats.EXPECTED_TEXT),
    "lizenz": ("licence", _text, formats.EXPECTED_TEXT),
    "sprache": ("language", _language, formats.EXPECTED_LANGUAGE),
    "sichtbar_fuer": (AUDIENCE, _groups, formats.EXPECTED_GROUPS),
}
