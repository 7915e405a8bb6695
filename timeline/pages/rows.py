"""Rows that hold several printed lines: what some OCR programs write, a paragraph or a whole row of columns a line."""

from __future__ import annotations

from itertools import pairwise

from timeline.pages.bylines import opens, signs
from timeline.pages.furniture import furniture
from timeline.pages.joints import best, han
from timeline.pages.lines import Line, width
from timeline.text import fold

_FEWEST = 3
_STOPS = frozenset(",.。;!?，；！？")


def gaps(line: Line) -> list[int]:
    """Where in ``line`` the file has a blank between two characters."""
    return [i for i in range(1, len(line.at)) if line.at[i] - line.at[i - 1] > 1]


def rowed(lines: list[Line]) -> bool:
    """Whether most of the text stands in long lines of several short pieces each."""
    rows = inside = 0
    total = sum(len(line.chars) for line in lines) or 1
    for line in lines:
        cuts = len(gaps(line))
        if cuts and len(line.chars) > 18 and 5 <= len(line.chars) / (cuts + 1) <= 34:
            rows += 1
            inside += len(line.chars)
    return rows >= 5 and inside > 0.4 * total


def across(lines: list[Line]) -> bool:
    """Whether rows run across the columns of a page (two to five pieces a row) rather than hold paragraphs."""
    counts = sorted(len(gaps(line)) + 1 for line in lines if len(line.chars) > 18 and gaps(line))
    return bool(counts) and counts[len(counts) // 2] <= 5


def halves(lines: list[Line]) -> list[tuple[int, int, list[int]]]:
    """Runs of lines in which two columns stand side by side: first line, end, and where each line is cut.

    Such lines are about twice as wide as their neighbours and have a blank where the left column ends.
    """
    found: list[tuple[int, int, list[int]]] = []
    k = 0
    widths = [line.width for line in lines]
    while k < len(lines):
        narrow = sorted(w for w in (*widths[max(0, k - 8) : k], *widths[k + 1 : k + 30]) if w > 7)
        usual = narrow[len(narrow) // 4] if narrow else 0.0
        cuts: list[int] = []
        while k + len(cuts) < len(lines) and (cut := _middle(lines[k + len(cuts)], usual)):
            cuts.append(cut)
        if len(cuts) >= _FEWEST:
            found.append((k, k + len(cuts), cuts))
        k += max(1, len(cuts))
    return found


def _middle(line: Line, usual: float) -> int:
    """Where a line of two columns is cut, 0 if it is none."""
    if not usual or not 1.15 * usual + 1 < line.width < 2.6 * usual:
        return 0
    ranked = sorted((abs(width(line.chars[:i]) - usual), i) for i in gaps(line))
    return ranked[0][1] if ranked and ranked[0][0] <= 0.2 * usual else 0


def cut_at(line: Line, at: int) -> tuple[Line, Line]:
    """``line`` as two, the second beginning at offset ``at`` of its characters."""
    left, right = line.chars[:at].rstrip(), line.chars[at:]
    return (
        Line(left, line.at[: len(left)], width(left), line.indent, line.gap),
        Line(right, line.at[at:], width(right)),
    )


def fragments(lines: list[Line]) -> list[Line]:
    """The printed lines inside rows. A row without any stop is a headline and stays whole."""
    rows: list[list[Line]] = []
    for line in lines:
        line.title = _headline(line)
        whole = line.title or furniture(line.chars) or signs(line.chars)
        rows.append([line] if whole else _cut(line))
    out: list[Line] = []
    for k, row in enumerate(rows):
        near = [piece.width for other in rows[max(0, k - 1) : k + 2] for piece in other if not piece.title]
        out += [part for piece in row for part in _unfused(piece, _usual(near))]
    return out


def _headline(line: Line) -> bool:
    flat = fold(line.chars)
    if flat.startswith(("编者按", "编者的话")):
        return False
    return (
        4 <= len(flat) <= 60 and not (set(flat) & _STOPS) and not opens(line.chars) and not signs(line.chars)
    )


def _cut(line: Line) -> list[Line]:
    starts = [0, *gaps(line), len(line.chars)]
    out: list[Line] = []
    for a, b in pairwise(starts):
        chars = line.chars[a:b].strip()
        if not chars:
            continue
        at = line.at[a:b][: len(chars)]
        last = out[-1] if out else None
        if last and _same_line(last, chars):
            last.chars, last.at, last.width = last.chars + chars, last.at + at, last.width + width(chars)
        else:
            out.append(
                Line(chars, at, width(chars), line.indent, 0 if out else line.gap, fresh=not out, body=True)
            )
    return _credits_last(out)


def _same_line(last: Line, chars: str) -> bool:
    """Whether a blank parts a comma from what follows it, or the letters of a name: no end of a printed line."""
    if last.chars[-1] in ",;:、" and last.width < 8:
        return True
    return (
        (width(chars) < 2.5 and last.width < 12)
        or last.width < 2.5
        or fold(last.chars) in ("本报记者", "通讯员", "记者")
    )


def _credits_last(pieces: list[Line]) -> list[Line]:
    """A photographer's line caught between the words of a caption goes behind them."""
    signed = [piece for piece in pieces[1:-1] if signs(piece.chars)]
    return [piece for piece in pieces if piece not in signed] + signed if signed else pieces


def _usual(widths: list[float]) -> float:
    ordered = sorted(w for w in widths if w >= 6)
    return ordered[len(ordered) // 2] if ordered else 0.0


def _unfused(line: Line, usual: float) -> list[Line]:
    """Two printed lines that stand on one without a blank, cut where the words go on worst."""
    if line.title or not 1.4 * usual < line.width < 2.3 * usual:
        return [line]
    flat = fold(line.chars)
    places = [i for i in range(2, len(flat) - 1) if usual - 2.0 <= width(flat[:i]) <= usual + 1.0]
    if not places:
        return [line]
    loss, at = min((_seam(flat, i), i) for i in places)
    if loss > -1.0:
        return [line]
    rest = Line(line.chars[at:], line.at[at:], width(line.chars[at:]), body=True)
    line.chars, line.at, line.width = line.chars[:at], line.at[:at], width(line.chars[:at])
    return [line, rest]


def _seam(flat: str, i: int) -> float:
    """How badly the characters on the two sides of offset ``i`` go together as words."""
    left, right = flat[max(0, i - 3) : i], flat[i : i + 3]
    if left[-1] in "、,;" and han(right[0]) and right[1:2] == "、":
        return -2.0
    if not (han(left[-1]) and han(right[0])):
        return 0.0
    return best(left + right, True, True) - best(left, True, True) - best(right, True, True)
