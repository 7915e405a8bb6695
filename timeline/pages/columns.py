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
from dataclasses import dataclass, replace
from itertools import pairwise

from timeline.pages.bylines import opens, signs
from timeline.pages.joints import Joints, flat, han
from timeline.pages.lines import Line
from timeline.pages.rows import across, cut_at, fragments, halves, rowed
from timeline.pages.strays import Untangled, called_back
from timeline.pages.unwrap import finished

_FEWEST = 8
_FEWEST_ROWS = 4
_GAIN_ROWS = 0.3
_NARROWEST = 5.0
_WIDEST = 45.0
# Joints looked at together, in the quick look and with the word list; lines around a torn stretch; lines of a page.
_LOOK = 14
_SPAN = 10
_AROUND = 60
_PAGE = 800
_INNER = frozenset(",，。;；")
_GAIN = 2.0
_OPEN_COLUMN = -3.5
_MOST_COLUMNS = 6
_BEAM = 32
_SEARCH = 40
# The longer the turn has been regular, the likelier it stays so.
_RUN = 24
_STEADY = [math.log((run + 1.5) / (run + 3.0)) for run in range(_RUN + 1)]
_JUMP = [math.log(1.5 / (run + 3.0)) for run in range(_RUN + 1)]
_SPREAD = [0.0, 0.0, 0.0, *(math.log(n - 1) for n in range(3, _MOST_COLUMNS + 1))]
_END = -2.5
_ROW = 4
_NEXT_PIECE = 1.0
_SAME_COLUMN = 0.8
_WEAKEST = 0.3
_NEVER = -2.0
_DOUBT = 0.4
_STAY = 0.5
_END_ALL = -4.0

_State = tuple[tuple[int, ...], int]
_Trail = tuple["_Trail | None", int]


def untangle(lines: list[Line]) -> Untangled:
    """``lines`` with torn columns put in order, or as they stand if they are ordinary text."""
    if rowed(lines):
        if not across(lines):
            return _by_regions(lines)
        if found := _stream([replace(line, fresh=False) for line in fragments(lines)]):
            return found
    if found := _side_by_side(lines):
        return found
    return _stream(lines) or Untangled(lines, [False] * len(lines))


def _side_by_side(lines: list[Line]) -> Untangled | None:
    """Two columns that stand side by side for some lines: first the left one, then the right one."""
    runs = halves(lines)
    if not runs:
        return None
    out: list[Line] = []
    at, moved = 0, False
    for start, end, cuts in runs:
        out += lines[at:start]
        pairs = [cut_at(line, cut) for line, cut in zip(lines[start:end], cuts, strict=True)]
        rows = [half for pair in pairs for half in pair]
        order = [*range(0, len(rows), 2), *range(1, len(rows), 2)]
        around = [*lines[max(0, start - 40) : start], *rows, *lines[end : end + 40]]
        joints = Joints([flat(line.chars) for line in around]).part(
            min(start, 40), min(start, 40) + len(rows)
        )
        # The shape says most already: the words must only not contradict it.
        if _better(order, joints, _FEWEST_ROWS, _GAIN_ROWS):
            out += [rows[i] for i in order]
            moved = True
        else:
            out += lines[start:end]
        at = end
    return Untangled([*out, *lines[at:]], [False] * (len(out) + len(lines) - at), True) if moved else None


def _stream(lines: list[Line]) -> Untangled | None:
    """One stream of lines put in order, page by page; ``None`` if it is in order as far as one can see."""
    parts = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    found = [_stretches(part) for part in parts]
    if not any(found):
        return None
    out = Untangled([], [], True)
    for part, one in zip(parts, found, strict=True):
        out.lines += one.lines if one else part
        out.doubtful += one.doubtful if one else [False] * len(part)
    return out


def _stretches(lines: list[Line]) -> Untangled | None:
    """The torn stretches of a page put in order, the rest as it stands."""
    if not suspicious(lines):
        return None
    joints = Joints([flat(line.chars) for line in lines])
    out = Untangled([], [])
    at = 0
    for start, end in _torn(lines, joints):
        part = joints.part(start, end)
        order, doubtful = _order(_columns(lines[start:end], part), part, lines[start:end])
        if _better(order, part):
            out.lines += [*lines[at:start], *(lines[start + i] for i in order)]
            out.doubtful += [*([False] * (start - at)), *doubtful]
            out.moved, at = True, end
    out.lines += lines[at:]
    out.doubtful += [False] * (len(lines) - at)
    return out if out.moved else None


def _better(order: list[int], joints: Joints, fewest: int = _FEWEST, least: float = _GAIN) -> bool:
    """Whether the joints that ``order`` makes are far better than those it breaks."""
    made = [(a, b) for a, b in pairwise(order) if b != a + 1]
    kept = set(pairwise(order))
    lost = [(a, a + 1) for a in range(len(order) - 1) if (a, a + 1) not in kept]
    if len(made) < fewest:
        return False
    gain = sum(joints.score(a, b) for a, b in made) - sum(joints.score(a, b) for a, b in lost)
    return gain / len(made) > least


def _by_regions(lines: list[Line]) -> Untangled:
    """Rows of several printed lines each: put in order between one headline and the next."""
    rows = fragments(lines)
    joints = Joints([flat(line.chars) for line in rows], [line.body for line in rows])
    out = Untangled([], [], True)
    start = 0
    for end in _borders(rows):
        if rows[start].body and start + 1 < end and rows[start + 1].title:
            lone = next((k for k in range(start + 1, end) if not rows[k].title), end)
            rows[start:lone] = [*rows[start + 1 : lone], rows[start]]
            joints = Joints([flat(line.chars) for line in rows], [line.body for line in rows])
        titles = next((k for k in range(start, end) if not rows[k].title), end)
        out.lines += rows[start:titles]
        out.doubtful += [False] * (titles - start)
        if titles < end:
            part = joints.part(titles, end)
            # In such files most lines stand right already.
            part.stay = _STAY
            part.terminal = _terminal(rows[titles:end])
            order, doubtful = _order(_columns(rows[titles:end], part), part, rows[titles:end])
            out.lines += [rows[titles + i] for i in order]
            out.doubtful += doubtful
        start = end
    return called_back(out)


def _borders(rows: list[Line]) -> list[int]:
    """Where a region ends: before a headline, before and after a row that holds a photographer's line, at the end."""
    out: set[int] = {len(rows)}
    row = 0
    for i in range(1, len(rows)):
        if rows[i].title and not rows[i - 1].title:
            # A single unfinished line right above a headline ends nothing: it belongs below.
            above = rows[i - 1]
            open_ended = not finished(above.chars) and not _INNER.isdisjoint(above.chars)
            lone = above.body and above.fresh and open_ended and i > 1 and finished(rows[i - 2].chars)
            out.add(i - 1 if lone else i)
        if rows[i].fresh or rows[i].title:
            row = i
        if signs(rows[i].chars):
            out |= {row, i + 1}
    return sorted(out - {0})


def _terminal(lines: list[Line]) -> int:
    """The line an article between two headlines ends with: the last one that stops short of its column, −1 if none."""
    usual = sorted(line.width for line in lines)[len(lines) // 2]
    last = len(lines) - 1
    for i in range(last, max(-1, last - 14), -1):
        if finished(lines[i].chars) and (i == last or lines[i].width < usual - 1.5):
            return i
    return -1


def _open(a: Line, b: Line) -> bool:
    """Whether the joint of two lines can tell anything: both printed lines of a column, Han on both sides."""
    widths = min(a.width, b.width), max(a.width, b.width)
    return widths[0] >= _NARROWEST and widths[1] <= _WIDEST and han(a.chars[-1]) and han(b.chars[0])


def suspicious(lines: list[Line]) -> bool:
    """A quick look, without a word list: do the pairs of characters across line ends occur within lines?"""
    texts = [line.chars for line in lines]
    inner: set[str] = set()
    for text in texts:
        inner.update(map(str.__add__, text, text[1:]))
    hits = [a.chars[-1] + b.chars[0] in inner for a, b in pairwise(lines) if _open(a, b)]
    if len(hits) < _FEWEST:
        return False
    runs = [sum(hits[i : i + _LOOK]) for i in range(max(1, len(hits) - _LOOK + 1))]
    return sum(hits) < 0.2 * len(hits) or min(runs) <= 1


def _torn(lines: list[Line], joints: Joints) -> list[tuple[int, int]]:
    """The stretches of a page where the lines do not go on as they stand, with some lines around them."""
    at = [i for i in range(len(lines) - 1) if _open(lines[i], lines[i + 1])]
    scores = [joints.score(i, i + 1) for i in at]
    if len(scores) < _FEWEST:
        return []
    span = min(_SPAN, len(scores))
    found: list[tuple[int, int]] = []
    for k in range(len(scores) - span + 1):
        if sum(scores[k : k + span]) >= 0.0:
            continue
        start, end = max(0, at[k] - _AROUND), min(len(lines), at[k + span - 1] + _AROUND)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _columns(lines: list[Line], joints: Joints) -> list[list[int]]:
    """The lines shared out among columns, each in its order."""
    # A state: the last lines of the open columns, the latest first, and for how many lines the turn from
    # column to column has been regular. Value: score and the trail of choices.
    states: dict[_State, tuple[float, _Trail | None]] = {((), 0): (0.0, None)}
    for i in range(len(lines)):
        grown: dict[_State, tuple[float, _Trail | None]] = {}
        for (tails, streak), (score, trail) in states.items():
            for value, last, rest, run in _ways(tails, streak, i, joints, lines[i].fresh):
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


def _ways(tails: tuple[int, ...], streak: int, i: int, joints: Joints, fresh: bool) -> list[_Way]:
    """What line ``i`` may be: the next of one of the open columns, or the first of a new one."""
    n = len(tails)
    if n == 0:
        return [(0.0, -1, (), 0)]
    out: list[_Way] = []
    if fresh:
        # Where the file itself begins a paragraph the columns begin anew.
        out = [(joints.score(tail, i) - 0.3 * place, tail, (), 0) for place, tail in enumerate(tails)]
        out.append((-1.0, -1, (), 0))
    if n == 1:
        out.append((joints.score(tails[0], i), tails[0], (), 0))
    else:
        steady, jump = _STEADY[streak], _JUMP[streak] - _SPREAD[n]
        for place, tail in enumerate(tails):
            joint = joints.score(tail, i)
            rest = (*tails[:place], *tails[place + 1 :])
            regular = place == n - 1
            turn = steady if regular else jump + (joints.stay if place == 0 else 0.0)
            out.append((joint + turn, tail, rest, min(streak + 1, _RUN) if regular else streak // 2))
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


def _order(columns: list[list[int]], joints: Joints, lines: list[Line]) -> tuple[list[int], list[bool]]:
    """The lines in reading order: pieces of columns, each followed by the piece that fits it best."""
    pieces = _pieces(columns, lines)
    order: list[int] = []
    for chain in _led(_sequence(pieces, joints), pieces, joints):
        for k in chain:
            order += pieces[k].lines
    if joints.terminal >= 0 and order[-1] != joints.terminal:
        # What ends a text stands last, whatever its column was.
        order.remove(joints.terminal)
        order.append(joints.terminal)
    doubtful = [b != a + 1 and joints.score(a, b) < _DOUBT for a, b in pairwise(order)]
    return order, [False, *doubtful]


def _led(chains: list[list[int]], pieces: list[_Piece], joints: Joints) -> list[list[int]]:
    """``chains`` with the one that opens a report first and, last, one that ends as a text does."""
    if len(chains) < 2:
        return chains
    first = [chain for chain in chains if opens(joints.lines[pieces[chain[0]].lines[0]])]
    chains = [*first, *(chain for chain in chains if chain not in first)]
    ends = [pieces[chain[-1]].lines[-1] for chain in chains]
    if joints.terminal in ends[1:]:
        k = ends.index(joints.terminal, 1)
        chains = [*chains[:k], *chains[k + 1 :], chains[k]]
    return chains


def _sequence(pieces: list[_Piece], joints: Joints) -> list[list[int]]:
    """Chains of pieces: the strongest links first, each piece with one before and one after it."""
    n = len(pieces)
    links = [
        (value, a, b)
        for a in range(n)
        for b in range(max(0, a - _SEARCH), min(n, a + _SEARCH))
        if a != b and (value := _link(pieces, a, b, joints)) > (_NEVER if b == a + 1 else _WEAKEST)
    ]
    links.sort(reverse=True)
    after: dict[int, int] = {}
    before: dict[int, int] = {}
    chain = list(range(n))
    for _, a, b in links:
        if a in after or b in before or _root(chain, a) == _root(chain, b):
            continue
        after[a], before[b] = b, a
        chain[_root(chain, b)] = _root(chain, a)
    # Where only the order of the file speaks for a link, it is left open: a stray stays near where it stood.
    for a, b in list(after.items()):
        if b == a + 1 and joints.score(pieces[a].lines[-1], pieces[b].lines[0]) < _DOUBT:
            del after[a], before[b]
    out: list[list[int]] = []
    for head in range(n):
        if head not in before:
            out.append([head])
            while (k := after.get(out[-1][-1])) is not None:
                out[-1].append(k)
    return out


def _root(chain: list[int], k: int) -> int:
    while chain[k] != k:
        chain[k] = chain[chain[k]]
        k = chain[k]
    return k


@dataclass(slots=True)
class _Piece:
    """Lines of one column inside one band, a stretch in which the same columns stand side by side."""

    column: int
    lines: list[int]
    band: int


def _pieces(columns: list[list[int]], lines: list[Line]) -> list[_Piece]:
    """The columns cut into bands; in the order in which one reads: band by band, in it column by column."""
    total = len(lines)
    owner = [0] * total
    for k, column in enumerate(columns):
        for i in column:
            owner[i] = k
    edges = sorted(
        {
            *(column[0] for column in columns),
            *(column[-1] + 1 for column in columns),
            *(i for i in range(1, total) if lines[i].fresh),
            total,
        }
    )
    cuts = [0]
    for edge in edges:
        # The columns of a band begin, and end, within one row of each other.
        if edge - cuts[-1] >= _ROW or edge == total or lines[edge].fresh:
            cuts.append(edge)
    out: list[_Piece] = []
    for band, (start, end) in enumerate(pairwise(cuts)):
        inside: dict[int, list[int]] = {}
        for i in range(start, end):
            inside.setdefault(owner[i], []).append(i)
        out += [_Piece(column, lines, band) for column, lines in inside.items()]
    return out


def _link(pieces: list[_Piece], a: int, b: int, joints: Joints) -> float:
    """What it is worth that piece ``b`` follows piece ``a``."""
    left, right = pieces[a], pieces[b]
    value = joints.score(left.lines[-1], right.lines[0])
    if left.column == right.column and right.band == left.band + 1:
        return value + (_NEXT_PIECE if b == a + 1 else _SAME_COLUMN)
    if b == a + 1:
        return value + _NEXT_PIECE
    distance = abs(right.lines[0] - left.lines[-1])
    return value - 0.35 * math.log1p(distance) - (0.8 if b < a else 0.0)
