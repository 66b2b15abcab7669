"""Layers of a PDF (optional content) that are switched off, which PDFium does not tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject


def layers_off(path: Path) -> frozenset[str]:
    """The names of the layers that nobody sees when the file is opened; none where the file is too damaged."""
    import pypdf  # takes 0.1 s, and hardly a file has layers

    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        layers = cast("DictionaryObject", reader.root_object["/OCProperties"])
        usual = cast("DictionaryObject", layers["/D"])
        off = _names(layers, "/OCGs") if usual.get("/BaseState") == "/OFF" else _names(usual, "/OFF")
        return off - _names(usual, "/ON")
    except Exception:  # pypdf raises nearly anything on damaged files
        return frozenset()


def _names(holder: DictionaryObject, key: str) -> frozenset[str]:
    layers = cast("list[DictionaryObject]", holder.get(key, []))
    return frozenset(str(cast("DictionaryObject", layer.get_object())["/Name"]) for layer in layers)
