"""Tables with horizontal rules only: white from top to bottom parts the columns, rules part the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from itertools import pairwise

from ingest.readers.pdf_lines import Line, Table, inks, lines_of
from ingest.readers.pdf_sheet import Rule, Word
from ingest.readers.pdf_tables import cell_text

_NEAR = 3.0
_WHITE = 0.55
"""Ems of white, in every row, between two columns."""
_SHORTEST_RULE = 60.0
_FEWEST_SPLIT = 3

Span = tuple[float, float]


def row_ruled_tables(
    words: Sequence[Word], rules: Sequence[Rule], known: Container[str]
) -> tuple[list[Table], list[Word]]:
    """Tables of at least three rules of one length and two columns, and the words that stand in none of them."""
    tables: list[Table] = []
    rest = list(words)
    for group in _same_length(rules):
        for bands in _runs(_bands(group, rest)):
            table = _table(bands, group[0], known)
            if table is not None:
                tables.append(table)
                taken = {word for band in bands for word in band.words}
                rest = [word for word in rest if word not in taken]
    return tables, rest


class _Band:
    """The words between two neighbouring rules."""

    def __init__(self, top: float, bottom: float, words: list[Word]) -> None:
        self.top, self.bottom, self.words = top, bottom, words
        self.lines = lines_of(words)
        self.taken = _merged([(left, right) for line in self.lines for left, right, _ in _inks(line)])


def _inks(line: Line) -> list[tuple[float, float, int]]:
    return inks(line, _WHITE)


def _same_length(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Horizontal rules that begin and end at the same x, each group from top to bottom without doubles."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        if not rule.is_horizontal or rule.right - rule.left < _SHORTEST_RULE:
            continue
        for group in groups:
            if abs(group[0].left - rule.left) < _NEAR and abs(group[0].right - rule.right) < _NEAR:
                if rule.top - group[-1].top > _NEAR:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def _bands(rules: Sequence[Rule], words: Sequence[Word]) -> list[_Band]:
    bands = []
    for upper, lower in pairwise(rules):
        inside = [
            word
            for word in words
            if upper.top < word.baseline - 0.3 * word.size < lower.top
            and upper.left - _NEAR < (word.left + word.right) / 2 < upper.right + _NEAR
        ]
        bands.append(_Band(upper.top, lower.top, inside))
    return bands


def _runs(bands: Sequence[_Band]) -> list[list[_Band]]:
    """Neighbouring bands that can be rows of one table: some white runs through all of them, with words beside it."""
    runs: list[list[_Band]] = []
    taken: list[Span] = []
    open_run = False
    for band in bands:
        together = _merged(taken + band.taken)
        if open_run and band.words and len(together) >= 2:
            runs[-1].append(band)
            taken = together
        elif len(band.taken) >= 2:
            runs.append([band])
            taken, open_run = band.taken, True
        else:
            open_run = False
    return [run for run in runs if len(run) >= 2]


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] + 2:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _table(bands: Sequence[_Band], rule: Rule, known: Container[str]) -> Table | None:
    columns = _merged([span for band in bands for span in band.taken])
    edges = [rule.left] + [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    edges.append(rule.right)
    rows = []
    for index, band in enumerate(bands):
        parts = _split(band, edges) if len(bands) <= 3 and index > 0 else [band.words]
        rows += [_cells(part, edges, known) for part in parts]
    filled = sum(1 for row in rows if sum(map(bool, row)) >= 2)
    if len(rows) < 2 or filled < 0.6 * len(rows):
        return None
    return Table(tuple(rows), rule.left, bands[0].top, rule.right, bands[-1].bottom, tuple(edges))


def _split(band: _Band, edges: Sequence[float]) -> list[list[Word]]:
    """The rows of a band without rules between them: one for each line that begins in the first column."""
    begins = [line.left < edges[1] and line.right > edges[1] for line in band.lines]
    if sum(begins) < _FEWEST_SPLIT:
        return [band.words]
    parts: list[list[Word]] = []
    for line, begin in zip(band.lines, begins, strict=True):
        if begin or not parts:
            parts.append([])
        parts[-1] += line.words
    return parts


def _cells(words: Sequence[Word], edges: Sequence[float], known: Container[str]) -> tuple[str, ...]:
    cells: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        middle = (word.left + word.right) / 2
        cells[sum(middle > edge for edge in edges[1:-1])].append(word)
    return tuple(cell_text(cells[column], edges[column + 1], known) for column in range(len(edges) - 1))
