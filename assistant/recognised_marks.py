"""Where on the picture of a scanned page a passage stands, by the boxes of its recognised words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.page_marks import find, fold
from corpus.models import RecognisedWord

# A line as high as this many words is two lines, or one on a page that lies askew: its mark climbs in steps.
HIGHEST_LINE = 1.7
WIDEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A box in pixels, origin at the upper left of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def transposed(self) -> Box:
        """The box with both axes exchanged."""
        return Box(self.top, self.left, self.bottom, self.right)


def locate_recognised(
    words: Sequence[RecognisedWord], quote: str, *, within: str, width: int, height: int
) -> tuple[Box, ...]:
    """One box a line where `quote` stands on a picture of the page of that size; as `page_marks.locate` otherwise."""
    letters: list[str] = []
    owners: list[int] = []
    for index, word in enumerate(words):
        folded = fold(word.text)
        letters.append(folded)
        owners.extend([index] * len(folded))
    hits = dict.fromkeys(owners[i] for start, end in find("".join(letters), quote, within) for i in range(start, end))
    boxes = [Box(w.left * width, w.top * height, w.right * width, w.bottom * height) for w in words]
    if not _run_down(boxes):
        return tuple(_lines([boxes[index] for index in hits], boxes))
    boxes = [box.transposed for box in boxes]
    return tuple(line.transposed for line in _lines([boxes[index] for index in hits], boxes))


def _run_down(boxes: Sequence[Box]) -> bool:
    """Whether the lines of a page run down or up, as on a page scanned sideways."""
    steps = [
        abs(other.top + other.bottom - one.top - one.bottom) > abs(other.left + other.right - one.left - one.right)
        for one, other in pairwise(boxes)
    ]
    return 2 * sum(steps) > len(steps)


def _lines(boxes: Sequence[Box], all_boxes: Sequence[Box]) -> Iterator[Box]:
    if not boxes:
        return
    usual = median(box.height for box in all_boxes)
    line = last = boxes[0]
    for box in boxes[1:]:
        both = Box(
            min(line.left, box.left),
            min(line.top, box.top),
            max(line.right, box.right),
            max(line.bottom, box.bottom),
        )
        highest = max(usual, last.height, box.height)
        gap = max(box.left - last.right, last.left - box.right)
        if both.height <= HIGHEST_LINE * highest and gap < WIDEST_GAP * highest:
            line = both
        else:
            yield line
            line = box
        last = box
    yield line
