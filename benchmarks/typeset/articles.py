"""Articles set into their columns, bare or in a frame."""

from __future__ import annotations

from typeset.headings import set_heading
from typeset.lines import Row
from typeset.paper import Paper
from typeset.pictures import set_caption, set_picture
from typeset.running_text import running_text
from typeset.slots import Slot, shared
from typeset.truth import Truth

NOTICE_SCALE = 1.12  # notices are set a little larger


def set_article(
    paper: Paper, slots: list[Slot], place: str = "top", kind: str = "news", framed: bool = False
) -> None:
    """Set one article into its columns, its heading at ``place``."""
    words = paper.writer.words(kind)
    entry = paper.entry(kind, words.headline)
    slots = set_heading(paper, entry, slots, words, place)
    illustrated = kind == "news" and not framed and len(slots) > 2 and paper.chance(0.4)
    picture = set_picture(paper, slots) if illustrated else None
    scale = NOTICE_SCALE if kind == "notice" else 1.0
    body, row = paper.style.body * scale, paper.style.row * scale
    counts = [max(0, int(slot.tall / row + 0.01)) for slot in slots]
    lines = running_text(paper, words.opening, slots[0].width, sum(counts), kind, body)
    _fill(paper, entry, slots, counts, lines, body, row)
    if picture is not None:
        set_caption(paper, picture)


def _fill(
    paper: Paper,
    entry: Truth,
    slots: list[Slot],
    counts: list[int],
    lines: list[Row],
    body: float,
    row: float,
) -> None:
    """The lines, column after column."""
    style = paper.style
    k = 0
    for slot, count in zip(slots, counts, strict=True):
        part = lines[k : k + count]
        k += count
        pitch = row
        if style.loose and k <= len(lines) and len(part) > 6:
            pitch = min(row * 1.12, slot.tall / len(part))
        _set_column(paper, entry, slot, part, body, pitch)
        if style.column_rules and slot is not slots[-1] and part:
            x = slot.x + slot.width + style.gap / 2
            paper.sheet.rule(x, slot.top, x, slot.bottom, 0.3)


def _set_column(paper: Paper, entry: Truth, slot: Slot, part: list[Row], body: float, pitch: float) -> None:
    for i, one in enumerate(part):
        y = slot.top + i * pitch + body * 0.9
        paper.sheet.put(one.text, slot.x + one.left, y, one.font, body * one.scale, one.spread)
        entry.add("first" if one.left > 0 or one.font != "song" else "body", one.text)


def set_framed(paper: Paper, slots: list[Slot], kind: str, place: str = "top") -> None:
    """An article in a frame, drawn or shaded."""
    style = paper.style
    pad = style.body * 0.8
    x0, x1 = slots[0].x, slots[-1].right
    top, bottom = slots[0].top, slots[0].bottom
    shaded = paper.chance(0.4)
    if not shaded and paper.chance(0.3):
        _four_lines(paper, x0, top, x1, bottom)
    else:
        paper.sheet.box(x0, top, x1, bottom, 0.93 if shaded else None, not shaded or paper.chance(0.5))
    inner = shared(style, x0 + pad, x1 - x0 - 2 * pad, len(slots), top + pad, bottom - pad)
    set_article(paper, inner, place, kind, framed=True)


def _four_lines(paper: Paper, x0: float, top: float, x1: float, bottom: float) -> None:
    """A frame that is no rectangle in the PDF."""
    for x, y, u, v in (
        (x0, top, x1, top),
        (x0, bottom, x1, bottom),
        (x0, top, x0, bottom),
        (x1, top, x1, bottom),
    ):
        paper.sheet.rule(x, y, u, v, 0.8)
