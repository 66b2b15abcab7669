from __future__ import annotations

import pytest

from ingest.repair import REAL_HYPHEN, join_lines, known_words, tidy

# Line ends as printed in the two Debian manuals, judged by eye: end of a line | beginning of the next | together.
CUT_WORDS = """
vor- | kommen. | vorkommen.
ein- | führenden | einführenden
Betriebssystemde- | signs, | Betriebssystemdesigns,
effizi- | ent | effizient
auf- | zuräumen. | aufzuräumen.
Vorabver- | öffentlichung | Vorabveröffentlichung
packa- | ge« | package«
installier- | bare | installierbare
Wurzelver- | zeichnis | Wurzelverzeichnis
Programmversi- | on | Programmversion
Bi- | bliothek | Bibliothek
(»Autobuil- | der«) | (»Autobuilder«)
(ent- | hält) | (enthält)
(erforder- | lich) | (erforderlich)
die- | selbe | dieselbe
Konfigurati- | onsdateien | Konfigurationsdateien
Ver- | zeichnispfad | Verzeichnispfad
bevor- | zugteste | bevorzugteste
Verwaltungsprogram- | me | Verwaltungsprogramme
beispiels- | weise | beispielsweise
Dateinamenskon- | flikte | Dateinamenskonflikte
Origi- | nalautoren), | Originalautoren),
Laufzeitbiblio- | thekspakets | Laufzeitbibliothekspakets
De- | bian | Debian
Qua- | litätssicherung | Qualitätssicherung
Mem- | bers | Members
Schlüssellän- | ge | Schlüssellänge
Kryp- | tografie | Kryptografie
Mailinglis- | ten, | Mailinglisten,
Korre- | spondenz, | Korrespondenz,
Ali- | as | Alias
französisch- | sprachige | französischsprachige
Zusammenfüh- | rungsanfragen, | Zusammenführungsanfragen,
au- | ßer | außer
Veröf- | fentlichen | Veröffentlichen
Veröffentlichungsver- | zeichnisse | Veröffentlichungsverzeichnisse
zu- | rückbekommen | zurückbekommen
(na- | tive)" | (native)"
Betreuer- | daseins. | Betreuerdaseins.
möch- | ten | möchten
"verzwei- | gen". | "verzweigen".
("pos- | tinst" | ("postinst"
Änderungsprotokol- | leinträgen. | Änderungsprotokolleinträgen.
Vor- | gehensweisen: | Vorgehensweisen:
/usr/share/common- | licenses/GPL-2 | /usr/share/common-licenses/GPL-2
(debian-l10n- | xxxxx@lists.debian.org) | (debian-l10n-xxxxx@lists.debian.org)
Debian- | Paketarchiv | Debian-Paketarchiv
Makefile- | Dateien, | Makefile-Dateien,
ITP- | Prozess | ITP-Prozess
E-Mail- | Leseprogramme | E-Mail-Leseprogramme
nicht-root- | Eigentümer | nicht-root-Eigentümer
Nicht- | DDs | Nicht-DDs
(Debian- | Maschinen), | (Debian-Maschinen),
Debian-Security-Contact- | Schlüssel | Debian-Security-Contact-Schlüssel
Major-Release- | Nummer | Major-Release-Nummer
Paket-/Versions- | Kombination | Paket-/Versions-Kombination
dh_*- | Programmen. | dh_*-Programmen.
"Default"- | Auswahl | "Default"-Auswahl
.deb- | (oder | .deb- (oder
Dummy- | oder | Dummy- oder
und - | Sponsoren | und -Sponsoren
(Bug-Squashing- | Partys) | (Bug-Squashing-Partys)
https://lists.debian.org/- | users.html | https://lists.debian.org/users.html
http://www.debian.org/doc/best- | pkging-practices.html | http://www.debian.org/doc/best-pkging-practices.html
debian-devel@lists.debian. | org ein. | debian-devel@lists.debian.org ein.
"""
PAIRS = [tuple(part.strip() for part in line.split("|")) for line in CUT_WORDS.strip().splitlines()]


def test_ninety_nine_of_a_hundred_words_cut_at_line_ends_are_whole_again() -> None:
    wrong = [(before, after) for before, after, whole in PAIRS if join_lines([before, after]) != whole]

    assert len(PAIRS) >= 60
    assert len(wrong) <= len(PAIRS) / 100, wrong


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("Klima-", "und Umweltschutz", "Klima- und Umweltschutz"),
        ("Rad-", "bzw. Fußweg", "Rad- bzw. Fußweg"),
        ("EU-", "weit", "EU-weit"),
        ("3-", "fach", "3-fach"),
        ("Smart-", "City", "Smart-City"),
        ("von 2020 -", "also früher", "von 2020 - also früher"),
        ("Wasser\u00ad", "straße", "Wasserstraße"),
        (f"dpkg{REAL_HYPHEN}", "buildpackage", "dpkg-buildpackage"),
        ("siehe https://www.ulm.de/", "für mehr", "siehe https://www.ulm.de/ für mehr"),
        ("Siehe www.ulm.de.", "Die Stadt", "Siehe www.ulm.de. Die Stadt"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_it_is_part_of_the_word(before: str, after: str, whole: str) -> None:
    assert join_lines([before, after]) == whole


def test_a_word_the_document_only_writes_with_a_hyphen_keeps_it() -> None:
    known = known_words(["Das stable-backports-Archiv", "arbeit-bedürfende Pakete"])

    assert join_lines(["der Arbeit-", "bedürfenden"], known) == "der Arbeit-bedürfenden"
    assert join_lines(["der Arbeit-", "nehmer"], known) == "der Arbeitnehmer"


def test_what_no_reader_sees_goes_and_what_print_put_together_comes_apart() -> None:
    assert tidy("\ufb01nanzielle  Ö\u00ad\ufb00nung\u200b\ufeff") == "finanzielle Öffnung"
    assert tidy("Fu\u0308r f¨ur") == "Für für"
    assert tidy("a\u00a0b\tc\u2009d\n e") == "a b c d e"
    assert tidy("\x02Wort\x1f \ue000\ufffe") == "Wort"


def test_marks_of_footnotes_leave_the_word_and_units_keep_theirs() -> None:
    assert tidy("Konzept³ für 10 km² und 5 m³. ⁴Trotzdem") == "Konzept ³ für 10 km² und 5 m³. ⁴ Trotzdem"


def test_empty_lines_and_no_lines_make_no_text() -> None:
    assert join_lines([]) == ""
    assert join_lines(["", "  ", "Ende"]) == "Ende"
