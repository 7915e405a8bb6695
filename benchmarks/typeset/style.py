"""How a page looks: its size, columns, type and order of drawing, chosen at random."""

from __future__ import annotations

import random
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth


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
        """From one base line of the body to the next."""
        return round(self.body * self.leading, 2)

    @property
    def gap(self) -> float:
        """Between two columns."""
        return self.body * self.gutter

    def face(self, char: str, font: str) -> str:
        """The font a character is set in; Latin letters and figures may have one of their own."""
        if self.latin and char.isascii() and char.isalnum():
            return self.latin
        return self.fonts[font]

    def width_of(self, text: str, font: str, size: float) -> float:
        """How wide a text is when set; a blank takes half an em."""
        total = 0.0
        for char in text:
            total += 0.5 * size if char == " " else stringWidth(char, self.face(char, font), size)
        return total


def style_of(rng: random.Random, fonts: dict[str, str], number: int) -> Style:
    """The look of page ``number``; the orders of drawing take turns."""
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
