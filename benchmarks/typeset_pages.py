"""Typeset newspaper pages with known articles, to develop and to judge the layout on.

    python benchmarks/typeset_pages.py tests/pdf           # writes d01… (to develop on) and k01… (kept apart)

Each page is a PDF and a ``.truth.json``: its articles with the printed lines of each (``first``: a paragraph begins). The pages differ in size,
columns, type size, gutters, frames, headlines (over, beside, between the columns), L-shaped articles, pictures,
briefs and notices; the content stream is in article order, runs across the columns, or is shuffled. Needs reportlab;
some pages embed a subset of Noto fonts (OFL) made with fontTools, the others name a standard Chinese font.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typeset_texts import (
    CAPTIONS,
    COMMENTS,
    KEPT_WORLDS,
    NOTICES,
    OPEN_WORLDS,
    STORIES,
    SUBHEADS,
    World,
    Writer,
)

NO_START = "，。、：；！？”’）》…%"
NO_END = "“‘（《"
NOTO = {"song": "NotoSerifCJK-Regular.ttc", "hei": "NotoSansCJK-Bold.ttc"}
NOTO_FOLDER = Path("/usr/share/fonts/opentype/noto")


@dataclass
class Style:
    """How a page looks. Lengths in points, ``leading`` and ``gutter`` in em of the body."""

    width: float
    height: float
    columns: int
    body: float
    leading: float
    gutter: float
    margin: float
    order: str
    fonts: dict[str, str]
    column_rules: bool
    masthead: str
    latin: str | None
    loose: bool  # rows of an article that fills its room badly are spread
    ruled: float  # how often a rule parts two bands
    foot: bool

    @property
    def row(self) -> float:
        return round(self.body * self.leading, 2)

    @property
    def gap(self) -> float:
        return self.body * self.gutter


@dataclass
class Slot:
    """One column of an article's room; ``top`` and ``bottom`` count downwards from the top of the page."""

    x: float
    width: float
    top: float
    bottom: float


@dataclass
class Row:
    """One line to set: how far it is indented and what is added after each character."""

    text: str
    left: float
    spread: float
    font: str = "song"
    scale: float = 1.0


@dataclass
class Stroke:
    """Something to draw: characters at their places, or a shape."""

    x: float
    y: float
    draw: Any
    article: int = 0


@dataclass
class Truth:
    kind: str
    headline: str
    lines: list[list[str]] = field(default_factory=list)


class Paper:
    """One page being made."""

    def __init__(self, style: Style, world: World, rng: random.Random) -> None:
        self.style = style
        self.rng = rng
        self.writer = Writer(world, rng)
        self.world = world
        self.strokes: list[Stroke] = []
        self.shapes: list[Any] = []
        self.truth: list[Truth] = []
        self.stories = rng.sample(STORIES, len(STORIES))
        self.comments = rng.sample(COMMENTS, len(COMMENTS))
        self.notices = rng.sample(NOTICES, len(NOTICES))
        self.used: set[str] = set()

    # -- drawing -------------------------------------------------------------------------

    def width_of(self, text: str, font: str, size: float) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        total = 0.0
        for char in text:
            if char == " ":
                total += 0.5 * size
            else:
                total += stringWidth(char, self._font(char, font), size)
        return total

    def _font(self, char: str, font: str) -> str:
        if self.style.latin and char.isascii() and char.isalnum():
            return self.style.latin
        return self.style.fonts[font]

    def put(self, text: str, x: float, y: float, font: str, size: float, spread: float = 0.0) -> None:
        """Set one line, ``y`` its baseline counted from the top; ``spread`` is added after each character."""
        at = x
        run, begin, run_font = "", x, ""
        for char in text:
            name = self._font(char, font)
            if (
                char == " "
                or name != run_font
                or (self.style.order == "scattered" and self.rng.random() < 0.2)
            ):
                self._emit(run, begin, y, run_font, size, spread)
                run, begin, run_font = "", at, name
            if char != " ":
                if not run:
                    begin = at
                run += char
            at += self.width_of(char, font, size) + spread
        self._emit(run, begin, y, run_font, size, spread)

    def _emit(self, run: str, x: float, y: float, font: str, size: float, spread: float) -> None:
        if not run:
            return
        base = self.style.height - y

        def draw(canvas: Any) -> None:
            text = canvas.beginText(x, base)
            text.setFont(font, size)
            text.setCharSpace(spread)
            text.textOut(run)
            canvas.drawText(text)

        self.strokes.append(Stroke(x, y, draw, len(self.truth)))

    def upright(self, text: str, x: float, top: float, font: str, size: float, pitch: float) -> None:
        for i, char in enumerate(text):
            self.put(char, x, top + i * pitch + size * 0.86, font, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        height = self.style.height
        self.shapes.append(lambda c: (c.setLineWidth(width), c.line(x0, height - y0, x1, height - y1)))

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: float | None, stroke: bool) -> None:
        height = self.style.height

        def draw(canvas: Any) -> None:
            canvas.setLineWidth(0.8)
            if fill is not None:
                canvas.setFillGray(fill)
            canvas.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=int(stroke), fill=int(fill is not None))
            canvas.setFillGray(0)

        self.shapes.append(draw)

    # -- lines -----------------------------------------------------------------------------

    def broken(
        self, text: str, width: float, size: float, font: str = "song", indent: float = 2.0
    ) -> list[Row]:
        """A paragraph in lines; none begins with a closing sign."""
        lines: list[Row] = []
        line, at, room = "", 0.0, width - indent * size
        left = indent * size
        i = 0
        while i < len(text):
            char = text[i]
            step = self.width_of(char, font, size)
            if line and at + step > room + 0.01 and char in NO_START and at + step <= room + 0.62 * size:
                line, at, i = line + char, at + step, i + 1  # squeezed in
                continue
            if line and at + step > room + 0.01:
                back = ""
                while line and (line[-1] in NO_END or (char in NO_START and not back)):
                    back, line = line[-1] + back, line[:-1]
                if char.isascii() and char.isalnum():
                    while (
                        line
                        and line[-1].isascii()
                        and (line[-1].isalnum() or line[-1] == ".")
                        and len(back) < 6
                    ):
                        back, line = line[-1] + back, line[:-1]
                line = line.rstrip(" ")
                at = self.width_of(line, font, size)
                lines.append(Row(line, left, (room - at) / max(1, len(line) - 1)))
                line, room, left = back, width, 0.0
                at = self.width_of(line, font, size)
                continue
            if not (char == " " and not line):
                line, at = line + char, at + step
            i += 1
        if line:
            lines.append(Row(line, left, min(0.0, (room - at) / max(1, len(line) - 1))))
        return lines

    def story(self) -> tuple[str, str, str, str]:
        template = self.stories.pop() if self.stories else self.rng.choice(STORIES)
        headline, kicker, subtitle, opening = template
        names = self.rng.sample(self.world.people, 3)
        out = []
        for part in (headline, kicker, subtitle, opening):
            for key, name in zip(("{p1}", "{p2}", "{p3}"), names, strict=True):
                part = part.replace(key, name)
            out.append(part)
        filled = self.writer.fill("\x00".join(out)).split("\x00")
        return filled[0], filled[1], filled[2], filled[3]

    # -- articles ----------------------------------------------------------------------------

    def article(self, slots: list[Slot], head: str = "top", kind: str = "news", framed: bool = False) -> None:
        """Set one article into its columns."""
        style = self.style
        headline, kicker, subtitle, first = self._words(kind)
        entry = Truth(kind, headline)
        self.truth.append(entry)
        size = self._head_size(slots, headline, head)
        slots = self._set_head(entry, slots, headline, kicker, subtitle, size, head)
        picture = kind == "news" and not framed and len(slots) > 2 and self.rng.random() < 0.4
        caption = self._picture(slots) if picture else None
        body = style.body * (1.12 if kind == "notice" else 1.0)
        row = style.row * (1.12 if kind == "notice" else 1.0)
        counts = [max(0, int((slot.bottom - slot.top) / row + 0.01)) for slot in slots]
        lines = self._body(first, slots[0].width, sum(counts), kind, body)
        k = 0
        for slot, count in zip(slots, counts, strict=True):
            part = lines[k : k + count]
            k += count
            pitch = row
            if style.loose and k <= len(lines) and len(part) > 6:
                pitch = min(row * 1.12, (slot.bottom - slot.top) / len(part))
            for i, one in enumerate(part):
                y = slot.top + i * pitch + body * 0.9
                self.put(one.text, slot.x + one.left, y, one.font, body * one.scale, one.spread)
                entry.lines.append(
                    ["first" if one.left > 0 or one.font != "song" else "body", one.text.replace(" ", "")]
                )
            if style.column_rules and slot is not slots[-1] and part:
                self.rule(
                    slot.x + slot.width + style.gap / 2,
                    slot.top,
                    slot.x + slot.width + style.gap / 2,
                    slot.bottom,
                    0.3,
                )
        if caption is not None:
            self._caption(*caption)

    def _words(self, kind: str) -> tuple[str, str, str, str]:
        if kind == "editorial":
            headline, first = self.comments.pop() if self.comments else self.rng.choice(COMMENTS)
            return headline, "", "", first
        if kind == "notice":
            headline, first = self.notices.pop() if self.notices else self.rng.choice(NOTICES)
            return headline, "", "", self.writer.fill(first)
        headline, kicker, subtitle, first = self.story()
        if kind == "brief":
            return headline, "", "", self.writer.signed(first) if self.rng.random() < 0.6 else first
        return headline, kicker, subtitle, self.writer.signed(first) if self.rng.random() < 0.7 else first

    def _head_size(self, slots: list[Slot], headline: str, head: str) -> float:
        if head in ("left", "right"):
            room = min(slot.bottom - slot.top for slot in slots)
            return min(self.style.body * 3, room * 0.85 / len(headline))
        room = slots[-1].x + slots[-1].width - slots[0].x
        largest = self.style.body * (1.6 if len(slots) == 1 else 2.2 if len(slots) == 2 else 3.4)
        return min(
            largest * self.rng.uniform(0.85, 1.0), room * 0.96 / max(4.0, self.width_of(headline, "hei", 1.0))
        )

    def _set_head(
        self,
        entry: Truth,
        slots: list[Slot],
        headline: str,
        kicker: str,
        subtitle: str,
        size: float,
        head: str,
    ) -> list[Slot]:
        if head in ("left", "right"):
            return self._set_upright(entry, slots, headline, subtitle, size, head)
        first, last = 0, len(slots)
        if head == "part":
            last = max(2, len(slots) - 1)
        elif head == "middle":
            first, last = 1, len(slots) - 1
        elif head == "notch":  # the columns that begin as high as the first
            last = next((i for i, slot in enumerate(slots) if slot.top > slots[0].top + 1), len(slots))
        over = slots[first:last]
        x0, x1 = over[0].x, over[-1].x + over[-1].width
        size = min(size, (x1 - x0) * 0.96 / max(4.0, self.width_of(headline, "hei", 1.0)))
        y = over[0].top
        centred = self.rng.random() < 0.75
        for role, text, font, scale in (
            ("kicker", kicker, "kai", 0.55),
            ("head", headline, "hei", 1.0),
            ("sub", subtitle, "kai", 0.5),
        ):
            if not text or (role != "head" and len(slots) == 1):
                continue
            if role == "head" and " " in text and len(over) < 3 and self.rng.random() < 0.5:
                for half in text.split(" ", 1):
                    wide = self.width_of(half, font, size)
                    self.put(half, x0 + (x1 - x0 - wide) / 2 if centred else x0, y + size * 0.95, font, size)
                    entry.lines.append([role, half.replace(" ", "")])
                    y += size * 1.28
                continue
            em = max(size * scale, self.style.body * 1.15) if role != "head" else size
            em = min(em, (x1 - x0) * 0.96 / max(1.0, self.width_of(text, font, 1.0)))
            wide = self.width_of(text, font, em)
            left = x0 + (x1 - x0 - wide) / 2 if centred else x0
            self.put(text, left, y + em * 0.95, font, em)
            entry.lines.append([role, text.replace(" ", "")])
            y += em * 1.28
        y += self.style.body * 0.5
        return [Slot(s.x, s.width, y, s.bottom) if first <= i < last else s for i, s in enumerate(slots)]

    def _set_upright(
        self, entry: Truth, slots: list[Slot], headline: str, subtitle: str, size: float, side: str
    ) -> list[Slot]:
        text = entry.headline = headline.replace(" ", "")
        top, bottom = slots[0].top, slots[0].bottom
        x0, x1 = slots[0].x, slots[-1].x + slots[-1].width
        pitch = min(size * 1.25, (bottom - top) * 0.96 / len(text))
        small = self.style.body * 1.2
        sub = subtitle.replace(" ", "").lstrip("—") if len(subtitle) * small * 1.2 < bottom - top else ""
        strip = size + self.style.body + ((small + self.style.body * 0.5) if sub else 0)
        start = top + (bottom - top - len(text) * pitch) * self.rng.choice((0.0, 0.5))
        head_x = x0 if side == "left" else x1 - size
        self.upright(text, head_x, start, "hei", size, pitch)
        entry.lines.append(["head", text])
        if sub:
            sub_x = head_x + size + 2 if side == "left" else head_x - small - 2
            self.upright(sub, sub_x, top + self.style.body, "kai", small, small * 1.15)
            entry.lines.append(["sub", sub])
        count = len(slots)
        if side == "left":
            x0 += strip
        else:
            x1 -= strip
        width = (x1 - x0 - self.style.gap * (count - 1)) / count
        return [Slot(x0 + i * (width + self.style.gap), width, top, bottom) for i in range(count)]

    def _body(self, first: str, width: float, capacity: int, kind: str, size: float) -> list[Row]:
        rng = self.rng
        lines = self.broken(first, width, size)
        if kind == "notice":
            return lines[:capacity]
        if kind == "news" and not first.startswith("本报讯") and rng.random() < 0.5:
            name = f"□ 本报记者 {rng.choice(self.world.reporters)}"
            lines.insert(0, Row(name, max(0.0, (width - self.width_of(name, "kai", size)) / 2), 0.0, "kai"))
        clipped = kind == "news" and rng.random() < 0.25  # goes on elsewhere, stops in mid-sentence
        subheads = capacity > 50 and kind == "news" and rng.random() < 0.5
        scale = rng.choice((1.0, 1.1, 1.2))
        misses = 0
        while misses < 12 and len(lines) < capacity:
            more = self.broken(self.writer.paragraph(4 if misses < 6 else 1), width, size)
            if len(lines) + len(more) > capacity and not clipped:
                misses += 1
                continue
            if subheads and len(lines) > 14 and rng.random() < 0.2 and len(lines) + len(more) + 1 < capacity:
                head = rng.choice(SUBHEADS)
                left = max(0.0, (width - self.width_of(head, "hei", size * scale)) / 2)
                lines.append(Row(head, left, 0.0, "hei", scale))
            lines += more
        if kind == "news" and not clipped and len(lines) < capacity and rng.random() < 0.3:
            name = f"（{rng.choice(self.world.reporters)}）"
            lines.append(Row(name, width - self.width_of(name, "song", size), 0.0))
        return lines[:capacity]

    def _picture(self, slots: list[Slot]) -> tuple[float, float, float] | None:
        """A picture at the head or the foot of some columns; returns where its caption goes."""
        count = min(2, len(slots) - 1)
        at = self.rng.choice((len(slots) - count, len(slots) - count, 1 if len(slots) > 3 else 0))
        over = slots[at : at + count]
        if any(abs(slot.top - over[0].top) > 1 or abs(slot.bottom - over[0].bottom) > 1 for slot in over):
            return None
        tall = min((over[0].bottom - over[0].top) * 0.5, 130.0)
        if tall < 60:
            return None
        x0, x1 = over[0].x, over[-1].x + over[-1].width
        room = self.style.row * 3.4
        low = self.rng.random() < 0.3
        top = over[0].bottom - tall - room * 0.8 if low else over[0].top
        self.box(x0, top, x1, top + tall, 0.75, True)
        for slot in over:
            if low:
                slot.bottom = top - self.style.row * 0.5
            else:
                slot.top = top + tall + room
        return x0, x1, top + tall

    def _caption(self, x0: float, x1: float, top: float) -> None:
        entry = Truth("caption", "")
        self.truth.append(entry)
        size = self.style.body * 0.9
        text = (
            self.writer.fill(self.rng.choice(CAPTIONS))
            + f" 本报记者 {self.rng.choice(self.world.reporters)} 摄"
        )
        for i, row in enumerate(self.broken(text, x1 - x0, size, "kai")):
            self.put(
                row.text, x0 + row.left, top + size * (1.3 + 1.25 * i), "kai", size, min(row.spread, 0.3)
            )
            entry.lines.append(["caption", row.text.replace(" ", "")])

    def framed(self, slots: list[Slot], kind: str, head: str = "top") -> None:
        """An article in a frame, drawn or shaded."""
        pad = self.style.body * 0.8
        x0, x1 = slots[0].x, slots[-1].x + slots[-1].width
        top, bottom = slots[0].top, slots[0].bottom
        shaded = self.rng.random() < 0.4
        if not shaded and self.rng.random() < 0.3:  # drawn as four lines
            for x, y, u, v in (
                (x0, top, x1, top),
                (x0, bottom, x1, bottom),
                (x0, top, x0, bottom),
                (x1, top, x1, bottom),
            ):
                self.rule(x, y, u, v, 0.8)
        else:
            self.box(x0, top, x1, bottom, 0.93 if shaded else None, not shaded or self.rng.random() < 0.5)
        width = (x1 - x0 - 2 * pad - self.style.gap * (len(slots) - 1)) / len(slots)
        inner = [
            Slot(x0 + pad + i * (width + self.style.gap), width, top + pad, bottom - pad)
            for i in range(len(slots))
        ]
        self.article(inner, head, kind, framed=True)

    # -- the page ------------------------------------------------------------------------------

    def columns(self, first: int, count: int, top: float, bottom: float) -> list[Slot]:
        style = self.style
        room = style.width - 2 * style.margin
        width = (room - style.gap * (style.columns - 1)) / style.columns
        return [
            Slot(style.margin + i * (width + style.gap), width, top, bottom)
            for i in range(first, first + count)
        ]

    def masthead(self) -> float:
        """Set the head of the page; returns where the articles may begin."""
        style, entry = self.style, Truth("masthead", self.world.paper)
        self.truth.append(entry)
        writer = self.writer
        day = f"{self.world.year}年{writer.month}月{writer.day}日 星期{self.rng.choice('一二三四五六日')}"
        staff = self.rng.sample([*self.world.people, *self.world.reporters], 3)
        credit = f"责任编辑：{staff[0]} 版式：{staff[1]} 校对：{staff[2]}"
        y = 40.0
        name = self.world.paper
        if style.masthead == "left":
            self.put(name, style.margin, y + 20, "kai", 24)
            self.put(day, style.margin + 160, y + 8, "song", 10)
            self.put(credit, style.margin + 160, y + 24, "song", 8)
            self.put("第02版 综合", style.width - style.margin - 80, y + 14, "hei", 12)
        else:
            self.put("3 要闻", style.margin, y + 18, "hei", 16)
            self.put(day, style.width - style.margin - 330, y + 18, "song", 9)
            self.put(credit, style.width - style.margin - 210, y + 18, "song", 9 if style.width > 900 else 8)
        entry.lines.append(["mast", name if style.masthead == "left" else "3要闻"])
        entry.lines += [["mast", day.replace(" ", "")], ["mast", credit.replace(" ", "")]]
        if style.masthead == "left":
            entry.lines.append(["mast", "第02版综合"])
        self.rule(style.margin, y + 32, style.width - style.margin, y + 32, 1.5)
        return y + 48

    def part(self, top: float, bottom: float) -> None:
        """One band of the page, from margin to margin."""
        n, rng, gap = self.style.columns, self.rng, self.style.row * 1.4
        shape = rng.choice(("whole", "split", "split", "notch", "step", "briefs", "thirds"))
        if bottom - top < 260 and shape in ("notch", "step"):
            shape = "split"
        if shape == "whole":
            head = rng.choice(("top", "part", "middle")) if n >= 4 else "top"
            self.article(self.columns(0, n, top, bottom), head)
        elif shape == "split":
            k = rng.randint(2, n - 2)
            self._some(self.columns(0, k, top, bottom))
            self._some(self.columns(k, n - k, top, bottom))
        elif shape == "thirds" and n >= 5:
            self._some(self.columns(0, 2, top, bottom))
            self._some(self.columns(2, n - 4, top, bottom))
            self._some(self.columns(n - 2, 2, top, bottom))
        elif shape == "notch":  # an L: the last columns stop early, another article stands under them
            k = rng.randint(2, n - 2)
            cut = top + (bottom - top) * rng.uniform(0.5, 0.62)
            slots = self.columns(0, k, top, bottom) + self.columns(k, n - k, top, cut - gap)
            self.article(slots, "top" if rng.random() < 0.6 else "part")
            self._under(self.columns(k, n - k, cut, bottom))
        elif shape == "step":  # an L: the last columns begin late, under another article
            k = rng.randint(2, n - 2)
            cut = top + (bottom - top) * rng.uniform(0.42, 0.52)
            slots = self.columns(0, k, top, bottom) + self.columns(k, n - k, cut + gap, bottom)
            self.article(slots, "notch")
            self._under(self.columns(k, n - k, top, cut), above=True)
        else:
            self._some(self.columns(0, n - 1, top, bottom))
            self._briefs(self.columns(n - 1, 1, top, bottom)[0])

    def _under(self, slots: list[Slot], above: bool = False) -> None:
        """The article in the notch of an L, set off by a frame or a rule."""
        if self.rng.random() < 0.6:
            self.framed(slots, self.rng.choice(("news", "editorial")))
            return
        y = slots[0].bottom + self.style.row * 0.7 if above else slots[0].top - self.style.row * 0.7
        self.rule(slots[0].x, y, slots[-1].x + slots[-1].width, y)
        self.article(slots, "top")

    def _some(self, slots: list[Slot]) -> None:
        rng = self.rng
        tall = slots[0].bottom - slots[0].top
        if len(slots) <= 3 and rng.random() < 0.3:
            self.framed(
                slots,
                rng.choice(("news", "editorial", "news")),
                rng.choice(("top", "top", "right")) if tall > 180 else "top",
            )
        elif tall > 160 and rng.random() < 0.3:
            self.article(slots, rng.choice(("left", "right")))
        elif tall > 320 and len(slots) == 2 and rng.random() < 0.4:
            middle = (slots[0].top + slots[0].bottom) / 2
            gap = self.style.row * 0.8
            self.article([Slot(s.x, s.width, s.top, middle - gap) for s in slots])
            if rng.random() < 0.5:
                self.framed(
                    [
                        Slot(
                            slots[0].x,
                            slots[1].x + slots[1].width - slots[0].x,
                            middle + gap,
                            min(slots[0].bottom, middle + gap + 90),
                        )
                    ],
                    "notice",
                )
            else:
                self.article([Slot(s.x, s.width, middle + gap, s.bottom) for s in slots])
        else:
            self.article(slots)

    def _briefs(self, slot: Slot) -> None:
        count = max(2, int((slot.bottom - slot.top) / 150))
        tall = (slot.bottom - slot.top) / count
        for i in range(count):
            top = slot.top + i * tall
            self.article([Slot(slot.x, slot.width, top, top + tall - self.style.row * 0.9)], "top", "brief")
            if i + 1 < count and self.rng.random() < 0.5:
                self.rule(
                    slot.x,
                    top + tall - self.style.row * 0.4,
                    slot.x + slot.width,
                    top + tall - self.style.row * 0.4,
                )

    def compose(self) -> None:
        style = self.style
        top = self.masthead()
        floor = style.height - 50
        shares = [
            self.rng.uniform(0.8, 1.3) for _ in range(3 if style.height < 1300 else self.rng.choice((3, 4)))
        ]
        gap = style.row * 1.5
        for k, share in enumerate(shares):
            bottom = floor if k == len(shares) - 1 else top + (floor - top) * share / sum(shares[k:])
            self.part(top, bottom - (gap if k < len(shares) - 1 else 0))
            if k < len(shares) - 1 and self.rng.random() < style.ruled:
                self.rule(style.margin, bottom - gap * 0.5, style.width - style.margin, bottom - gap * 0.5)
            top = bottom
        if style.foot:
            self.foot()

    def foot(self) -> None:
        """The number of the page, or the address of the paper, at its foot."""
        text = self.rng.choice(("· 3 ·", "第3版", f"{self.world.paper}社出版"))
        self.truth[0].lines.append(["mast", text.replace(" ", "")])
        self.put(text, self.style.width / 2 - 20, self.style.height - 24, "song", 8)

    def save(self, target: Path) -> None:
        from reportlab.pdfgen.canvas import Canvas

        style = self.style
        canvas = Canvas(
            str(target.with_suffix(".pdf")),
            pagesize=(style.width, style.height),
            invariant=1,
            pageCompression=1,
        )
        for shape in self.shapes:
            shape(canvas)
        strokes = list(self.strokes)
        if style.order == "rows":
            strokes.sort(key=lambda stroke: (round(stroke.y), stroke.x))
        elif style.order in ("shuffled", "scattered"):
            self.rng.shuffle(strokes)
        for stroke in strokes:
            stroke.draw(canvas)
        canvas.save()
        name = target.name
        articles = [
            {"id": f"{name}-a{i}", "kind": one.kind, "headline": one.headline, "lines": one.lines}
            for i, one in enumerate(self.truth, 1)
        ]
        record = {
            "page": name,
            "columns": style.columns,
            "width": style.width,
            "height": style.height,
            "articles": articles,
        }
        target.with_suffix(".truth.json").write_text(
            json.dumps(record, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
        )


# -- fonts ------------------------------------------------------------------------------------------


def noto(characters: str, folder: Path) -> dict[str, str]:
    """TrueType subsets of the Noto fonts with these characters, registered with reportlab."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    names: dict[str, str] = {}
    for role, file in NOTO.items():
        target = folder / f"{role}.ttf"
        _truetype(NOTO_FOLDER / file, characters, target)
        registerFont(TTFont(f"Noto-{role}", str(target)))
        names[role] = f"Noto-{role}"
    return {**names, "kai": names["song"]}


def _truetype(source: Path, characters: str, target: Path) -> None:
    """The Simplified Chinese face of a collection, cut down to ``characters``, with quadratic outlines."""
    from fontTools import subset
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    options = subset.Options(
        font_number=2,
        layout_features=[],
        notdef_outline=True,
        drop_tables=["GSUB", "GPOS", "vhea", "vmtx", "VORG", "BASE", "DSIG"],
    )
    font = subset.load_font(str(source), options)
    font.recalcBBoxes = True
    cut = subset.Subsetter(options)
    cut.populate(text=characters)
    cut.subset(font)
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, max_err=6.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for key in (
        "maxZones",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ):
        setattr(maxp, key, 1 if key == "maxZones" else 0)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 2.0, [], {}
    post.glyphOrder = order
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    font.save(str(target))


def standard() -> dict[str, str]:
    """The one Simplified Chinese font every PDF reader is to have; nothing is embedded."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont

    registerFont(UnicodeCIDFont("STSong-Light"))
    return dict.fromkeys((*NOTO, "kai"), "STSong-Light")


def style_of(rng: random.Random, fonts: dict[str, str], number: int) -> Style:
    wide = rng.random() < 0.4
    columns = rng.choice((5, 6)) if wide else rng.choice((4, 5))
    return Style(
        width=1040.0 if wide else 780.0,
        height=1440.0 if wide else 1130.0,
        columns=columns,
        body=rng.choice((9.0, 9.5, 10.0)) if wide else rng.choice((8.5, 9.0, 9.5)),
        leading=rng.choice((1.35, 1.42, 1.5)),
        gutter=rng.choice((0.9, 1.2, 1.6)),
        margin=rng.choice((32.0, 40.0)),
        order=("shuffled", "rows", "scattered", "shuffled", "rows")[number % 5],
        fonts=fonts,
        column_rules=rng.random() < 0.15,
        masthead=rng.choice(("left", "right")),
        latin=rng.choice((None, "Times-Roman", "Helvetica")),
        loose=rng.random() < 0.3,
        ruled=rng.choice((0.3, 0.75, 1.0)),
        foot=rng.random() < 0.3,
    )


def make(folder: Path, prefix: str, worlds: tuple[World, ...], count: int, seed: int) -> None:
    """``count`` pages; three in four embed their fonts."""
    import typeset_texts

    everything = "".join(
        sorted(
            set(Path(typeset_texts.__file__).read_text(encoding="utf-8"))
            | set("□0123456789·社出本报记者摄星期一二三四五六日年月第版综合要闻责任编辑校对式")
        )
    )
    everything = "".join(char for char in everything if char.isprintable())
    with tempfile.TemporaryDirectory() as scratch:
        embedded = noto(everything, Path(scratch)) if NOTO_FOLDER.exists() else None
        plain = standard()
        for number in range(1, count + 1):
            rng = random.Random(seed * 1000 + number)
            fonts = plain if embedded is None or number % 4 == 0 else embedded
            paper = Paper(style_of(rng, fonts, number), worlds[number % len(worlds)], rng)
            paper.compose()
            paper.save(folder / f"{prefix}{number:02}")


def main(folder: str = "tests/pdf", extra: str = "") -> None:
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    if extra:  # fresh pages for one look: python benchmarks/typeset_pages.py FOLDER SEED
        make(target, "x", OPEN_WORLDS, 20, int(extra))
        return
    make(target, "d", OPEN_WORLDS, 8, 41)
    make(target, "k", KEPT_WORLDS, 8, 97)


if __name__ == "__main__":
    main(*sys.argv[1:3])
