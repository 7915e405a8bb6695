"""Pictures within an article, and their captions."""

from __future__ import annotations

from typing import NamedTuple

from typeset.lines import broken
from typeset.paper import Paper
from typeset.slots import Slot

TALLEST, LOWEST = 130.0, 60


class Picture(NamedTuple):
    """Where a picture stands; its caption goes under it."""

    x0: float
    x1: float
    bottom: float


def set_picture(paper: Paper, slots: list[Slot]) -> Picture | None:
    """A picture at the head or the foot of some columns, which are made shorter; None where there is no room."""
    count = min(2, len(slots) - 1)
    at = paper.rng.choice((len(slots) - count, len(slots) - count, 1 if len(slots) > 3 else 0))
    over = slots[at : at + count]
    if any(abs(slot.top - over[0].top) > 1 or abs(slot.bottom - over[0].bottom) > 1 for slot in over):
        return None
    tall = min(over[0].tall * 0.5, TALLEST)
    if tall < LOWEST:
        return None
    room = paper.style.row * 3.4  # for the caption
    low = paper.chance(0.3)
    top = over[0].bottom - tall - room * 0.8 if low else over[0].top
    picture = Picture(over[0].x, over[-1].right, top + tall)
    paper.sheet.box(picture.x0, top, picture.x1, picture.bottom, 0.75, True)
    for slot in over:
        if low:
            slot.bottom = top - paper.style.row * 0.5
        else:
            slot.top = top + tall + room
    return picture


def set_caption(paper: Paper, picture: Picture) -> None:
    """What the picture shows and who took it."""
    entry = paper.entry("caption", "")
    size = paper.style.body * 0.9
    rows = broken(paper.style, paper.writer.caption(), picture.x1 - picture.x0, size, "kai")
    for i, row in enumerate(rows):
        y = picture.bottom + size * (1.3 + 1.25 * i)
        paper.sheet.put(row.text, picture.x0 + row.left, y, "kai", size, min(row.spread, 0.3))
        entry.add("caption", row.text)
