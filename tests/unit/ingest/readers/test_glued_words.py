"""No words glued together: the long words of two manuals are German, as a word list and a person tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.german.compounds import CompoundSplitter
from corpus.german.folding import fold
from corpus.german.known_words import is_known_word
from ingest.readers.pdf import read_pdf

LOOKED_AT = (
    "Architekturunabhängige AutomaticDebugPackages Einschlussmechanismus Extrahierungsroutinen "
    "HowToSetupADebianRepository Konfigurationsmanagment PackagesArchSpecific Paketeigentümerschaft "
    "Paketierungsaktivitäten Paketierungsarbeiten Paketierungsbeispielen Paketierungsprobleme "
    "Paketierungsquellbaum Paketierungssituationen Paketierungsskripten Paketierungsvorgehensweisen "
    "Paketierungsvorlagedateien Paktierungsaktivitäten Portierungsanstrengung Portierungsbestrebungen "
    "Portierungswerkzeuge Programmierwerkzeuge Protokollierungszwecken Sicherheitheitswarteschlange "
    "Signierungskoordinations Spezialbibliothekspfade Vervollständigungsfunktionalität Verzeichnishierachie "
    "Zusammenführungsanfragen architekturunabhängig architekturunabhängige architekturunabhängigen "
    "architekturunabhängiges aufmerksamkeitsbedürfend französchischsprachige internationalization "
    "rückwärtsinkompatible sicherheitskritische veröffentlichungskritisch veröffentlichungskritische "
    "veröffentlichungskritischen veröffentlichungskritischer "
)
"""What the word list does not know; each was found to be one word, in the manual's own spelling."""


@pytest.mark.parametrize("name", ["developers-reference.de.pdf", "maint-guide.de.pdf"])
def test_every_long_word_of_a_tex_manual_is_one_word(shared_data: Path, name: str) -> None:
    compounds = CompoundSplitter()
    text = " ".join(page.text for page in read_pdf(shared_data / "german-pdf" / name).pages)
    long = {word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= 20}
    unknown = {word for word in long if not is_known_word(fold(word), compounds)}

    assert len(long) > 50
    assert unknown - set(LOOKED_AT.split()) == set()
