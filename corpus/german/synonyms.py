"""Words of the administration that mean nearly the same: Starkregen and Sturzflut, ÖPNV and Nahverkehr."""

from collections.abc import Iterable, Iterator, Sequence

from corpus.german.word_lists import entry_lines

Phrase = tuple[str, ...]


def synonym_groups(text: str) -> Iterator[list[str]]:
    """The groups of a synonym list: one a line, its entries (words or phrases) apart by commas."""
    for line in entry_lines(text):
        yield [entry for part in line.split(",") if (entry := part.strip())]


class Synonyms:
    """Finds the synonyms of words and phrases; both are given and returned as sequences of stems."""

    def __init__(self, groups: Iterable[Iterable[Phrase]]) -> None:
        self._others: dict[Phrase, dict[Phrase, None]] = {}
        for group in groups:
            phrases = [phrase for phrase in group if phrase]
            for phrase in phrases:
                others = self._others.setdefault(phrase, {})
                others.update((other, None) for other in phrases if other != phrase)
        self._longest = max(map(len, self._others), default=0)

    def of(self, stems: Sequence[str]) -> Iterator[tuple[int, Phrase]]:
        """Each synonym of a word or phrase within `stems`, with the index at which that word or phrase begins."""
        for start in range(len(stems)):
            for end in range(start + 1, min(start + self._longest, len(stems)) + 1):
                for other in self._others.get(tuple(stems[start:end]), ()):
                    yield start, other
