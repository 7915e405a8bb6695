"""What is drawn on a page: characters at their places, rules and boxes. Heights count downwards from the top."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from typeset.style import Style

Drawing = Callable[[Any], None]  # called with the canvas of reportlab


@dataclass
class Stroke:
    """A run of characters at its place."""

    x: float
    y: float
    draw: Drawing


class Sheet:
    """The strokes and shapes of one page, in the order they were asked for."""

    def __init__(self, style: Style, rng: random.Random) -> None:
        self.style = style
        self.rng = rng
        self.strokes: list[Stroke] = []
        self.shapes: list[Drawing] = []

    def put(self, text: str, x: float, y: float, font: str, size: float, spread: float = 0.0) -> None:
        """Set one line, ``y`` its baseline; ``spread`` is added after each character."""
        at = x
        run, begin, run_face = "", x, ""
        for char in text:
            face = self.style.face(char, font)
            if char == " " or face != run_face or self._torn():
                self._emit(run, begin, y, run_face, size, spread)
                run, begin, run_face = "", at, face
            if char != " ":
                if not run:
                    begin = at
                run += char
            at += self.style.width_of(char, font, size) + spread
        self._emit(run, begin, y, run_face, size, spread)

    def _torn(self) -> bool:
        """Whether a run ends here for no reason, as in PDFs whose text is scattered."""
        return self.style.order == "scattered" and self.rng.random() < 0.2

    def _emit(self, run: str, x: float, y: float, face: str, size: float, spread: float) -> None:
        if not run:
            return
        base = self.style.height - y

        def draw(canvas: Any) -> None:
            text = canvas.beginText(x, base)
            text.setFont(face, size)
            text.setCharSpace(spread)
            text.textOut(run)
            canvas.drawText(text)

        self.strokes.append(Stroke(x, y, draw))

    def upright(self, text: str, x: float, top: float, font: str, size: float, pitch: float) -> None:
        """Set a line from top to bottom, one character every ``pitch``."""
        for i, char in enumerate(text):
            self.put(char, x, top + i * pitch + size * 0.86, font, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        """Draw a line."""
        height = self.style.height

        def draw(canvas: Any) -> None:
            canvas.setLineWidth(width)
            canvas.line(x0, height - y0, x1, height - y1)

        self.shapes.append(draw)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: float | None, stroke: bool) -> None:
        """Draw a rectangle; ``fill`` is its grey, 1 being white."""
        height = self.style.height

        def draw(canvas: Any) -> None:
            canvas.setLineWidth(0.8)
            if fill is not None:
                canvas.setFillGray(fill)
            canvas.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=int(stroke), fill=int(fill is not None))
            canvas.setFillGray(0)

        self.shapes.append(draw)
