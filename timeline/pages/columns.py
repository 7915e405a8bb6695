"""Torn columns: lines of two or more columns that alternate in a text are put back, column by column.

The stream of lines is read as several columns growing at once. For each line the search keeps the best
ways of saying which open column it goes on with (a beam over the last lines of the open columns, the
evidence being :mod:`timeline.pages.joints`); a regular turn from column to column is likelier than a
jump. The columns so found are cut where they may have been read together wrongly, and each piece looks
for the piece that follows it. Text whose lines follow one another as they stand is left as it is.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

from timeline.pages.joints import Joints, han
from timeline.pages.lines import Line, width
from timeline.text import fold

_FEWEST = 8
_OPEN_COLUMN = -3.5
_MOST_COLUMNS = 6
_BEAM = 48
_SEARCH = 40
# The longer the turn has been regular, the likelier it stays so.
_RUN = 24
_STEADY = [math.log((run + 1.5) / (run + 3.0)) for run in range(_RUN + 1)]
_JUMP = [math.log(1.5 / (run + 3.0)) for run in range(_RUN + 1)]
_SPREAD = [0.0, 0.0, 0.0, *(math.log(n - 1) for n in range(3, _MOST_COLUMNS + 1))]
_END = -2.5
_END_ALL = -4.0

_State = tuple[tuple[int, ...], int]
_Trail = tuple["_Trail | None", int]


@dataclass(slots=True)
class Untangled:
    """Lines in their new order; ``doubtful`` says of each whether its place could not be settled."""

    lines: list[Line]
    doubtful: list[bool]
    moved: bool = False


def untangle(lines: list[Line]) -> Untangled:
    """``lines`` with torn columns put in order, or as they stand if they are ordinary text."""
    pieces = _fragments(lines)
    same = Untangled(lines, [False] * len(lines))
    if not suspicious(pieces):
        return same
    joints = Joints([_flat(piece.chars) for piece in pieces])
    if not _torn(pieces, joints):
        return same
    columns = _columns(pieces, joints)
    order, doubtful = _order(columns, joints, len(pieces))
    before = sum(joints.score(a, a + 1) for a in range(len(pieces) - 1))
    after = sum(joints.score(a, b) for a, b in zip(order, order[1:], strict=False))
    if order == list(range(len(pieces))) or after - before < 6.0:
        return same
    return Untangled([pieces[i] for i in order], doubtful, True)


def _flat(chars: str) -> str:
    """Folded, but with quotation marks that still tell opening from closing."""
    return "".join(char if char in "“”‘’" else flat for char, flat in zip(chars, fold(chars), strict=True))


def _fragments(lines: list[Line]) -> list[Line]:
    """The lines, those that hold several printed lines cut at their inner blanks."""
    if not _rowed(lines):
        return lines
    out: list[Line] = []
    for line in lines:
        out += _cut(line)
    return out


def _gaps(line: Line) -> list[int]:
    """Where in ``line`` the file has a blank between two characters."""
    return [i for i in range(1, len(line.at)) if line.at[i] - line.at[i - 1] > 1]


def _rowed(lines: list[Line]) -> bool:
    """Whether most of the text stands in long lines of several short pieces each."""
    rows = inside = 0
    total = sum(len(line.chars) for line in lines) or 1
    for line in lines:
        cuts = _gaps(line)
        if len(cuts) >= 1 and 5 <= len(line.chars) / (len(cuts) + 1) <= 34 and len(line.chars) > 18:
            rows += 1
            inside += len(line.chars)
    return rows >= 5 and inside > 0.4 * total


def _cut(line: Line) -> list[Line]:
    starts = [0, *_gaps(line), len(line.chars)]
    out: list[Line] = []
    for a, b in zip(starts, starts[1:], strict=False):
        chars = line.chars[a:b].strip()
        if not chars:
            continue
        at = line.at[a:b][: len(chars)]
        last = out[-1] if out else None
        # A blank after a half-width comma is no end of a printed line.
        if last and (last.chars[-1] in ",;:、" and last.width < 8 or b - a < 3 or len(last.chars) < 3):
            last.chars, last.at, last.width = last.chars + chars, last.at + at, last.width + width(chars)
        else:
            out.append(Line(chars, at, width(chars), line.indent, line.gap if not out else 0))
    return out


def _open(a: str, b: str) -> bool:
    return han(a[-1]) and han(b[0])


def suspicious(lines: list[Line]) -> bool:
    """A quick look, without a word list: do the pairs of characters across line ends occur within lines?"""
    texts = [line.chars for line in lines]
    inner: set[str] = set()
    for text in texts:
        inner.update(map(str.__add__, text, text[1:]))
    hits = [a[-1] + b[0] in inner for a, b in zip(texts, texts[1:], strict=False) if _open(a, b)]
    if len(hits) < _FEWEST:
        return False
    span = 14
    runs = [sum(hits[i : i + span]) for i in range(max(1, len(hits) - span + 1))]
    return sum(hits) < 0.2 * len(hits) or min(runs) <= 1


def _torn(lines: list[Line], joints: Joints) -> bool:
    """Whether somewhere on the page the lines do not go on as they stand."""
    scores = [joints.score(i, i + 1) for i in range(len(lines) - 1) if _open(lines[i].chars, lines[i + 1].chars)]
    if len(scores) < _FEWEST:
        return False
    span = min(10, len(scores))
    worst = min(sum(scores[i : i + span]) / span for i in range(len(scores) - span + 1))
    return worst < 0.0


def _columns(lines: list[Line], joints: Joints) -> list[list[int]]:
    """The lines shared out among columns, each in its order."""
    # A state: the last lines of the open columns, the latest first, and for how many lines the turn from
    # column to column has been regular. Value: score and the trail of choices.
    states: dict[_State, tuple[float, _Trail | None]] = {((), 0): (0.0, None)}
    for i in range(len(lines)):
        grown: dict[_State, tuple[float, _Trail | None]] = {}
        for (tails, streak), (score, trail) in states.items():
            for value, last, rest, run in _ways(tails, streak, i, joints):
                state = ((i, *rest), run)
                total = score + value
                old = grown.get(state)
                if old is None or total > old[0]:
                    grown[state] = (total, (trail, last))
        states = dict(heapq.nlargest(_BEAM, grown.items(), key=_worth))
    _, trail = max(states.values(), key=lambda value: value[0])
    before: list[int] = []
    while trail is not None:
        trail, last = trail
        before.append(last)
    before.reverse()
    return _chained(before)


def _worth(item: tuple[_State, tuple[float, _Trail | None]]) -> float:
    return item[1][0]


# Worth of the next line; the last line it goes on from (-1: none); the other open columns; the regular run.
_Way = tuple[float, int, tuple[int, ...], int]


def _ways(tails: tuple[int, ...], streak: int, i: int, joints: Joints) -> list[_Way]:
    """What line ``i`` may be: the next of one of the open columns, or the first of a new one."""
    n = len(tails)
    if n == 0:
        return [(0.0, -1, (), 0)]
    out: list[_Way] = []
    if n == 1:
        out.append((joints.score(tails[0], i), tails[0], (), 0))
    else:
        steady, jump = _STEADY[streak], _JUMP[streak] - _SPREAD[n]
        for place, tail in enumerate(tails):
            joint = joints.score(tail, i)
            rest = (*tails[:place], *tails[place + 1 :])
            regular = place == n - 1
            out.append((joint + (steady if regular else jump), tail, rest, min(streak + 1, _RUN) if regular else streak // 2))
            if place == n - 2:
                # The column whose turn it was has ended.
                out.append((joint + steady + _END, tail, tails[:place], streak))
            if n > 2 or place == 0:
                out.append((joint + _END_ALL, tail, (), 0))
    if n < _MOST_COLUMNS:
        out.append((_OPEN_COLUMN, -1, tails, streak // 2))
    return out


def _chained(before: list[int]) -> list[list[int]]:
    columns: list[list[int]] = []
    where: dict[int, int] = {}
    for i, last in enumerate(before):
        if last < 0:
            where[i] = len(columns)
            columns.append([i])
        else:
            where[i] = where[last]
            columns[where[i]].append(i)
    return columns


def _order(columns: list[list[int]], joints: Joints, total: int) -> tuple[list[int], list[bool]]:
    """The lines in reading order: pieces of columns, each followed by the piece that fits it best."""
    pieces = _pieces(columns, total)
    n = len(pieces)
    links: list[tuple[float, int, int]] = []
    for a in range(n):
        for b in range(max(0, a - _SEARCH), min(n, a + _SEARCH)):
            if a != b:
                value = _link(pieces, a, b, joints)
                if value > -4.0:
                    links.append((value, a, b))
    links.sort(reverse=True)
    after: dict[int, int] = {}
    taken: set[int] = set()
    root = list(range(n))

    def find(k: int) -> int:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    for _, a, b in links:
        if a in after or b in taken or find(a) == find(b):
            continue
        after[a] = b
        taken.add(b)
        root[find(b)] = find(a)
    order: list[int] = []
    doubtful: list[bool] = []
    for a in sorted((a for a in range(n) if a not in taken), key=lambda a: pieces[a].lines[0]):
        k: int | None = a
        while k is not None:
            for j, line in enumerate(pieces[k].lines):
                weak = bool(order) and joints.score(order[-1], line) < -0.5 and (j == 0 or len(columns) > 1)
                order.append(line)
                doubtful.append(weak)
            k = after.get(k)
    return order, doubtful


@dataclass(slots=True)
class _Piece:
    column: int
    lines: list[int]
    band: int
    rank: int = 0


def _pieces(columns: list[list[int]], total: int) -> list[_Piece]:
    """Columns cut where the set of columns printed side by side changes."""
    owner = [0] * total
    for k, column in enumerate(columns):
        for i in column:
            owner[i] = k
    first = [column[0] for column in columns]
    last = [column[-1] for column in columns]
    cuts = sorted({*first, *(i + 1 for i in last), 0, total})
    out: list[_Piece] = []
    # Stretches during which the same columns are open; a stretch shorter than a row of them joins the one before.
    for band, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
        inside: dict[int, list[int]] = {}
        for i in range(start, end):
            inside.setdefault(owner[i], []).append(i)
        for rank, (column, lines) in enumerate(inside.items()):
            out.append(_Piece(column, lines, band, rank))
    return out


def _link(pieces: list[_Piece], a: int, b: int, joints: Joints) -> float:
    left, right = pieces[a], pieces[b]
    value = joints.score(left.lines[-1], right.lines[0])
    if left.column == right.column and right.lines[0] > left.lines[-1]:
        following = min((p.lines[0] for p in pieces if p.column == left.column and p.lines[0] > left.lines[-1]), default=-1)
        return value + (1.5 if following == right.lines[0] else -2.0)
    if left.band == right.band:
        return value + (0.5 if right.rank == left.rank + 1 else -1.5)
    distance = right.lines[0] - left.lines[-1]
    return value - 0.35 * math.log1p(abs(distance)) - (0.8 if distance < 0 else 0.0)
