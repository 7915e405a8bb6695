"""A page as it is set: its columns, headlines with the room around them, strokes and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.pages.bylines import opens
from timeline.pages.layout_pieces import Parts
from timeline.pages.sheet import Box, Piece, Sheet

_FAR = 1e6
_FULL_STOPS = "。！？!?"


@dataclass(slots=True, eq=False)
class Column:
    """A column piece with what its first and last lines say."""

    piece: Piece
    indented: bool | None
    stop: str  # "mid": in the middle of a sentence, "end": a short last line, "full": a sentence ends with the line
    opens: bool
    head: int = -1  # the headline it stands under


@dataclass(slots=True, eq=False)
class Head:
    """A headline group; ``left`` and ``right`` bound the room beside it that nothing else takes."""

    pieces: list[Piece]
    box: Box
    vertical: bool
    frame: int
    left: float = 0.0
    right: float = 0.0


def _hull(pieces: Sequence[Piece]) -> Box:
    return (
        min([p.x0 for p in pieces]),
        min([p.y0 for p in pieces]),
        max([p.x1 for p in pieces]),
        max([p.y1 for p in pieces]),
    )


class Setting:
    """One page. ``columns`` are sorted from left to right; pairs of them are named by their indices."""

    def __init__(self, sheet: Sheet, parts: Parts) -> None:
        self.em = parts.body_size
        self.rules = sheet.rules
        self.frames = sheet.frames
        # A few upright rules part articles, many stand in every gutter.
        upright = sum(rule[3] - rule[1] > max(60.0, rule[2] - rule[0]) for rule in sheet.rules)
        self.upright_rule = 4.0 if upright < 4 else 0.8
        self.pictures = [*sheet.pictures, *(piece.box for piece in parts.captions)]
        self.heads = [Head(group, _hull(group), group[0].vertical, group[0].frame) for group in parts.heads]
        bodies = sorted(parts.bodies, key=lambda piece: (piece.x0, -piece.y1))
        self.columns = [self._column(piece, bodies) for piece in bodies]
        for head in self.heads:
            self._room_beside(head)
        self.first: dict[int, float] = {}
        for column in self.columns:
            column.head = self._over(column.piece)
            if column.head >= 0:
                self.first[column.head] = min(self.first.get(column.head, _FAR), column.piece.x0)
        self.below: list[set[int]] = [set() for _ in self.columns]
        self.above: list[set[int]] = [set() for _ in self.columns]
        for i, upper in enumerate(self.columns):
            for j, lower in enumerate(self.columns):
                if i != j and self._near_under(upper.piece, lower.piece):
                    self.below[i].add(j)
                    self.above[j].add(i)

    def _column(self, piece: Piece, bodies: list[Piece]) -> Column:
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
        return Column(piece, indented, stop, opens(first.text) > 0)

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

    def _room_beside(self, head: Head) -> None:
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
        best, found = _FAR, -1
        for i, head in enumerate(self.heads):
            gap = head.box[1] - piece.y1
            if head.vertical or head.frame != piece.frame or gap < -self.em or gap >= best:
                continue
            if head.left <= centre <= head.right and not self.crossed(centre, piece.y1, head.box[1]):
                best, found = gap, i
        if found >= 0 and any(
            other.piece.x0 < centre < other.piece.x1
            and piece.y1 - 1 < other.piece.y0 < self.heads[found].box[1]
            for other in self.columns
        ):
            return -1
        return found

    def crossed(self, x: float, low: float, high: float) -> bool:
        """Whether a horizontal stroke crosses the upright line from ``low`` to ``high`` at ``x``."""
        return any(
            x0 <= x <= x1 and low < (y0 + y1) / 2 < high and x1 - x0 > y1 - y0
            for x0, y0, x1, y1 in self.rules
        ) or any(
            x0 <= x <= x1 and (low + 1 < y0 < high - 1 or low + 1 < y1 < high - 1)
            for x0, y0, x1, y1 in self.frames
        )

    def _near_under(self, upper: Piece, lower: Piece) -> bool:
        """Whether ``lower`` goes on right below ``upper`` in the same column."""
        return (
            upper.frame == lower.frame
            and abs(upper.left - lower.left) < 0.7 * self.em
            and abs(upper.right - lower.right) < 1.2 * self.em
            and -0.5 * self.em < upper.y0 - lower.y1 < 2.6 * self.em
            and not self.crossed((lower.x0 + lower.x1) / 2, lower.y1, upper.y0)
        )
