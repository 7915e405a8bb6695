"""Pieces of a page → articles: which piece is read after which, and under which headline.

Every headline starts at most one chain of column pieces and every piece has at most one successor; the cheapest
assignment of all (:mod:`timeline.pages.layout_costs`) is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.pages.layout_costs import NEVER, Costs, ending
from timeline.pages.layout_pieces import Parts
from timeline.pages.layout_setting import Setting
from timeline.pages.matching import assign
from timeline.pages.sheet import Piece, Sheet

_MANY = 300  # pieces beyond which a page is no newspaper page and is read column by column
_DOUBT = 4.5  # the cost from which on a joint is not sure
_BARE_HEAD = 7.0  # the cost of a headline without a text


@dataclass(slots=True)
class Chain:
    """One article of a page: its headline pieces (may be empty) and its column pieces in reading order.

    ``doubts`` are the places in ``bodies`` whose joint to the piece before is not sure.
    """

    head: list[Piece] = field(default_factory=list)
    bodies: list[Piece] = field(default_factory=list)
    doubts: set[int] = field(default_factory=set)


def chains_of(sheet: Sheet, parts: Parts) -> list[Chain]:
    """The articles of a sheet, without captions and furniture."""
    if len(parts.bodies) > _MANY or len(parts.heads) > _MANY:
        return _column_by_column(parts)
    page = Setting(sheet, parts)
    costs = Costs(page)
    after = _successors(page, costs)
    return _collected(page, costs, after)


def _column_by_column(parts: Parts) -> list[Chain]:
    em = parts.body_size
    pieces = [*parts.bodies, *(piece for head in parts.heads for piece in head)]
    return (
        [Chain([], sorted(pieces, key=lambda piece: (round(piece.x0 / (8 * em)), -piece.y1)))]
        if pieces
        else []
    )


def _successors(page: Setting, costs: Costs) -> dict[int, int]:
    """Headline, or number of headlines + column → the column that follows it, in the cheapest reading."""
    count = len(page.heads)
    gains: dict[tuple[int, int], float] = {}
    for j, column in enumerate(page.columns):
        alone = costs.alone(column)
        for i in range(count):
            cost = costs.starts(i, column)
            if cost < NEVER:
                gains[i, j] = alone + _BARE_HEAD - cost
        for i, before in enumerate(page.columns):
            cost = costs.follows(i, j) if i != j else NEVER
            if cost < NEVER:
                gains[count + i, j] = alone + ending(before) - cost
    after = assign(gains)
    _cut_rings(after, count, gains)
    return after


def _collected(page: Setting, costs: Costs, after: dict[int, int]) -> list[Chain]:
    """The chains that the successors make: one for each headline, and one for each piece nothing leads to."""
    count = len(page.heads)
    followed = set(after.values())
    chains: list[Chain] = []
    for start in [*range(count), *(count + j for j in range(len(page.columns)) if j not in followed)]:
        chain = Chain(page.heads[start].pieces if start < count else [])
        at = start
        if start >= count:
            chain.bodies.append(page.columns[start - count].piece)
        while (next_ := after.get(at)) is not None:
            if at >= count and costs.follows(at - count, next_) > _DOUBT:
                chain.doubts.add(len(chain.bodies))
            chain.bodies.append(page.columns[next_].piece)
            at = count + next_
        chains.append(chain)
    return chains


def _cut_rings(after: dict[int, int], count: int, gains: dict[tuple[int, int], float]) -> None:
    """Cut chains that bite their own tail at their weakest joint."""
    settled: set[int] = set()
    for start in list(after):
        walk: list[int] = []
        at: int | None = start
        while at is not None and at not in settled and at not in walk:
            walk.append(at)
            next_ = after.get(at)
            at = None if next_ is None else count + next_
        if at is not None and at in walk:
            ring = walk[walk.index(at) :]
            del after[min(ring, key=lambda node: gains[node, after[node]])]
        settled.update(walk)
