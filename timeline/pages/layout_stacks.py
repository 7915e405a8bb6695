"""Printed lines → stacks: lines under one another in one column."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.pages.bylines import opens, signs
from timeline.pages.sheet import Box, Piece, Sheet, TextLine, piece_of

_FARTHEST = 2.35  # em from the middle of one line to the next
_INDENT = 2.6  # em the first line of a column may stand in
_NEAR = 6.0  # points by which the ends of rules that meet may miss each other
_MANY_RULES = 200
_BULLETS = "□■\ufffd"


@dataclass(slots=True, eq=False)
class _Stack:
    """A growing stack with its edges and the frame it stands in."""

    lines: list[TextLine]
    x0: float
    x1: float
    frame: int

    def add(self, line: TextLine) -> None:
        self.lines.append(line)
        self.x0 = min(self.x0, line.x0)
        self.x1 = max(self.x1, line.x1)


def stacks(lines: list[TextLine], sheet: Sheet, slack: float) -> list[Piece]:
    """The stacks of horizontal ``lines``; sizes within a ratio of ``slack`` are alike.

    A line closes every stack it stands under without continuing it.
    """
    strokes = [*sheet.rules, *sheet.frames]
    open_: list[_Stack] = []
    done: list[_Stack] = []
    for line in sorted(lines, key=lambda line: (-line.middle, line.x0)):
        frame = frame_of(line.box, sheet.frames)
        home = None
        kept: list[_Stack] = []
        for stack in open_:
            if not _over(stack, line) or stack.lines[-1].middle - line.middle < 0.5 * line.size:
                kept.append(stack)
            elif home is None and stack.frame == frame and _goes_on(stack, line, slack, strokes):
                home = stack
                kept.append(stack)
            else:
                done.append(stack)
        open_ = kept
        if home is not None:
            home.add(line)
        else:
            open_.append(_Stack([line], line.x0, line.x1, frame))
    pieces: list[Piece] = []
    for stack in done + open_:
        piece = piece_of(stack.lines)
        piece.frame = stack.frame
        pieces.append(piece)
    return pieces


def frame_of(box: Box, frames: list[Box]) -> int:
    """The index of the smallest frame around the middle of ``box``, −1 if there is none."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    best, found = 0.0, -1
    for i, (x0, y0, x1, y1) in enumerate(frames):
        if x0 <= x <= x1 and y0 <= y <= y1:
            area = (x1 - x0) * (y1 - y0)
            if found < 0 or area < best:
                best, found = area, i
    return found


def closed(rules: list[Box]) -> list[Box]:
    """The frames that four rules make: two level ones of the same length, an upright one at both ends."""
    level = [rule for rule in rules if rule[2] - rule[0] > rule[3] - rule[1]]
    upright = [rule for rule in rules if rule[2] - rule[0] <= rule[3] - rule[1]]
    if len(level) > _MANY_RULES or len(upright) > _MANY_RULES:
        return []
    found: list[Box] = []
    for low in level:
        for high in level:
            if high[1] - low[3] < _NEAR or abs(high[0] - low[0]) > _NEAR or abs(high[2] - low[2]) > _NEAR:
                continue
            box = (min(low[0], high[0]), low[1], max(low[2], high[2]), high[3])
            if all(any(_along(side, x, box) for side in upright) for x in (box[0], box[2])):
                found.append(box)
    return found


def _along(rule: Box, x: float, box: Box) -> bool:
    """Whether an upright rule is the side of a box at ``x``."""
    return abs((rule[0] + rule[2]) / 2 - x) < _NEAR and rule[1] < box[1] + _NEAR and rule[3] > box[3] - _NEAR


def stroke_between(above: TextLine, below: TextLine, strokes: list[Box]) -> bool:
    """Whether a horizontal stroke parts two lines."""
    centre = (max(above.x0, below.x0) + min(above.x1, below.x1)) / 2
    high, low = above.middle, below.middle
    return any(x0 <= centre <= x1 and (low < y0 < high or low < y1 < high) for x0, y0, x1, y1 in strokes)


def _over(stack: _Stack, line: TextLine) -> bool:
    """Whether a stack stands above a line; a single line may be the indented first one."""
    if stack.x0 < line.x1 and stack.x1 > line.x0:
        return True
    return len(stack.lines) == 1 and stack.x0 - _INDENT * line.size < line.x0 < stack.x0


def _goes_on(stack: _Stack, line: TextLine, slack: float, strokes: list[Box]) -> bool:
    last = stack.lines[-1]
    em = last.size
    if line.size > slack * em or em > slack * line.size or last.middle - line.middle > _FARTHEST * em:
        return False
    if not _in_column(stack, line, em) or stroke_between(last, line, strokes):
        return False
    # A report opens on an indented line, or after a short one.
    begins = line.x0 > stack.x0 + em or last.x1 < stack.x1 - em or len(stack.lines) == 1
    return not (begins and opens(line.text))


def _in_column(stack: _Stack, line: TextLine, em: float) -> bool:
    """Whether a line lies between the edges of a stack, as far as it has shown them."""
    count = len(stack.lines)
    if line.x0 < stack.x0 - (_INDENT if count == 1 else 0.7) * em:
        # A reporter's line is set in the middle of its column.
        signed = count < 3 and line.x1 > stack.x1 - em and signs(stack.lines[0].text.lstrip(_BULLETS))
        return signed and (count == 1 or line.x0 > stack.lines[-1].x0 - _INDENT * em)
    return line.x1 <= stack.x1 + (0.9 if count > 2 else 40) * em
