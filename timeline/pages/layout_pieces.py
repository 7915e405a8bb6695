"""Printed lines → pieces: column fragments, headlines, captions, page furniture.

A piece is cut rather too often than too seldom: what belongs together is found again when the
pieces are put in order (:mod:`timeline.pages.layout_order`), what was joined wrongly stays joined.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from timeline.pages.bylines import opens
from timeline.pages.furniture import furniture
from timeline.pages.layout_stacks import closed, frame_of, stacks, stroke_between
from timeline.pages.sheet import Box, Piece, Sheet, TextLine, piece_of

_SENTENCE = "。！？!?"
_CAPTION = re.compile(
    r"^[▲▼◀▶△▽↑↓←→◆●]?(?:图[为①-⑨：:]|[上下左右]?图为|[上下左右]图|图片)|(?:摄|供图|/图|资料图片|摄影)[)）]?$"
)


@dataclass(slots=True)
class Parts:
    """The pieces of one sheet by what they are; each entry of ``heads`` is one headline with its subtitles."""

    body_size: float
    heads: list[list[Piece]] = field(default_factory=list)
    bodies: list[Piece] = field(default_factory=list)
    captions: list[Piece] = field(default_factory=list)
    furniture: list[Piece] = field(default_factory=list)
    slack: float = 1.08


def parts_of(sheet: Sheet, lines: list[TextLine]) -> Parts:
    """The pieces of a sheet whose lines are known."""
    exact = not sheet.lines
    parts = Parts(_body_size(lines), slack=1.08 if exact else 1.3)
    _sort_frames(sheet, lines)
    across = [line for line in lines if not line.vertical]
    pieces = stacks(across, sheet, parts.slack)
    for line in lines:
        if line.vertical:
            pieces.append(piece_of([line], "headline"))
            pieces[-1].frame = frame_of(line.box, sheet.frames)
    pieces = _furniture(pieces, sheet, parts)
    for piece in pieces:
        if not piece.vertical:
            piece.role = _role(piece, sheet, parts)
    adopted = _adopt_subtitles(pieces, parts)
    pieces = _sub_heads(pieces, parts, adopted)
    parts.heads = _grouped([piece for piece in pieces if piece.role == "headline"], sheet)
    parts.captions = [piece for piece in pieces if piece.role == "caption"]
    parts.bodies = [piece for piece in pieces if piece.role == "body"]
    return parts


def _body_size(lines: list[TextLine]) -> float:
    """The size most characters are printed in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _sort_frames(sheet: Sheet, lines: list[TextLine]) -> None:
    """Rectangles around text stay frames, empty ones are pictures, those as big as the page are nothing."""
    frames: list[Box] = []
    for box in [*sheet.frames, *closed(sheet.rules)]:
        x0, y0, x1, y1 = box
        if (x1 - x0) * (y1 - y0) > 0.8 * sheet.width * sheet.height:
            continue
        holds = any(x0 <= (line.x0 + line.x1) / 2 <= x1 and y0 <= line.middle <= y1 for line in lines)
        (frames if holds else sheet.pictures).append(box)
    sheet.frames = frames


def _furniture(pieces: list[Piece], sheet: Sheet, parts: Parts) -> list[Piece]:
    """Set the masthead and the feet of the page aside; returns the other pieces."""
    top, foot = 0.86 * sheet.height, 0.05 * sheet.height
    marks = [p for p in pieces if (p.y0 > top or p.y1 < foot) and len(p.lines) <= 3 and furniture(p.text)]
    marks += [
        p for p in pieces if p.y1 < foot and len(p.lines) == 1 and len(p.text) <= 20 and _lonely(p, pieces)
    ]
    floor = min((p.y0 for p in marks if p.y0 > top), default=sheet.height)
    ruled = [
        y0
        for x0, y0, x1, _ in sheet.rules
        if x1 - x0 > 0.6 * sheet.width and y0 > top and not any(len(p.lines) > 3 for p in pieces if p.y0 > y0)
    ]
    if ruled:
        floor = min(ruled)
    rest: list[Piece] = []
    for piece in pieces:
        if piece in marks or ((piece.y0 + piece.y1) / 2 > floor and len(piece.lines) <= 3):
            piece.role = "furniture"
            parts.furniture.append(piece)
        else:
            rest.append(piece)
    parts.furniture.sort(key=lambda piece: (-round(piece.y0 / 8), piece.x0))
    return rest


def _lonely(piece: Piece, pieces: list[Piece]) -> bool:
    """Whether nothing stands right above a piece."""
    return not any(
        other is not piece
        and other.x0 < piece.x1
        and other.x1 > piece.x0
        and 0 <= other.y0 - piece.y1 < 1.2 * piece.size
        for other in pieces
    )


def _role(piece: Piece, sheet: Sheet, parts: Parts) -> str:
    if _is_caption(piece, sheet, parts):
        return "caption"
    ratio = piece.size / parts.body_size
    text = piece.text
    if ratio < (1.2 if parts.slack < 1.2 else 1.35):
        return "body"
    if (
        len(piece.lines) > 3
        or len(text) > 60
        or any(mark in text[:-1] for mark in "。")
        or text.endswith("。")
    ):
        return "body"
    return "headline"


def _is_caption(piece: Piece, sheet: Sheet, parts: Parts) -> bool:
    """Small words under or beside a picture, or words that call themselves a caption."""
    if len(piece.lines) > 6 or piece.size > 1.15 * parts.body_size:
        return False
    worded = bool(_CAPTION.search(piece.text))
    small = piece.size < 0.96 * parts.body_size
    em = piece.size
    for x0, y0, x1, y1 in sheet.pictures:
        under = -2.6 * em < piece.y1 - y0 < 0.8 * em and piece.x0 > x0 - 2 * em and piece.x1 < x1 + 2 * em
        beside = (
            piece.y0 > y0 - em
            and piece.y1 < y1 + em
            and (abs(piece.x0 - x1) < 2 * em or abs(piece.x1 - x0) < 2 * em)
        )
        if (under or beside) and (small or worded):
            return True
    return (worded and small) or (bool(_CAPTION.match(piece.text)) and len(piece.lines) <= 4)


def _adopt_subtitles(pieces: list[Piece], parts: Parts) -> list[Piece]:
    """Short lines right under or over a headline are part of it, though no larger than the text; gives them."""
    adopted: list[Piece] = []
    least = 1.3 * parts.body_size if parts.slack < 1.2 else 0.0
    heads = [p for p in pieces if p.role == "headline" and not p.vertical and p.size > least]
    for piece in pieces:
        if piece.role != "body" or len(piece.lines) > 2 or not _titular(piece):
            continue
        level = [p for p in pieces if len(p.lines) > 2 and abs(p.y1 - piece.y1) < 0.6 * piece.size]
        larger = parts.slack < 1.2 and piece.size > 1.04 * parts.body_size
        for head in heads:
            if piece.y1 < head.y1 and any(p.x0 < head.x1 and p.x1 > head.x0 for p in level):
                continue  # as high as the columns under the headline: the first line of one
            gap = max(head.y0 - piece.y1, piece.y0 - head.y1)
            if head.frame == piece.frame and -2 < gap < head.size and _aligned(piece, head, larger):
                piece.role = "headline"
                adopted.append(piece)
                break
    return adopted


def _titular(piece: Piece) -> bool:
    text = piece.text
    return len(text) <= 40 and not any(mark in text for mark in _SENTENCE) and not opens(text)


def _aligned(piece: Piece, head: Piece, larger: bool) -> bool:
    """Whether a line has the axis of a headline; a larger one may also share its edge, or lie within."""
    em = piece.size
    if abs(piece.x0 + piece.x1 - head.x0 - head.x1) < 2.4 * em:
        return True
    return larger and (
        abs(piece.x0 - head.x0) < 0.6 * em or (head.x0 - em < piece.x0 and piece.x1 < head.x1 + em)
    )


def _sub_heads(pieces: list[Piece], parts: Parts, adopted: list[Piece]) -> list[Piece]:
    """Lines a little larger than the text: sub-heads join their column, headlines of briefs are told apart.

    A headline opens a report, or stands above a column with nothing of its column over it.
    """
    if parts.slack > 1.2:
        return pieces
    bodies = [piece for piece in pieces if piece.role == "body" and piece.size < 1.04 * parts.body_size]
    settled = [*bodies, *adopted]
    candidates = [piece for piece in pieces if piece not in settled and _may_be_sub_head(piece, parts)]
    for piece in sorted(candidates, key=lambda piece: -piece.y1):
        above, below = _next_to(piece, bodies, 1), _next_to(piece, bodies, -1)
        if below is not None and opens(below.lines[0].text):
            piece.role = "headline"
            continue
        em = piece.size
        if above is not None and not (above.x0 - 2 < piece.x0 and piece.x1 < above.x1 + 1.2 * em):
            above = None
        if above is None and (below is None or not _tops_column(piece, below, bodies, parts)):
            piece.role = "headline" if below is not None else piece.role
            continue
        column = [part for part in (above, piece, below) if part is not None]
        joined = piece_of([line for part in column for line in part.lines])
        joined.frame = piece.frame
        bodies = [other for other in bodies if other not in column] + [joined]
        pieces = [other for other in pieces if other not in column] + [joined]
    return pieces


def _may_be_sub_head(piece: Piece, parts: Parts) -> bool:
    if piece.vertical or piece.role == "caption" or len(piece.lines) > 2:
        return False
    return 1.04 < piece.size / parts.body_size < 1.36 and _titular(piece)


def _tops_column(piece: Piece, below: Piece, bodies: list[Piece], parts: Parts) -> bool:
    """Whether a sub-head is the first line of a column: short, or as high as the columns beside it."""
    em = below.size
    if below.x0 - 2 > piece.x0:
        return False
    share = (piece.x1 - piece.x0) / (below.x1 - below.x0)
    if piece.size < 1.22 * parts.body_size and share < 0.72:
        return True
    return share < 0.85 and any(
        other is not below
        and other.frame == piece.frame
        and abs(other.y1 - piece.y1) < 0.6 * em
        and len(other.lines) > 1
        for other in bodies
    )


def _next_to(piece: Piece, bodies: list[Piece], side: int) -> Piece | None:
    """The column piece right above (1) or below (−1), a line or so away."""
    for other in bodies:
        gap = other.y0 - piece.y1 if side > 0 else piece.y0 - other.y1
        if (
            other.frame == piece.frame
            and other.x0 < piece.x1
            and other.x1 > piece.x0
            and -1 < gap < 1.3 * piece.size
        ):
            return other
    return None


def _grouped(heads: list[Piece], sheet: Sheet) -> list[list[Piece]]:
    """Headlines with their kickers and subtitles: pieces that nearly touch, no stroke between."""
    groups: list[list[Piece]] = []
    for piece in sorted(heads, key=lambda piece: (piece.vertical, -piece.y1, piece.x0)):
        near = [group for group in groups if any(_belong(piece, other, sheet) for other in group)]
        for group in near:
            groups.remove(group)
        groups.append([*(part for group in near for part in group), piece])
    for group in groups:
        if group[0].vertical:
            group.sort(key=lambda piece: (-round(piece.size), -piece.x0))
        else:
            group.sort(key=lambda piece: (-piece.y1, piece.x0))
    return groups


def _belong(a: Piece, b: Piece, sheet: Sheet) -> bool:
    if a.frame != b.frame or a.vertical != b.vertical:
        return False
    size = max(a.size, b.size)
    if a.vertical:
        if max(a.size, b.size) < 1.15 * min(a.size, b.size) and abs(a.y1 - b.y1) > 0.6 * size:
            return False  # two headlines back to back
        apart = max(b.x0 - a.x1, a.x0 - b.x1)
        return apart < 1.2 * size and max(b.y0 - a.y1, a.y0 - b.y1) < 1.5 * size
    apart = max(b.y0 - a.y1, a.y0 - b.y1)
    if apart > 0.9 * size or min(a.x1, b.x1) - max(a.x0, b.x0) < 0.5 * min(a.x1 - a.x0, b.x1 - b.x0):
        return False
    return not stroke_between(a.lines[-1], b.lines[0], sheet.rules)
