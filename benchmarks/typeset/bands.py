"""A band of the page, from margin to margin: how its room is shared out among articles."""

from __future__ import annotations

from typeset.articles import set_article, set_framed
from typeset.paper import Paper
from typeset.slots import Slot, columns

SHAPES = ("whole", "split", "split", "notch", "step", "briefs", "thirds")
LEAST_OF_AN_L = 260


def set_band(paper: Paper, top: float, bottom: float) -> None:
    """One band in a shape chosen at random, among those it has room for."""
    n = paper.style.columns
    shape = paper.rng.choice(SHAPES)
    if bottom - top < LEAST_OF_AN_L and shape in ("notch", "step"):
        shape = "split"
    if shape == "thirds" and n < 5:
        shape = "briefs"
    _SETTERS[shape](paper, n, top, bottom)


def _whole(paper: Paper, n: int, top: float, bottom: float) -> None:
    """One article."""
    place = paper.rng.choice(("top", "part", "middle")) if n >= 4 else "top"
    set_article(paper, columns(paper.style, 0, n, top, bottom), place)


def _split(paper: Paper, n: int, top: float, bottom: float) -> None:
    """Two parts side by side."""
    k = paper.rng.randint(2, n - 2)
    _set_part(paper, columns(paper.style, 0, k, top, bottom))
    _set_part(paper, columns(paper.style, k, n - k, top, bottom))


def _thirds(paper: Paper, n: int, top: float, bottom: float) -> None:
    """Three parts side by side."""
    for first, count in ((0, 2), (2, n - 4), (n - 2, 2)):
        _set_part(paper, columns(paper.style, first, count, top, bottom))


def _notch(paper: Paper, n: int, top: float, bottom: float) -> None:
    """An L: the last columns stop early, another article stands under them."""
    style = paper.style
    k = paper.rng.randint(2, n - 2)
    cut = top + (bottom - top) * paper.rng.uniform(0.5, 0.62)
    slots = columns(style, 0, k, top, bottom) + columns(style, k, n - k, top, cut - _gap(paper))
    set_article(paper, slots, "top" if paper.chance(0.6) else "part")
    _set_in_notch(paper, columns(style, k, n - k, cut, bottom))


def _step(paper: Paper, n: int, top: float, bottom: float) -> None:
    """An L: the last columns begin late, under another article."""
    style = paper.style
    k = paper.rng.randint(2, n - 2)
    cut = top + (bottom - top) * paper.rng.uniform(0.42, 0.52)
    slots = columns(style, 0, k, top, bottom) + columns(style, k, n - k, cut + _gap(paper), bottom)
    set_article(paper, slots, "notch")
    _set_in_notch(paper, columns(style, k, n - k, top, cut), above=True)


def _with_briefs(paper: Paper, n: int, top: float, bottom: float) -> None:
    """A part beside one column of briefs."""
    _set_part(paper, columns(paper.style, 0, n - 1, top, bottom))
    _set_briefs(paper, columns(paper.style, n - 1, 1, top, bottom)[0])


_SETTERS = {
    "whole": _whole,
    "split": _split,
    "thirds": _thirds,
    "notch": _notch,
    "step": _step,
    "briefs": _with_briefs,
}


def _gap(paper: Paper) -> float:
    """Between the two articles of an L."""
    return paper.style.row * 1.4


def _set_in_notch(paper: Paper, slots: list[Slot], above: bool = False) -> None:
    """The article in the notch of an L, set off by a frame or a rule."""
    if paper.chance(0.6):
        set_framed(paper, slots, paper.rng.choice(("news", "editorial")))
        return
    off = paper.style.row * 0.7
    y = slots[0].bottom + off if above else slots[0].top - off
    paper.sheet.rule(slots[0].x, y, slots[-1].right, y)
    set_article(paper, slots, "top")


def _set_part(paper: Paper, slots: list[Slot]) -> None:
    """One article in a frame, with its headline beside it or over it, or two, one over the other."""
    rng = paper.rng
    tall = slots[0].tall
    if len(slots) <= 3 and paper.chance(0.3):
        kind = rng.choice(("news", "editorial", "news"))
        set_framed(paper, slots, kind, rng.choice(("top", "top", "right")) if tall > 180 else "top")
    elif tall > 160 and paper.chance(0.3):
        set_article(paper, slots, rng.choice(("left", "right")))
    elif tall > 320 and len(slots) == 2 and paper.chance(0.4):
        _set_stacked(paper, slots)
    else:
        set_article(paper, slots)


def _set_stacked(paper: Paper, slots: list[Slot]) -> None:
    """An article over another, or over a notice in a frame as wide as the columns."""
    first, last = slots
    middle = (first.top + first.bottom) / 2
    gap = paper.style.row * 0.8
    set_article(paper, [Slot(s.x, s.width, s.top, middle - gap) for s in slots])
    if paper.chance(0.5):
        foot = min(first.bottom, middle + gap + 90)
        set_framed(paper, [Slot(first.x, last.right - first.x, middle + gap, foot)], "notice")
    else:
        set_article(paper, [Slot(s.x, s.width, middle + gap, s.bottom) for s in slots])


def _set_briefs(paper: Paper, slot: Slot) -> None:
    """Briefs one under the other, some parted by a rule."""
    count = max(2, int(slot.tall / 150))
    tall = slot.tall / count
    row = paper.style.row
    for i in range(count):
        top = slot.top + i * tall
        set_article(paper, [Slot(slot.x, slot.width, top, top + tall - row * 0.9)], "top", "brief")
        if i + 1 < count and paper.chance(0.5):
            y = top + tall - row * 0.4
            paper.sheet.rule(slot.x, y, slot.right, y)
