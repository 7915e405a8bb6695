"""Columns put in the order in which one reads them: cut into pieces, each followed by the piece that fits it best."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from timeline.pages.bylines import opens
from timeline.pages.joints import Joints
from timeline.pages.lines import Line

# How far apart, in pieces, two may stand that follow one another; lines within which columns side by side begin or end.
_SEARCH = 40
_ROW = 4
# What the file's own order is worth, in nats: for the next column, and for the next band of the same column.
_NEXT_PIECE, _SAME_COLUMN = 1.0, 0.8
# Links weaker than this are not made, those of the file's own order not below the second.
_WEAKEST, _NEVER = 0.3, -2.0
_DOUBT = 0.4


def reading_order(
    columns: list[list[int]], joints: Joints, lines: list[Line]
) -> tuple[list[int], list[bool]]:
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
