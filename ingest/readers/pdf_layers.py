"""Layers of a PDF (optional content) that are switched off, which PDFium does not tell."""

from __future__ import annotations

from pathlib import Path


def layers_off(path: Path) -> frozenset[str]:
    """The names of the layers that nobody sees when the file is opened; none where the file is too damaged."""
    import pypdf  # takes 0.1 s, and hardly a file has layers

    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        layers = reader.root_object["/OCProperties"]
        usual = layers["/D"]
        off = layers["/OCGs"] if usual.get("/BaseState") == "/OFF" else usual.get("/OFF", [])
        on = {str(layer["/Name"]) for layer in (item.get_object() for item in usual.get("/ON", []))}
        names = {str(layer["/Name"]) for layer in (item.get_object() for item in off)}
    except Exception:  # pypdf raises nearly anything on damaged files
        return frozenset()
    return frozenset(names - on)
