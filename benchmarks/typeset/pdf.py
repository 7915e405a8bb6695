"""The PDF of a page; its content stream in the order the style names."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from typeset.paper import Paper
from typeset.sheet import Stroke


def write_pdf(target: Path, paper: Paper) -> None:
    """``target.pdf``: shapes first, then the characters; the same bytes for the same page and fonts."""
    canvas = Canvas(
        str(target.with_suffix(".pdf")),
        pagesize=(paper.style.width, paper.style.height),
        invariant=1,
        pageCompression=1,
    )
    for shape in paper.sheet.shapes:
        shape(canvas)
    for stroke in _ordered(paper):
        stroke.draw(canvas)
    canvas.save()


def _ordered(paper: Paper) -> list[Stroke]:
    """In the order of the articles, in rows across the columns, or in none."""
    strokes = list(paper.sheet.strokes)
    if paper.style.order == "rows":
        strokes.sort(key=lambda stroke: (round(stroke.y), stroke.x))
    elif paper.style.order in ("shuffled", "scattered"):
        paper.rng.shuffle(strokes)
    return strokes
