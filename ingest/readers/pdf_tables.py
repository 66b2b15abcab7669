"""Tables with ruled lines: the lines make a grid, words fall into its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from ingest.readers.pdf_lines import Line, Table, lines_of
from ingest.readers.pdf_sheet import Rule, Word
from ingest.repair import join_lines

_NEAR = 3.5
"""Points by which rules may miss each other and still meet."""


def ruled_tables(words: Sequence[Word], rules: Sequence[Rule], known: Container[str]) -> tuple[list[Table], list[Word]]:
    """Tables of at least two rows and two columns, and the words that stand in none of them.

    Cells without a rule between them are one; its text is said once, in the upper left cell.
    """
    tables: list[Table] = []
    rest = list(words)
    for group in _connected(_without_underlines(rules, words)):
        grid = _grid(group)
        if grid is None:
            continue
        xs, ys = grid
        inside = [word for word in rest if _within(word, xs, ys)]
        table = _filled(inside, xs, ys, group, known)
        if table is not None:
            tables.append(table)
            taken = set(inside)
            rest = [word for word in rest if word not in taken]
    return tables, rest


def _without_underlines(rules: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """Rules that do not run under a word from its very beginning or to its very end."""
    by_line: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_line[int(word.baseline)].append(word)
    return [
        rule
        for rule in rules
        if not rule.is_horizontal
        or not any(
            0 <= rule.top - word.baseline < 0.3 * word.size
            and (abs(word.left - rule.left) < 1.5 or abs(word.right - rule.right) < 1.5)
            for line in range(int(rule.top) - 6, int(rule.top) + 1)
            for word in by_line.get(line, ())
        )
    ]


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that touch each other."""
    parents = list(range(len(rules)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    order = sorted(range(len(rules)), key=lambda index: rules[index].top)
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            if rules[other].top > rules[one].bottom + _NEAR:
                break
            if rules[other].left <= rules[one].right + _NEAR and rules[one].left <= rules[other].right + _NEAR:
                parents[root(one)] = root(other)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule]) -> tuple[list[float], list[float]] | None:
    """The x of the columns' edges and the y of the rows', or None where there are no two of each."""
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    if len(across) < 2 or not down:
        return None
    ends_x = [min(rule.left for rule in across), max(rule.right for rule in across)]
    ends_y = [min(rule.top for rule in down), max(rule.bottom for rule in down)]
    xs = _distinct([rule.left for rule in down] + ends_x)
    ys = _distinct([rule.top for rule in across] + ends_y)
    return (xs, ys) if len(xs) >= 3 and len(ys) >= 3 else None


def _distinct(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _within(word: Word, xs: list[float], ys: list[float]) -> bool:
    middle = (word.left + word.right) / 2
    return xs[0] - _NEAR < middle < xs[-1] + _NEAR and ys[0] < word.baseline - 0.3 * word.size < ys[-1]


def _filled(
    words: list[Word], xs: list[float], ys: list[float], rules: list[Rule], known: Container[str]
) -> Table | None:
    cells: dict[tuple[int, int], list[Word]] = defaultdict(list)
    owner = _owners(xs, ys, rules)
    for word in words:
        middle = (word.left + word.right) / 2
        column = _slot(xs, middle)
        row = _slot(ys, word.baseline - 0.3 * word.size)
        cells[owner[row, column]].append(word)
    texts = {place: cell_text(inside, xs[place[1] + 1], known) for place, inside in cells.items()}
    rows = []
    for row in range(len(ys) - 1):
        owned = [column for column in range(len(xs) - 1) if owner[row, column] == (row, column)]
        cut = tuple(texts.get((row, column), "") for column in owned)
        if any(cut):
            rows.append(cut)
    if len(rows) < 2 or sum(1 for row in rows if sum(map(bool, row)) > 1) < 0.5 * len(rows):
        return None
    return Table(tuple(rows), xs[0], ys[0], xs[-1], ys[-1], tuple(xs))


def _slot(edges: list[float], value: float) -> int:
    for index in range(len(edges) - 2):
        if value < edges[index + 1]:
            return index
    return len(edges) - 2


def _owners(xs: list[float], ys: list[float], rules: list[Rule]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of the grid the upper left cell of those it is merged with."""
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        middle_y = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            middle_x = (xs[column] + xs[column + 1]) / 2
            open_left = column > 0 and not any(
                abs(rule.left - xs[column]) <= _NEAR and rule.top - 1 <= middle_y <= rule.bottom + 1 for rule in down
            )
            open_above = row > 0 and not any(
                abs(rule.top - ys[row]) <= _NEAR and rule.left - 1 <= middle_x <= rule.right + 1 for rule in across
            )
            if open_left:
                owner[row, column] = owner[row, column - 1]
            elif open_above:
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return owner


def cell_text(words: Sequence[Word], right_edge: float, known: Container[str]) -> str:
    """The words of one cell as one line; a long word that fills the cell's width goes on in the next line."""
    lines = lines_of(words)
    texts: list[str] = []
    for index, line in enumerate(lines):
        text = line.text.replace("|", "¦")
        last = lines[index - 1] if index else None
        if last is not None and len(last.words[-1].text) >= 12 and _overflows(last, line, right_edge):
            texts[-1] += text
        else:
            texts.append(text)
    return join_lines(texts, known)


def _overflows(line: Line, following: Line, right_edge: float) -> bool:
    """Whether a line is one long word that had no room left, so that it was cut without a hyphen."""
    word = line.words[-1]
    if word.text[-1] in "-\u2011,;:.)" or not (following.text[0].isalnum() or "/" in word.text):
        return False
    if len(following.words) > 1 and following.text[0].isupper():
        return False
    one = (word.right - word.left) / len(word.text)
    return len(line.words) == 1 and right_edge - word.right < 2.2 * one + 5.5
