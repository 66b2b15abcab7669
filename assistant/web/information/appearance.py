"""How a house shows itself on every page: its name, its logo, its theme."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.texts import information_pages as texts

LARGEST_KB = 200
_SVG = "image/svg+xml"
_PNG = "image/png"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the house with its media type, and the address by which browsers may keep it for good."""

    content: bytes
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the frame shows of the house; without own files the product's mark and KERN's own theme."""

    name: str
    contact: str
    logo: OwnFile | None
    theme: OwnFile | None

    def named(self, settings: Settings) -> Appearance:
        """The same with the name and the contact that these settings say."""
        return replace(self, name=settings.house_name.strip(), contact=(settings.contact_email or "").strip())


def read_appearance(settings: Settings) -> Appearance:
    """The appearance that the settings name; raises TransferlotseError for a file that cannot be used."""
    logo = settings.logo_file and _own(settings.logo_file, "TRANSFERLOTSE_LOGO_FILE", "/haus/logo", _image_type)
    theme = settings.theme_file and _own(
        settings.theme_file, "TRANSFERLOTSE_THEME_FILE", "/haus/farben.css", lambda *_: "text/css; charset=utf-8"
    )
    return Appearance("", "", logo or None, theme or None).named(settings)


def _own(path: Path, setting: str, address: str, media_type: Callable[[Path, bytes], str]) -> OwnFile:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TransferlotseError(texts.UNREADABLE.format(path=path, setting=setting)) from error
    if len(content) > LARGEST_KB * 1000:
        raise TransferlotseError(texts.TOO_LARGE.format(path=path, setting=setting, limit=LARGEST_KB))
    version = hashlib.sha256(content).hexdigest()[:12]
    return OwnFile(content, media_type(path, content), f"{address}?{version}")


def _image_type(path: Path, content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n"):
        return _PNG
    if path.suffix.lower() == ".svg" and b"<svg" in content[:2000]:
        return _SVG
    raise TransferlotseError(texts.LOGO_KIND.format(path=path))
