"""The measures a page's lines are set in: how wide the column around a line is."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from timeline.pages.lines import Line

# Lines as wide as one another within this belong to one column.
_EVEN = 1.6
_WIDEST = 45.0
# A line this long was not broken by a printer: each line is a paragraph there.
_CLEAN = 60.0


class Measures:
    """The width of the column each line stands in, in Han characters, worked out when it is asked for."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self._usable, self._place = _usable(lines)
        self._common = _common([lines[i].width for i in self._usable])
        self._columns: dict[int, float | None] = {}
        self._ahead: dict[int, float | None] = {}

    def tells(self, i: int) -> bool:
        """Whether the width of line ``i`` is its printed width: no number beside it was torn out."""
        return self._place[i] < len(self._usable) and self._usable[self._place[i]] == i

    def column(self, i: int) -> float | None:
        """The width of the column line ``i`` is set in; ``None`` where lines are not broken at one width."""
        near = self._near(i)
        return self._common if near is None and self.lines[i].width <= _WIDEST else near

    def _near(self, i: int) -> float | None:
        if i not in self._columns:
            at = self._place[i]
            near = [self.lines[k].width for k in self._usable[max(0, at - 4) : at + 6]]
            self._columns[i] = _mode(near, self.lines[i].width)
        return self._columns[i]

    def ahead(self, i: int) -> float | None:
        """The same, judged by line ``i`` and those below it."""
        if i >= len(self.lines):
            return None
        if i not in self._ahead:
            near = [self.lines[k].width for k in self._usable[self._place[i] : self._place[i] + 6]]
            self._ahead[i] = _mode(near, self.lines[i].width)
        return self._ahead[i]


def _usable(lines: list[Line]) -> tuple[list[int], list[int]]:
    """The lines whose width tells the measure of their column, and for each line the first of them from it on.

    A number on a line of its own was torn out of a printed line, and so were the pieces beside it.
    """
    torn = [line.numeric for line in lines]
    beside = [
        torn[i] or (i > 0 and torn[i - 1]) or (i + 1 < len(lines) and torn[i + 1]) for i in range(len(lines))
    ]
    usable = [i for i, skip in enumerate(beside) if not skip]
    place, k = [], 0
    for i in range(len(lines)):
        while k < len(usable) and usable[k] < i:
            k += 1
        place.append(k)
    return usable, place


def _mode(near: list[float], own: float) -> float | None:
    if max(near, default=0.0) > _CLEAN:
        return None
    usable = sorted(w for w in near if 4.5 < w <= _WIDEST)
    best, score = None, 0.0
    low = 0
    for high, w in enumerate(usable):
        while usable[low] < w - _EVEN:
            low += 1
        if high - low < 2 or not _adjacent(near, w):
            continue
        # The measure this line itself fits weighs more, so that a narrow column beside a wide one is seen.
        value = high - low + 1 + (1.2 if w - _EVEN <= own <= w + 1 else 0.0) + 0.01 * w
        if value > score:
            # Not the widest: a mark may hang beyond the edge.
            best, score = usable[low + 3 * (high - low) // 4], value
    return best


def _common(widths: list[float]) -> float | None:
    """The measure most lines of the page are set in; ``None`` if there is none, as where lines are paragraphs."""
    if not widths or max(widths) > _CLEAN:
        return None
    counts = Counter(round(width) for width in widths if width > 8)
    best = max(counts, key=lambda width: (counts[width] + counts[width - 1], width), default=0)
    if counts[best] + counts[best - 1] < max(4, 0.35 * len(widths)) or not _adjacent(widths, best + 0.5):
        return None
    return float(best)


def _adjacent(near: list[float], w: float) -> bool:
    """Whether lines as wide as ``w`` follow one another, as those of a column do and headlines do not."""
    fits = [w - _EVEN <= other <= w for other in near if other]
    return sum(a and b for a, b in pairwise(fits)) >= 2
