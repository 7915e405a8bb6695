"""The heading of an article: over its columns, over some of them, or upright beside them."""

from __future__ import annotations

from dataclasses import dataclass

from typeset.paper import Paper
from typeset.slots import Slot, shared
from typeset.truth import Truth
from typeset.writer import Words

BESIDE = ("left", "right")


def set_heading(paper: Paper, entry: Truth, slots: list[Slot], words: Words, place: str) -> list[Slot]:
    """Set the heading at its place; returns what is left of the columns."""
    size = _size(paper, slots, words.headline, place)
    if place in BESIDE:
        return _set_upright(paper, entry, slots, words, size, place)
    first, last = _covered(slots, place)
    over = slots[first:last]
    y = _set_level(paper, entry, over, words, size, len(slots) == 1)
    y += paper.style.body * 0.5
    return [Slot(s.x, s.width, y, s.bottom) if first <= i < last else s for i, s in enumerate(slots)]


def _size(paper: Paper, slots: list[Slot], headline: str, place: str) -> float:
    """How large the headline is set."""
    style = paper.style
    if place in BESIDE:
        room = min(slot.tall for slot in slots)
        return min(style.body * 3, room * 0.85 / len(headline))
    room = slots[-1].right - slots[0].x
    largest = style.body * (1.6 if len(slots) == 1 else 2.2 if len(slots) == 2 else 3.4)
    return min(largest * paper.rng.uniform(0.85, 1.0), _fitting(paper, headline, room))


def _fitting(paper: Paper, headline: str, room: float) -> float:
    """The largest size at which a headline stays within the room."""
    return room * 0.96 / max(4.0, paper.style.width_of(headline, "hei", 1.0))


def _covered(slots: list[Slot], place: str) -> tuple[int, int]:
    """Which columns the heading stands over."""
    if place == "part":
        return 0, max(2, len(slots) - 1)
    if place == "middle":
        return 1, len(slots) - 1
    if place == "notch":  # the columns that begin as high as the first
        lower = (i for i, slot in enumerate(slots) if slot.top > slots[0].top + 1)
        return 0, next(lower, len(slots))
    return 0, len(slots)


@dataclass
class _Level:
    """Lines set one below the other between two edges, from ``y`` on."""

    paper: Paper
    entry: Truth
    x0: float
    x1: float
    y: float
    centred: bool

    def line(self, role: str, text: str, font: str, em: float) -> None:
        """One line, and down to the next."""
        wide = self.paper.style.width_of(text, font, em)
        left = self.x0 + (self.x1 - self.x0 - wide) / 2 if self.centred else self.x0
        self.paper.sheet.put(text, left, self.y + em * 0.95, font, em)
        self.entry.add(role, text)
        self.y += em * 1.28

    def small(self, role: str, text: str, em: float) -> None:
        """A kicker or a subtitle: larger than the body, but within the edges."""
        style = self.paper.style
        em = max(em, style.body * 1.15)
        em = min(em, (self.x1 - self.x0) * 0.96 / max(1.0, style.width_of(text, "kai", 1.0)))
        self.line(role, text, "kai", em)

    def headline(self, text: str, size: float, narrow: bool) -> None:
        """The headline in one line, or its two halves in two where it is narrow."""
        if " " in text and narrow and self.paper.chance(0.5):
            for half in text.split(" ", 1):
                self.line("head", half, "hei", size)
            return
        style = self.paper.style
        em = min(size, (self.x1 - self.x0) * 0.96 / max(1.0, style.width_of(text, "hei", 1.0)))
        self.line("head", text, "hei", em)


def _set_level(
    paper: Paper, entry: Truth, over: list[Slot], words: Words, size: float, single: bool
) -> float:
    """Kicker, headline and subtitle over some columns; returns how far down they reach."""
    x0, x1 = over[0].x, over[-1].right
    size = min(size, _fitting(paper, words.headline, x1 - x0))
    level = _Level(paper, entry, x0, x1, over[0].top, paper.chance(0.75))
    if words.kicker and not single:
        level.small("kicker", words.kicker, size * 0.55)
    level.headline(words.headline, size, len(over) < 3)
    if words.subtitle and not single:
        level.small("sub", words.subtitle, size * 0.5)
    return level.y


def _set_upright(
    paper: Paper, entry: Truth, slots: list[Slot], words: Words, size: float, side: str
) -> list[Slot]:
    """Headline and subtitle from top to bottom; the columns share what is left beside them."""
    style = paper.style
    text = entry.headline = words.headline.replace(" ", "")
    top, bottom = slots[0].top, slots[0].bottom
    x0, x1 = slots[0].x, slots[-1].right
    pitch = min(size * 1.25, (bottom - top) * 0.96 / len(text))
    start = top + (bottom - top - len(text) * pitch) * paper.rng.choice((0.0, 0.5))
    x = x0 if side == "left" else x1 - size
    paper.sheet.upright(text, x, start, "hei", size, pitch)
    entry.add("head", text)
    strip = size + style.body + _upright_subtitle(paper, entry, words.subtitle, slots[0], x, size, side)
    left, right = (x0 + strip, x1) if side == "left" else (x0, x1 - strip)
    return shared(style, left, right - left, len(slots), top, bottom)


def _upright_subtitle(
    paper: Paper, entry: Truth, subtitle: str, slot: Slot, x: float, size: float, side: str
) -> float:
    """The subtitle on the inner side of a headline at ``x``, where it is short enough; returns the width it takes."""
    style = paper.style
    small = style.body * 1.2
    sub = subtitle.replace(" ", "").lstrip("—") if len(subtitle) * small * 1.2 < slot.tall else ""
    if not sub:
        return 0.0
    beside = x + size + 2 if side == "left" else x - small - 2
    paper.sheet.upright(sub, beside, slot.top + style.body, "kai", small, small * 1.15)
    entry.add("sub", sub)
    return small + style.body * 0.5
