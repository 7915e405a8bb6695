"""Pieces of a page → articles: which piece is read after which, and under which headline.

Every headline starts at most one chain of column pieces and every piece has at most one successor. A
successor is judged by where it stands (next column, below, beyond a picture), by the strokes, frames and
headlines between, and by its words: a piece that stops in the middle of a sentence is continued by one
that begins without an indent. The cheapest assignment of all is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.pages.bylines import opens
from timeline.pages.joints import Joints, flat
from timeline.pages.layout_pieces import Parts
from timeline.pages.matching import assign
from timeline.pages.sheet import Box, Piece, Sheet

_NEVER = 99.0
_MANY = 400  # pieces beyond which a page is no newspaper page and is read column by column
_WORDS = 0.7  # what a nat of evidence from the words at a joint weighs
_FULL_STOPS = "。！？!?"


@dataclass(slots=True)
class Chain:
    """One article of a page: its headline pieces (may be empty) and its column pieces in reading order."""

    head: list[Piece] = field(default_factory=list)
    bodies: list[Piece] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Column:
    """A column piece with what its first and last lines say."""

    piece: Piece
    indented: bool | None
    stop: str  # "mid": in the middle of a sentence, "end": a short last line, "full": a sentence ends with the line
    opens: bool
    head: int = -1  # the headline it stands under


@dataclass(slots=True, eq=False)
class _Head:
    """A headline group; ``left`` and ``right`` bound the room beside it that nothing else takes."""

    pieces: list[Piece]
    box: Box
    vertical: bool
    frame: int
    left: float = 0.0
    right: float = 0.0


def chains_of(sheet: Sheet, parts: Parts) -> list[Chain]:
    """The articles of a sheet (without captions and furniture) in the order they stand on the page."""
    if len(parts.bodies) > _MANY or len(parts.heads) > _MANY:
        return _column_by_column(parts)
    page = _Plan(sheet, parts)
    return page.chains()


def _column_by_column(parts: Parts) -> list[Chain]:
    em = parts.body_size
    pieces = [*parts.bodies, *(piece for head in parts.heads for piece in head)]
    return (
        [Chain([], sorted(pieces, key=lambda piece: (round(piece.x0 / (8 * em)), -piece.y1)))]
        if pieces
        else []
    )


def _hull(pieces: Sequence[Piece]) -> Box:
    return (
        min([p.x0 for p in pieces]),
        min([p.y0 for p in pieces]),
        max([p.x1 for p in pieces]),
        max([p.y1 for p in pieces]),
    )


class _Plan:
    """The costs of one page, in units of about one clear sign for or against."""

    def __init__(self, sheet: Sheet, parts: Parts) -> None:
        self.em = parts.body_size
        self.rules = sheet.rules
        self.frames = sheet.frames
        # A few upright rules part articles, many stand in every gutter.
        upright = sum(rule[3] - rule[1] > max(60.0, rule[2] - rule[0]) for rule in sheet.rules)
        self.upright_rule = 4.0 if upright < 4 else 0.8
        self.pictures = [*sheet.pictures, *(piece.box for piece in parts.captions)]
        self.heads = [_Head(group, _hull(group), group[0].vertical, group[0].frame) for group in parts.heads]
        bodies = sorted(parts.bodies, key=lambda piece: (piece.x0, -piece.y1))
        self.columns = [self._column(piece, bodies) for piece in bodies]
        ends = [flat(piece.lines[k].text) for piece in bodies for k in (-1, 0)]
        self.joints = Joints(ends)
        for head in self.heads:
            self._room_beside(head)
        for column in self.columns:
            column.head = self._over(column.piece)
        self._first: dict[int, float] = {}
        for column in self.columns:
            if column.head >= 0:
                left = self._first.get(column.head, _NEVER * 99)
                self._first[column.head] = min(left, column.piece.x0)

    def _column(self, piece: Piece, bodies: list[Piece]) -> _Column:
        left, right = piece.x0, piece.x1
        first, last = piece.lines[0], piece.lines[-1]
        sure = True
        if len(piece.lines) == 1 or (len(piece.lines) == 2 and first.x0 - left < 1.2 * self.em):
            model = self._model(piece, bodies)
            if model is not None:
                left, right = model.x0, max(model.x1, right)
            else:
                sure = len(piece.lines) > 1
        piece.left, piece.right = left, right
        indented = first.x0 - left > 1.2 * first.size if sure or first.x0 - left > 1.2 * first.size else None
        ending = piece.text[-2:].rstrip("”’）」』)\"'")
        sentence = not ending or ending[-1] in _FULL_STOPS
        full = last.x1 > right - 1.3 * last.size
        stop = ("full" if sentence else "mid") if full else "end"
        return _Column(piece, indented, stop, opens(first.text) > 0)

    def _model(self, piece: Piece, bodies: list[Piece]) -> Piece | None:
        """The nearest longer piece of the same column, to measure a very short one by."""
        near = [
            other
            for other in bodies
            if other is not piece
            and len(other.lines) > 2
            and other.frame == piece.frame
            and other.x0 - self.em < piece.x0 < other.x0 + 3 * self.em
            and piece.x1 < other.x1 + self.em
        ]
        return min(near, key=lambda other: abs(other.y1 - piece.y1), default=None)

    def _room_beside(self, head: _Head) -> None:
        """Headlines stand in the middle of their columns or flush left: the room on both sides is alike."""
        x0, y0, x1, y1 = head.box
        edges = [column.piece for column in self.columns]
        head.left = min([piece.x0 for piece in edges], default=x0)
        head.right = max([piece.x1 for piece in edges], default=x1)
        if head.frame >= 0:
            head.left, head.right = self.frames[head.frame][0], self.frames[head.frame][2]
        walls = [c.piece.box for c in self.columns] + [other.box for other in self.heads if other is not head]
        walls += [f for f in self.frames if not (f[0] <= x0 and f[2] >= x1 and f[1] <= y0 and f[3] >= y1)]
        walls += [rule for rule in self.rules if rule[3] - rule[1] > rule[2] - rule[0]]
        walls += self.pictures
        for left, low, right, high in walls:
            if low < y1 - 1 and high > y0 + 1:
                if right <= x0 + self.em:
                    head.left = max(head.left, right)
                elif left >= x1 - self.em:
                    head.right = min(head.right, left)
        before, after = x0 - head.left, head.right - x1
        head.left = max(head.left, x0 - max(0.0, after) - 3 * self.em)
        if before > self.em:
            head.right = min(head.right, x1 + before + 3 * self.em)

    def _over(self, piece: Piece) -> int:
        """The headline whose room lies right above a piece, with no stroke between; −1 if none does."""
        centre = (piece.x0 + piece.x1) / 2
        best, found = _NEVER * 99, -1
        for i, head in enumerate(self.heads):
            gap = head.box[1] - piece.y1
            if head.vertical or head.frame != piece.frame or gap < -self.em or gap >= best:
                continue
            if head.left <= centre <= head.right and not self._crossed(centre, piece.y1, head.box[1]):
                best, found = gap, i
        if found >= 0 and any(
            other.piece.x0 < centre < other.piece.x1 and piece.y1 - 1 < other.piece.y0 < self.heads[found].box[1]
            for other in self.columns
        ):
            return -1
        return found

    def _crossed(self, x: float, low: float, high: float) -> bool:
        """Whether a horizontal stroke crosses the upright line from ``low`` to ``high`` at ``x``."""
        return any(
            x0 <= x <= x1 and low < (y0 + y1) / 2 < high and x1 - x0 > y1 - y0
            for x0, y0, x1, y1 in self.rules
        ) or any(
            x0 <= x <= x1 and (low + 1 < y0 < high - 1 or low + 1 < y1 < high - 1)
            for x0, y0, x1, y1 in self.frames
        )

    # -- what a pair costs ------------------------------------------------------------------

    def chains(self) -> list[Chain]:
        """The cheapest reading of the page."""
        count = len(self.heads)
        gains: dict[tuple[int, int], float] = {}
        for j, column in enumerate(self.columns):
            alone = self._alone(column)
            for i, head in enumerate(self.heads):
                cost = self._starts(head, i, column)
                if cost < _NEVER:
                    gains[i, j] = alone + 7.0 - cost
            for i, before in enumerate(self.columns):
                if i == j:
                    continue
                cost = self._follows(before, column)
                if cost < _NEVER:
                    if before.stop == "mid" and column.indented is not True:
                        cost -= _WORDS * max(-4.0, min(4.0, self.joints.score(2 * i, 2 * j + 1)))
                    gains[count + i, j] = alone + _ending(before) - cost
        after = assign(gains)
        _cut_rings(after, count, gains)
        return self._collect(after, count)

    def _alone(self, column: _Column) -> float:
        """The cost of a piece that starts an article without a headline."""
        cost = 5.0 if column.opens else 9.0
        if column.indented is False:
            cost += 3.0
        frame = column.piece.frame
        if frame >= 0 and not any(head.frame == frame for head in self.heads):
            cost -= 4.0
        return cost

    def _starts(self, head: _Head, number: int, column: _Column) -> float:
        """The cost of an article whose headline is ``head`` and whose body begins with ``column``."""
        piece, em = column.piece, self.em
        if head.frame != piece.frame:
            return _NEVER
        x0, y0, x1, y1 = head.box
        cost = 5.0 if column.indented is False else 0.0
        if column.opens:
            cost -= 2.0
        if head.vertical:
            return cost + self._beside(head, piece)
        if column.head == number:
            gap = (y0 - piece.y1) / em
            return cost + 0.12 * max(0.0, gap - 1) + 0.12 * (piece.x0 - self._first[number]) / em
        if abs(piece.y1 - y1) < 3 * em and piece.x1 <= x0 + em and piece.y0 < y0:
            return cost + 1.5 + 0.1 * max(0.0, (head.left - piece.x1) / em)
        if (
            piece.y1 < y0
            and piece.x0 < x1
            and piece.x1 > x0
            and not self._crossed((x0 + x1) / 2, piece.y1, y0)
        ):
            return cost + 4.0 + 0.15 * (y0 - piece.y1) / em
        return _NEVER

    def _beside(self, head: _Head, piece: Piece) -> float:
        """How well a piece stands beside a vertical headline."""
        x0, y0, x1, y1 = head.box
        em = self.em
        if piece.y0 > y1 or piece.y1 < y0:
            return _NEVER
        top = 0.06 * abs(min(piece.y1, y1 + 12 * em) - y1) / em
        if piece.x0 >= x1 - 0.5 * em:
            return 0.4 + top + 0.35 * max(0.0, (piece.x0 - x1) / em - 2.5)
        if piece.x1 <= x0 + 0.5 * em:
            return 1.0 + top
        return _NEVER

    def _follows(self, a: _Column, b: _Column) -> float:
        """The cost of reading ``b`` right after ``a``."""
        one, two, em = a.piece, b.piece, self.em
        if one.frame != two.frame:
            return _NEVER
        cost = self._place(one, two)
        if cost >= _NEVER:
            return cost
        cost += _words(a, b)
        if max(one.size, two.size) > 1.08 * min(one.size, two.size):
            cost += 3.0
        if (
            len(one.lines) > 2
            and len(two.lines) > 2
            and abs((one.x1 - one.x0) - (two.x1 - two.x0)) > 1.1 * em
        ):
            cost += 1.5
        if a.head != b.head:
            cost += 4.0 if a.head >= 0 and b.head >= 0 else 1.0
        return cost

    def _place(self, one: Piece, two: Piece) -> float:
        em = self.em
        overlap = min(one.x1, two.x1) - max(one.x0, two.x0)
        if overlap > 0.6 * min(one.x1 - one.x0, two.x1 - two.x0):
            if two.y1 > one.y0 + 0.5 * em:
                return _NEVER
            return self._under(one, two)
        if two.x0 >= one.x1 - 0.6 * em:
            return self._right(one, two)
        if two.y1 <= one.y0 + 0.6 * em:
            return 3.5 + self._between(one, two) + 0.05 * (one.y0 - two.y1) / em
        return _NEVER

    def _under(self, one: Piece, two: Piece) -> float:
        em = self.em
        centre = (max(one.x0, two.x0) + min(one.x1, two.x1)) / 2
        gap = (one.y0 - two.y1) / em
        cost = min(4.0, 0.3 * max(0.0, gap - 1.0))
        if gap > 2.3 and not any(
            x0 < two.x1 and x1 > two.x0 and y0 < one.y0 and y1 > two.y1 for x0, y0, x1, y1 in self.pictures
        ):
            cost += 1.2
        if self._crossed(centre, two.y1, one.y0):
            cost += 8.0
        for head in self.heads:
            x0, y0, x1, y1 = head.box
            if not head.vertical and x0 < two.x1 and x1 > two.x0 and two.y1 - em <= y0 and y1 <= one.y0 + em:
                cost += 6.0
        if any(self._is_between(one, two, c.piece) for c in self.columns):
            cost += 5.0
        return cost

    def _is_between(self, one: Piece, two: Piece, other: Piece) -> bool:
        return (
            other is not one
            and other is not two
            and other.y0 < one.y0
            and other.y1 > two.y1
            and min(other.x1, two.x1) - max(other.x0, two.x0) > self.em
        )

    def _right(self, one: Piece, two: Piece) -> float:
        em = self.em
        apart = (two.x0 - one.x1) / em
        cost = 0.0 if apart < 3.5 else 1.0 + 0.08 * (apart - 3.5)
        lower = (one.y1 - two.y1) / em
        if abs(lower) > 0.8 and abs(one.y0 - two.y0) > 0.8 * em:
            cost += min(2.5, 0.8 + 0.03 * abs(lower))
        if two.y1 < one.y0 - em:
            cost += 2.5
        elif two.y0 > one.y1 + em:
            cost += 2.0
        cost += self._between(one, two)
        for other in self.columns:
            if other.piece is one or other.piece is two:
                continue
            if self._near_under(one, other.piece) or self._near_under(other.piece, two):
                cost += 2.5
        return cost

    def _near_under(self, upper: Piece, lower: Piece) -> bool:
        """Whether ``lower`` goes on right below ``upper`` in the same column."""
        return (
            upper.frame == lower.frame
            and abs(upper.left - lower.left) < 0.7 * self.em
            and abs(upper.right - lower.right) < 1.2 * self.em
            and -0.5 * self.em < upper.y0 - lower.y1 < 2.6 * self.em
            and not self._crossed((lower.x0 + lower.x1) / 2, lower.y1, upper.y0)
        )

    def _between(self, one: Piece, two: Piece) -> float:
        """The strokes and headlines that part two pieces."""
        cost = 0.0
        first, second = (one.x0 + one.x1) / 2, (two.x0 + two.x1) / 2
        left, right = min(first, second), max(first, second)
        for x0, y0, x1, y1 in self.rules:
            if x1 - x0 > y1 - y0:
                height = (y0 + y1) / 2
                covers = x0 <= left and x1 >= right
                if covers and (two.y1 <= height + 1 <= one.y0 + 2 or one.y1 <= height + 1 <= two.y0 + 2):
                    cost += 8.0
            elif left < x0 < right and y0 < min(one.y1, two.y1) and y1 > max(one.y0, two.y0):
                cost += self.upright_rule
        for head in self.heads:
            x0, y0, x1, y1 = head.box
            if (
                head.vertical
                and left < (x0 + x1) / 2 < right
                and y0 < min(one.y1, two.y1)
                and y1 > max(one.y0, two.y0)
            ):
                cost += 5.0
        return cost

    # -- from pairs to articles ---------------------------------------------------------------

    def _collect(self, after: dict[int, int], count: int) -> list[Chain]:
        chains: list[Chain] = []
        followed = set(after.values())
        for start in [*range(count), *(count + j for j in range(len(self.columns)) if j not in followed)]:
            chain = Chain(self.heads[start].pieces if start < count else [])
            at = start
            if start >= count:
                chain.bodies.append(self.columns[start - count].piece)
            while (next_ := after.get(at)) is not None:
                chain.bodies.append(self.columns[next_].piece)
                at = count + next_
            chains.append(chain)
        return chains


def _ending(column: _Column) -> float:
    """The cost of an article that ends with this piece."""
    return {"mid": 3.5, "full": 0.6, "end": 0.0}[column.stop]


def _words(a: _Column, b: _Column) -> float:
    """How badly the end of one piece and the start of the next fit as running text."""
    if b.opens:
        return 9.0
    if b.indented is None:
        return 0.5
    if b.indented:
        return {"mid": 6.0, "full": 0.4, "end": 0.0}[a.stop]
    return {"mid": 0.0, "full": 1.5, "end": 6.0}[a.stop]


def _cut_rings(after: dict[int, int], count: int, gains: dict[tuple[int, int], float]) -> None:
    """Cut chains that bite their own tail at their weakest joint."""
    settled: set[int] = set()
    for start in list(after):
        walk: list[int] = []
        at: int | None = start
        while at is not None and at not in settled and at not in walk:
            walk.append(at)
            next_ = after.get(at)
            at = None if next_ is None else count + next_
        if at is not None and at in walk:
            ring = walk[walk.index(at) :]
            del after[min(ring, key=lambda node: gains[node, after[node]])]
        settled.update(walk)
