"""What a typeset page is made of: characters with boxes, printed lines, rules, frames, pictures.

Lengths are points with the origin at the bottom left, as in a PDF; a scan is converted to them. An
"em" is the size of the characters at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """One character where it stands; ``at`` is its offset in the file's own characters."""

    char: str
    at: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


@dataclass(slots=True, eq=False)
class TextLine:
    """Characters that are read in one go, left to right or (``vertical``) downwards."""

    glyphs: list[Glyph]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    vertical: bool = False

    @property
    def text(self) -> str:
        """The characters without blanks."""
        return "".join([glyph.char for glyph in self.glyphs])

    @property
    def box(self) -> Box:
        """x0, y0, x1, y1."""
        return (self.x0, self.y0, self.x1, self.y1)

    @property
    def middle(self) -> float:
        """Half-way up."""
        return (self.y0 + self.y1) / 2


def line_of(glyphs: list[Glyph], vertical: bool = False) -> TextLine:
    """The line that ``glyphs``, given in reading order, make up; its size is the usual one among them."""
    sizes = sorted([glyph.size for glyph in glyphs])
    return TextLine(
        glyphs,
        min([glyph.x0 for glyph in glyphs]),
        min([glyph.y0 for glyph in glyphs]),
        max([glyph.x1 for glyph in glyphs]),
        max([glyph.y1 for glyph in glyphs]),
        sizes[len(sizes) // 2],
        vertical,
    )


@dataclass(slots=True)
class Sheet:
    """One page of a file before its layout is understood.

    ``glyphs`` in the file's order, or ``lines`` where the source knows lines already (OCR). ``rules``
    are thin strokes, ``frames`` drawn or shaded rectangles with text in them, ``pictures`` those without.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Piece:
    """Lines of one column that are read one after the other.

    ``left`` and ``right`` are the edges of the column, ``frame`` the index of the innermost frame around
    it (−1: none), ``role`` as in :class:`timeline.pages.Block`.
    """

    lines: list[TextLine]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    role: str = "body"
    frame: int = -1
    vertical: bool = False
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """All characters, line after line."""
        return "".join([line.text for line in self.lines])

    @property
    def box(self) -> Box:
        """x0, y0, x1, y1."""
        return (self.x0, self.y0, self.x1, self.y1)


def piece_of(lines: list[TextLine], role: str = "body") -> Piece:
    """The piece that ``lines``, given in reading order, make up."""
    sizes = sorted([line.size for line in lines])
    x0, x1 = min([line.x0 for line in lines]), max([line.x1 for line in lines])
    y0, y1 = min([line.y0 for line in lines]), max([line.y1 for line in lines])
    size = sizes[len(sizes) // 2]
    return Piece(lines, x0, y0, x1, y1, size, role, vertical=lines[0].vertical, left=x0, right=x1)
