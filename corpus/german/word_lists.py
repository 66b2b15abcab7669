"""Reading the word lists that lie beside the code.

A list is UTF-8 text: `#` starts a comment line, blank lines are skipped, what remains are the entries.
"""

from collections.abc import Iterable, Iterator
from importlib.resources import files

PACKAGE = "corpus.german"


def packaged_text(name: str) -> str:
    """The text of the list file `name` of this package. Raises FileNotFoundError for a name that is not there."""
    return files(PACKAGE).joinpath(name).read_text(encoding="utf-8")


def entry_lines(text: str) -> Iterator[str]:
    """The lines of a list that hold entries, stripped, without comments and blank lines."""
    for line in text.splitlines():
        entry = line.strip()
        if entry and not entry.startswith("#"):
            yield entry


def packaged_words(name: str) -> Iterable[str]:
    """The entries of a packaged list in which white space separates one word from the next."""
    return [word for line in entry_lines(packaged_text(name)) for word in line.split()]
