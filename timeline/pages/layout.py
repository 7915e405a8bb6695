"""Sheets of characters with boxes → :class:`timeline.pages.Page`; where a piece of its text stands.

Shared by PDF and OCR. The text comes article by article: headline lines, then the body with its lines
joined into paragraphs, by the same rules as plain text. ``Page.blocks`` has one block a printed line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise

from timeline.pages import Block, Page, Repair
from timeline.pages.layout_lines import lines_of
from timeline.pages.layout_order import Chain, chains_of
from timeline.pages.layout_pieces import parts_of
from timeline.pages.lines import latin
from timeline.pages.sheet import Box, Glyph, Piece, Sheet, TextLine
from timeline.text import Span

_FULL_STOPS = "。！？!?…"
_CLOSERS = "”’」』）)》〉】]\"'"


def lay_out(sheets: Sequence[Sheet], source: str, name: str, metadata: dict[str, str]) -> Page:
    """The page (of one or more sheets) whose characters are ``source``; glyphs index it."""
    writer = _Writer(source)
    for sheet in sheets:
        _write_sheet(writer, sheet)
    return Page(
        name,
        "".join(writer.chars),
        source,
        tuple(writer.origin),
        _repairs(source, writer.origin),
        furniture=tuple(block.span for block in writer.blocks if block.role == "furniture"),
        uncertain=tuple(writer.uncertain),
        blocks=tuple(writer.blocks),
        metadata=metadata,
        blanks=frozenset(writer.blanks),
    )


def locate(page: Page, span: Span) -> tuple[int, Box] | None:
    """The page number (from 1) and the box (points) of the printed lines that hold ``span``.

    Where the span runs over into another column or sheet, the part with most of its characters is
    given. ``None`` for a page without a layout.
    """
    parts: list[tuple[int, int, Box]] = []
    first = bisect_right(page.blocks, span.start, key=lambda block: block.span.end)
    for block in islice(page.blocks, first, None):
        if block.span.start >= span.end:
            break
        shared = min(span.end, block.span.end) - max(span.start, block.span.start)
        if shared <= 0 or block.box is None:
            continue
        if parts and parts[-1][1] == block.page and _one_column(parts[-1][2], block):
            parts[-1] = (parts[-1][0] + shared, block.page, _around(parts[-1][2], block.box))
        else:
            parts.append((shared, block.page, block.box))
    if not parts:
        return None
    _, number, box = max(parts, key=lambda part: part[0])
    return number, box


def _one_column(box: Box, block: Block) -> bool:
    """Whether a line goes on right below a box."""
    assert block.box is not None
    x0, _, x1, y1 = block.box
    return x0 < box[2] and x1 > box[0] and -block.size < box[1] - y1 < 3 * max(block.size, 1.0)


def _around(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


class _Writer:
    """The text as it grows, with the offset in the source of each of its characters."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.chars: list[str] = []
        self.origin: list[int] = []
        self.blocks: list[Block] = []
        self.uncertain: list[Span] = []
        self.blanks: list[int] = []
        self.group = 0

    def new_line(self) -> None:
        if self.chars and self.chars[-1] != "\n":
            self.chars.append("\n")
            self.origin.append(-1)

    def line(self, line: TextLine, role: str, group: int, number: int) -> None:
        """Append one printed line to the current paragraph."""
        first = line.glyphs[0]
        if self.chars and _words_meet(self.chars[-1], first.char):
            self.chars.append(" ")
            self.origin.append(-1)
        start = len(self.chars)
        wide = _blank_of(line)
        last: Glyph | None = None
        for glyph in line.glyphs:
            if last is not None and not line.vertical:
                gap = glyph.x0 - last.x1
                if gap > 0.14 * last.size and latin(last.char) and latin(glyph.char):
                    self._blank(last.at, glyph.at)
                elif gap > wide:
                    self.blanks.append(len(self.chars))
            self.chars.append(glyph.char)
            self.origin.append(glyph.at)
            last = glyph
        span = Span(start, len(self.chars))
        self.blocks.append(Block(role, group, span, number, line.box, line.size))

    def doubt(self) -> None:
        """The last two lines meet, but perhaps not rightly."""
        self.uncertain.append(Span(self.blocks[-2].span.start, self.blocks[-1].span.end))

    def _blank(self, before: int, after: int) -> None:
        printed = after - before == 2 and self.source[before + 1] == " "
        self.chars.append(" ")
        self.origin.append(before + 1 if printed else -1)


def _blank_of(line: TextLine) -> float:
    """The gap from which on a blank stands between two characters of a line, wider than its usual gaps."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(line.glyphs))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    return max(0.0, usual) + 0.3 * line.size


def _words_meet(a: str, b: str) -> bool:
    """Whether two joined lines meet between two Latin words."""
    return latin(a) and latin(b) and not (a.isdigit() or b.isdigit())


def _write_sheet(writer: _Writer, sheet: Sheet) -> None:
    lines = sheet.lines or lines_of(sheet)
    parts = parts_of(sheet, lines)
    for piece in parts.furniture:
        for line in piece.lines:
            writer.new_line()
            writer.line(line, "furniture", -1, sheet.number)
    captions = [Chain([], [piece]) for piece in parts.captions]
    chains = sorted([*chains_of(sheet, parts), *captions], key=lambda chain: _place(chain, sheet))
    for chain in chains:
        _write_chain(writer, chain, sheet.number)
        writer.group += 1


def _place(chain: Chain, sheet: Sheet) -> tuple[int, float]:
    pieces = chain.head or chain.bodies
    top = max(piece.y1 for piece in pieces)
    return round((sheet.height - top) / (0.06 * sheet.height)), min(piece.x0 for piece in pieces)


def _write_chain(writer: _Writer, chain: Chain, number: int) -> None:
    for piece in chain.head:
        for line in piece.lines:
            writer.new_line()
            writer.line(line, "headline", writer.group, number)
    writer.new_line()
    last: tuple[Piece, TextLine] | None = None
    for k, piece in enumerate(chain.bodies):
        for line in piece.lines:
            if last is not None and _new_paragraph(*last, piece, line):
                writer.new_line()
            writer.line(line, piece.role, writer.group, number)
            if k in chain.doubts and line is piece.lines[0]:
                writer.doubt()
            last = piece, line


def _new_paragraph(above: Piece, last: TextLine, piece: Piece, line: TextLine) -> bool:
    """Whether ``line`` of ``piece`` begins a paragraph after ``last`` of ``above``."""
    if piece.role == "caption":
        return False
    if line.x0 - piece.left > 1.2 * line.size:
        return True
    short = last.x1 < above.right - 1.5 * last.size
    return short and last.text.rstrip(_CLOSERS)[-1:] in _FULL_STOPS


def _repairs(source: str, origin: Sequence[int]) -> tuple[Repair, ...]:
    """Characters of the file that the text does not show."""
    kept = set(origin)
    lost = [i for i, char in enumerate(source) if i not in kept and not char.isspace()]
    return tuple(Repair("left out", Span(i, i + 1), f"U+{ord(source[i]):04X}") for i in lost)
