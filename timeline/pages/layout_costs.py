"""What it costs to read one piece of a page after another, or under a headline.

The unit is about one clear sign for or against. Costs come from where the pieces stand (next column, below, beyond
a picture), from the strokes, frames and headlines between them, and from their words.
"""

from __future__ import annotations

from timeline.pages.joints import Joints, flat
from timeline.pages.layout_setting import Column, Head, Setting
from timeline.pages.sheet import Piece

NEVER = 99.0
_NAT = 0.7  # what a nat of evidence from the words at a joint weighs


class Costs:
    """The costs of the pairs of one page."""

    def __init__(self, page: Setting) -> None:
        self._page = page
        pieces = [column.piece for column in page.columns]
        self._joints = Joints([flat(piece.lines[k].text) for piece in pieces for k in (-1, 0)])

    def alone(self, column: Column) -> float:
        """The cost of a piece that starts an article without a headline."""
        cost = 5.0 if column.opens else 9.0
        if column.indented is False:
            cost += 3.0
        frame = column.piece.frame
        if frame >= 0 and not any(head.frame == frame for head in self._page.heads):
            cost -= 4.0
        return cost

    def starts(self, number: int, column: Column) -> float:
        """The cost of an article under headline ``number`` whose body begins with ``column``."""
        head, piece, em = self._page.heads[number], column.piece, self._page.em
        if head.frame != piece.frame:
            return NEVER
        x0, y0, x1, y1 = head.box
        cost = 5.0 if column.indented is False else 0.0
        if column.opens:
            cost -= 2.0
        if head.vertical:
            return cost + self._beside(head, piece)
        if column.head == number:
            gap = (y0 - piece.y1) / em
            return cost + 0.12 * max(0.0, gap - 1) + 0.12 * (piece.x0 - self._page.first[number]) / em
        if abs(piece.y1 - y1) < 3 * em and piece.x1 <= x0 + em and piece.y0 < y0:
            return cost + 1.5 + 0.1 * max(0.0, (head.left - piece.x1) / em)
        if (
            piece.y1 < y0
            and piece.x0 < x1
            and piece.x1 > x0
            and not self._page.crossed((x0 + x1) / 2, piece.y1, y0)
        ):
            return cost + 4.0 + 0.15 * (y0 - piece.y1) / em
        return NEVER

    def _beside(self, head: Head, piece: Piece) -> float:
        """How well a piece stands beside a vertical headline."""
        x0, y0, x1, y1 = head.box
        em = self._page.em
        if piece.y0 > y1 or piece.y1 < y0:
            return NEVER
        top = 0.06 * abs(min(piece.y1, y1 + 12 * em) - y1) / em
        if piece.x0 >= x1 - 0.5 * em:
            return 0.4 + top + 0.35 * max(0.0, (piece.x0 - x1) / em - 2.5)
        if piece.x1 <= x0 + 0.5 * em:
            return 1.0 + top
        return NEVER

    def follows(self, i: int, j: int) -> float:
        """The cost of reading column ``j`` right after column ``i``."""
        a, b = self._page.columns[i], self._page.columns[j]
        one, two = a.piece, b.piece
        if one.frame != two.frame:
            return NEVER
        cost = self._place(i, j)
        if cost >= NEVER:
            return cost
        cost += _words(a, b)
        if a.stop == "mid" and b.indented is not True:
            cost -= _NAT * max(-4.0, min(4.0, self._joints.score(2 * i, 2 * j + 1)))
        if max(one.size, two.size) > 1.08 * min(one.size, two.size):
            cost += 3.0
        wider = abs((one.x1 - one.x0) - (two.x1 - two.x0))
        if len(one.lines) > 2 and len(two.lines) > 2 and wider > 1.1 * self._page.em:
            cost += 1.5
        if a.head != b.head:
            cost += 4.0 if a.head >= 0 and b.head >= 0 else 1.0
        return cost

    def _place(self, i: int, j: int) -> float:
        """How well column ``j`` stands for going on after column ``i``."""
        one, two, em = self._page.columns[i].piece, self._page.columns[j].piece, self._page.em
        overlap = min(one.x1, two.x1) - max(one.x0, two.x0)
        if overlap > 0.6 * min(one.x1 - one.x0, two.x1 - two.x0):
            return NEVER if two.y1 > one.y0 + 0.5 * em else self._under(one, two)
        if two.x0 >= one.x1 - 0.6 * em:
            others = (self._page.below[i] - {j}) | (self._page.above[j] - {i})
            return self._right(one, two) + 2.5 * len(others)
        if two.y1 <= one.y0 + 0.6 * em:
            return 3.5 + self._between(one, two) + 0.05 * (one.y0 - two.y1) / em
        return NEVER

    def _under(self, one: Piece, two: Piece) -> float:
        em = self._page.em
        centre = (max(one.x0, two.x0) + min(one.x1, two.x1)) / 2
        gap = (one.y0 - two.y1) / em
        cost = min(4.0, 0.3 * max(0.0, gap - 1.0))
        if gap > 2.3 and not any(
            x0 < two.x1 and x1 > two.x0 and y0 < one.y0 and y1 > two.y1
            for x0, y0, x1, y1 in self._page.pictures
        ):
            cost += 1.2
        if self._page.crossed(centre, two.y1, one.y0):
            cost += 8.0
        for head in self._page.heads:
            x0, y0, x1, y1 = head.box
            if not head.vertical and x0 < two.x1 and x1 > two.x0 and two.y1 - em <= y0 and y1 <= one.y0 + em:
                cost += 6.0
        if any(self._is_between(one, two, c.piece) for c in self._page.columns):
            cost += 5.0
        return cost

    def _is_between(self, one: Piece, two: Piece, other: Piece) -> bool:
        return (
            other is not one
            and other is not two
            and other.y0 < one.y0
            and other.y1 > two.y1
            and min(other.x1, two.x1) - max(other.x0, two.x0) > self._page.em
        )

    def _right(self, one: Piece, two: Piece) -> float:
        em = self._page.em
        apart = (two.x0 - one.x1) / em
        cost = 0.0 if apart < 3.5 else 1.0 + 0.08 * (apart - 3.5)
        lower = (one.y1 - two.y1) / em
        if abs(lower) > 0.8 and abs(one.y0 - two.y0) > 0.8 * em:
            cost += min(2.5, 0.8 + 0.03 * abs(lower))
        if two.y1 < one.y0 - em:
            cost += 2.5
        elif two.y0 > one.y1 + em:
            cost += 2.0
        return cost + self._between(one, two)

    def _between(self, one: Piece, two: Piece) -> float:
        """The strokes and headlines that part two pieces."""
        cost = 0.0
        first, second = (one.x0 + one.x1) / 2, (two.x0 + two.x1) / 2
        left, right = min(first, second), max(first, second)
        for x0, y0, x1, y1 in self._page.rules:
            if x1 - x0 > y1 - y0:
                height = (y0 + y1) / 2
                covers = x0 <= left and x1 >= right
                if covers and (two.y1 <= height + 1 <= one.y0 + 2 or one.y1 <= height + 1 <= two.y0 + 2):
                    cost += 8.0
            elif left < x0 < right and y0 < min(one.y1, two.y1) and y1 > max(one.y0, two.y0):
                cost += self._page.upright_rule
        for head in self._page.heads:
            x0, y0, x1, y1 = head.box
            if (
                head.vertical
                and left < (x0 + x1) / 2 < right
                and y0 < min(one.y1, two.y1)
                and y1 > max(one.y0, two.y0)
            ):
                cost += 5.0
        return cost


def ending(column: Column) -> float:
    """The cost of an article that ends with this piece."""
    return {"mid": 3.5, "full": 0.6, "end": 0.0}[column.stop]


def _words(a: Column, b: Column) -> float:
    """How badly the end of one piece and the start of the next fit as running text."""
    if b.opens:
        return 9.0
    if b.indented is None:
        return 0.5
    if b.indented:
        return {"mid": 6.0, "full": 0.4, "end": 0.0}[a.stop]
    return {"mid": 0.0, "full": 1.5, "end": 6.0}[a.stop]
