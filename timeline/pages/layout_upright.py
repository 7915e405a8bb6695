"""Vertical lines: characters exactly under one another that nothing beside them draws nearer.

They are looked for before horizontal words are formed, for two vertical headlines side by side look like words
of two characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from timeline.pages.sheet import Glyph, TextLine, line_of

_SHORT = 3  # characters of a run that may still be single ones of vertical lines side by side
_LOOSE = 0.2  # em between characters beside one another that are not closely set
_FEWEST = 3
_LOWER = 2.4  # em from one character to the next below


def upright(runs: list[list[Glyph]]) -> tuple[list[TextLine], list[list[Glyph]]]:
    """The vertical lines among ``runs`` (characters side by side), and the runs without them."""
    short = [glyph for run in runs if len(run) <= _SHORT for glyph in run]
    if len(short) < _FEWEST:
        return [], runs
    edges = short + [glyph for run in runs if len(run) > _SHORT for glyph in (run[0], run[-1])]
    rows = _Grid([(glyph.y0 + glyph.y1) / 2 for glyph in edges], edges)
    beside = {glyph.at: _beside(glyph, rows) for glyph in short}
    single = [glyph for glyph in short if beside[glyph.at] >= _LOOSE * glyph.size]
    lines = [line_of(chain, vertical=True) for chain in _chains(single) if _stands(chain, beside, rows)]
    used = {glyph.at for line in lines for glyph in line.glyphs}
    if not used:
        return [], runs
    return lines, _without(runs, used)


class _Grid:
    """Glyphs by one coordinate of their middle."""

    def __init__(self, places: list[float], glyphs: list[Glyph]) -> None:
        order = sorted(range(len(glyphs)), key=places.__getitem__)
        self._places = [places[i] for i in order]
        self._glyphs = [glyphs[i] for i in order]

    def near(self, place: float, reach: float) -> list[Glyph]:
        """Glyphs within ``reach`` of ``place``."""
        low = bisect_left(self._places, place - reach)
        return self._glyphs[low : bisect_right(self._places, place + reach)]


def _like(a: Glyph, b: Glyph) -> bool:
    return a.size <= 1.15 * b.size and b.size <= 1.15 * a.size


def _beside(glyph: Glyph, rows: _Grid) -> float:
    """The blank between a glyph and the nearest one beside it; 99 where there is none within three em."""
    best = 99.0
    reach = 3 * glyph.size
    for other in rows.near((glyph.y0 + glyph.y1) / 2, 0.35 * glyph.size):
        gap = max(other.x0 - glyph.x1, glyph.x0 - other.x1)
        if gap < best and gap < reach and other.at != glyph.at and _like(glyph, other):
            best = gap
    return best


def _chains(single: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs linked to the nearest one right under them."""
    columns = _Grid([(glyph.x0 + glyph.x1) / 2 for glyph in single], single)
    below: dict[int, Glyph] = {}
    taken: set[int] = set()
    for glyph in sorted(single, key=lambda glyph: -glyph.y1):
        em, middle = glyph.size, (glyph.y0 + glyph.y1) / 2
        near = [
            (middle - (other.y0 + other.y1) / 2, other.at, other)
            for other in columns.near((glyph.x0 + glyph.x1) / 2, 0.3 * em)
            if 0.6 * em < middle - (other.y0 + other.y1) / 2 < _LOWER * em and _like(glyph, other)
        ]
        if near:
            _, at, under = min(near)
            if at not in taken:
                below[glyph.at] = under
                taken.add(at)
    chains: list[list[Glyph]] = []
    for glyph in single:
        if glyph.at in taken or glyph.at not in below:
            continue
        chain = [glyph]
        while (under_ := below.get(chain[-1].at)) is not None:
            chain.append(under_)
        if len(chain) >= _FEWEST:
            chains.append(chain)
    return chains


def _stands(chain: list[Glyph], beside: dict[int, float], rows: _Grid) -> bool:
    """Whether a chain is a vertical line: longer than the rows it crosses, or closer set than they are."""
    em = chain[0].size
    pitch = (chain[0].y1 - chain[-1].y1) / (len(chain) - 1)
    gaps = sorted(beside[glyph.at] for glyph in chain)
    if gaps[len(gaps) // 2] > pitch - em + 0.1 * em:
        return True
    across = max(_row(glyph, rows) for glyph in chain[:2])
    return len(chain) > across and pitch < 1.6 * em


def _row(glyph: Glyph, rows: _Grid) -> int:
    """How many glyphs a row of loosely set ones through ``glyph`` has."""
    row = sorted(
        (other for other in rows.near((glyph.y0 + glyph.y1) / 2, 0.35 * glyph.size) if _like(glyph, other)),
        key=lambda other: other.x0,
    )
    at = next(i for i, other in enumerate(row) if other.at == glyph.at)
    first = last = at
    while first and row[first].x0 - row[first - 1].x1 < 1.3 * glyph.size:
        first -= 1
    while last + 1 < len(row) and row[last + 1].x0 - row[last].x1 < 1.3 * glyph.size:
        last += 1
    return last - first + 1


def _without(runs: list[list[Glyph]], used: set[int]) -> list[list[Glyph]]:
    """The runs without some glyphs; what stood on both sides of one is parted."""
    out: list[list[Glyph]] = []
    for run in runs:
        part: list[Glyph] = []
        for glyph in run:
            if glyph.at not in used:
                part.append(glyph)
            elif part:
                out.append(part)
                part = []
        if part:
            out.append(part)
    return out
