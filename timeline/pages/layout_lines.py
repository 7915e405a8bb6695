"""Characters with boxes → printed lines.

Characters that nearly touch are one word. Whether two words on the same height are one line with a
blank in it, or the ends of two columns, no constant decides: gutters and the blanks of justified
lines are both about one em. So the neighbouring lines are asked: a line above or below that runs over
the gap shows a blank, lines that stop on both sides of it show a gutter.
"""

from __future__ import annotations

from bisect import bisect_left

from timeline.pages.layout_upright import upright
from timeline.pages.sheet import Glyph, Sheet, TextLine, line_of

_TIGHT = 0.36  # em between characters of one word
_REACH = 3.2  # em beyond which two words on one height are never one line
_LONE = 1.35  # em allowed in a line that has no neighbours to ask
_LEADING = 2.1  # em between the middles of neighbouring lines of one column
_ALIKE = 1.2  # ratio up to which two sizes count as the same


def lines_of(sheet: Sheet) -> list[TextLine]:
    """The lines of a sheet, in no particular order."""
    vertical, runs = upright(_runs(sheet.glyphs))
    return vertical + _joined(_touching(runs), sheet)


def alike(a: float, b: float) -> bool:
    """Whether two sizes are of one kind of text."""
    return a <= b * _ALIKE and b <= a * _ALIKE


def _same(a: float, b: float) -> bool:
    """Whether two lines can be of one column."""
    return a <= b * 1.04 and b <= a * 1.04


def _runs(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand side by side and also follow one another in the file."""
    runs: list[list[Glyph]] = []
    right, height, em = -1e9, 0.0, 0.0
    for glyph in glyphs:
        _, _, x0, y0, x1, y1, size = glyph
        gap, rise = x0 - right, (y0 + y1) / 2 - height
        near = -0.55 * em < gap < _TIGHT * em and -0.3 * em < rise < 0.3 * em
        if near and alike(em, size):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        right, height, em = x1, (y0 + y1) / 2, size
    return runs


def _touching(runs: list[list[Glyph]]) -> list[TextLine]:
    """Runs joined to the runs that touch them on the right, whatever the file's order."""
    words = [line_of(run) for run in runs]
    words.sort(key=lambda word: word.x0)
    rows = _Rows(words)
    follower: dict[int, TextLine] = {}
    followed: set[int] = set()
    for word in words:
        near = [
            other
            for other in rows.beside(word, word.x1 - 0.55 * word.size, word.x1 + _TIGHT * word.size)
            if alike(word.size, other.size) and id(other) not in followed and other.x1 > word.x1
        ]
        if near:
            next_ = min(near, key=lambda other: abs(other.x0 - word.x1) + abs(other.middle - word.middle))
            follower[id(word)] = next_
            followed.add(id(next_))
    out: list[TextLine] = []
    for word in words:
        if id(word) in followed:
            continue
        if id(word) not in follower:
            out.append(word)
            continue
        glyphs = list(word.glyphs)
        while (after := follower.get(id(word))) is not None:
            glyphs += after.glyphs
            word = after
        out.append(line_of(glyphs))
    return out


class _Rows:
    """Words by height, so that neighbours are found without looking at the whole page."""

    def __init__(self, words: list[TextLine]) -> None:
        self._sorted = sorted(words, key=lambda word: word.middle)
        self._heights = [word.middle for word in self._sorted]
        self._starts: dict[int, list[TextLine]] = {}
        self._stops: dict[int, list[TextLine]] = {}
        for word in words:
            if len(word.glyphs) > 3:
                self._starts.setdefault(round(word.x0), []).append(word)
                self._stops.setdefault(round(word.x1), []).append(word)

    def between(self, low: float, high: float) -> list[TextLine]:
        """Words whose middle lies in [low, high], lowest first."""
        return self._sorted[bisect_left(self._heights, low) : bisect_left(self._heights, high)]

    def edge(self, left: TextLine, right: TextLine) -> bool:
        """Whether columns of this size end where ``left`` does, or begin where ``right`` does."""
        return self._there(self._starts, right, right.x0) >= 2 or self._there(self._stops, left, left.x1) >= 3

    def _there(self, places: dict[int, list[TextLine]], word: TextLine, x: float) -> int:
        return sum(
            other is not word
            and _same(other.size, word.size)
            and abs(other.middle - word.middle) < 30 * word.size
            for place in (round(x) - 1, round(x), round(x) + 1)
            for other in places.get(place, ())
        )

    def beside(self, word: TextLine, left: float, right: float) -> list[TextLine]:
        """Words on the height of ``word`` that begin between ``left`` and ``right``."""
        slack = 0.32 * word.size
        middle = word.middle
        return [
            other
            for other in self.between(middle - slack, middle + slack)
            if left <= other.x0 <= right and other is not word
        ]


def _joined(words: list[TextLine], sheet: Sheet) -> list[TextLine]:
    """Words joined over the blanks of their line."""
    rows = _Rows(words)
    strokes = [*sheet.rules, *sheet.frames]
    follower: dict[int, TextLine] = {}
    followed: set[int] = set()
    for word in words:
        beside = [
            w for w in rows.beside(word, word.x1, word.x1 + _REACH * word.size) if alike(w.size, word.size)
        ]
        if not beside:
            continue
        right = min(beside, key=lambda other: other.x0)
        if (
            id(right) not in followed
            and not _parted(word, right, strokes)
            and _one_line(word, right, rows, strokes)
        ):
            follower[id(word)] = right
            followed.add(id(right))
    out: list[TextLine] = []
    for word in words:
        if id(word) in followed:
            continue
        glyphs = list(word.glyphs)
        part = word
        while (after := follower.get(id(part))) is not None:
            glyphs += after.glyphs
            part = after
        out.append(line_of(glyphs) if part is not word else word)
    return out


def _parted(left: TextLine, right: TextLine, strokes: list[tuple[float, float, float, float]]) -> bool:
    """Whether a vertical stroke stands in the gap."""
    height = left.middle
    return any(
        y0 <= height <= y1 and (left.x1 - 1 <= x0 <= right.x0 + 1 or left.x1 - 1 <= x1 <= right.x0 + 1)
        for x0, y0, x1, y1 in strokes
    )


def _one_line(
    left: TextLine, right: TextLine, rows: _Rows, strokes: list[tuple[float, float, float, float]]
) -> bool:
    verdicts = {_neighbours(left, right, rows, strokes, side) for side in (1, -1)}
    if "stop" in verdicts:
        return "runs over" in verdicts and not rows.edge(left, right)
    if "runs over" in verdicts:
        return True
    return right.x0 - left.x1 <= _LONE * left.size and not rows.edge(left, right)


def _neighbours(
    left: TextLine, right: TextLine, rows: _Rows, strokes: list[tuple[float, float, float, float]], side: int
) -> str:
    """What the nearest lines above (1) or below (−1) say of the gap: ``runs over``, ``stop`` or nothing."""
    em = left.size
    middle = left.middle
    near, far = 0.7 * em, _LEADING * em
    if side > 0:
        others = rows.between(middle + near, middle + far)
    else:
        others = rows.between(middle - far, middle - near)[::-1]
    on_left = on_right = False
    for other in others:
        if not _same(other.size, em) or _ruled_off(middle, other, strokes):
            continue
        if other.x0 <= left.x1 - 0.2 * em and other.x1 >= right.x0 + 0.2 * em:
            return "runs over"
        if other.x1 <= right.x0 and other.x1 > left.x0:
            on_left = True
        if left.x1 <= other.x0 < max(right.x1, right.x0 + 4 * em):
            on_right = True
    return "stop" if on_left and on_right else ""


def _ruled_off(height: float, other: TextLine, strokes: list[tuple[float, float, float, float]]) -> bool:
    """Whether a horizontal stroke runs between a height and a line."""
    low, high = sorted((height, other.middle))
    centre = (other.x0 + other.x1) / 2
    return any(x0 <= centre <= x1 and (low < y0 < high or low < y1 < high) for x0, y0, x1, y1 in strokes)
