"""Which headline belongs to which text: it may stand before its text or after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from timeline.articles.units import Paragraph, Unit
from timeline.text import fold

_NONE = 0.6
_AFTER = 0.25
_CUT = 0.7
_CAPTION = 1.2
_MOST = 8

_Trail = tuple["_Trail | None", int]


def assign(units: list[Unit], groups: list[list[Paragraph]]) -> list[list[Paragraph]]:
    """For each unit the lines of its headline, from the group before it or the group after it.

    The best assignment of all is found from left to right: a group goes wholly to one neighbour or is cut
    once; a headline fits the text that repeats its words, the more so where no other text does.
    """
    texts = [_pairs(unit.text) for unit in units]
    seen: Counter[str] = Counter(pair for text in texts for pair in text)

    def fit(lines: list[Paragraph], k: int) -> float:
        if not lines or not 0 <= k < len(units):
            return 0.0
        pairs = _pairs("\n".join(line.text for line in lines))
        weight = sum(1 / max(1, seen[pair]) for pair in pairs) or 1.0
        return sum(1 / seen[pair] for pair in pairs if pair in texts[k]) / weight

    # State: which lines the unit on the left of the group already has.
    best: dict[int, tuple[float, _Trail | None]] = {0: (0.0, None)}
    for k, group in enumerate(groups):
        following: dict[int, tuple[float, _Trail | None]] = {}
        for taken, (score, trail) in best.items():
            for cut in _cuts(len(group)):
                value = score + _worth(units, k, group, cut, taken, fit)
                state = len(group) - cut
                if state not in following or value > following[state][0]:
                    following[state] = (value, (trail, cut))
        best = following
    _, last = max(best.values(), key=lambda pair: pair[0])
    cuts: list[int] = []
    while last is not None:
        last, cut = last
        cuts.append(cut)
    cuts.reverse()
    out: list[list[Paragraph]] = [[] for _ in units]
    for k, (group, cut) in enumerate(zip(groups, cuts, strict=True)):
        if k > 0:
            out[k - 1] += group[:cut]
        if k < len(units):
            out[k] += group[cut:]
    return out


def _cuts(lines: int) -> list[int]:
    """Where a group of headline lines may be cut; a long one, an index of headlines, only near its ends."""
    return sorted({*range(min(lines, _MOST) + 1), *range(max(0, lines - _MOST), lines + 1)})


def _worth(
    units: list[Unit],
    k: int,
    group: list[Paragraph],
    cut: int,
    taken: int,
    fit: Callable[[list[Paragraph], int], float],
) -> float:
    """What cutting group ``k`` after ``cut`` lines is worth; ``taken`` lines stand before the unit on its left."""
    value = 0.0
    left, right = group[:cut], group[cut:]
    if (k == 0 and left) or (k == len(units) and right):
        return -1000.0
    if left:
        value += 2 * fit(left, k - 1) - _AFTER - (2.0 if taken else 0.0)
        value -= _unwanted(units[k - 1])
    elif k > 0 and not taken and units[k - 1].kind == "news":
        value -= _NONE
    if right:
        value += 2 * fit(right, k) - _unwanted(units[k])
    if left and right:
        value -= _CUT
    return value


def _unwanted(unit: Unit) -> float:
    return {"caption": _CAPTION, "editorial": 0.2}.get(unit.kind, 0.0)


def _pairs(text: str) -> set[str]:
    flat = "".join(char for char in fold(text) if char.isalnum() or char == "\n")
    return {a + b for a, b in pairwise(flat) if "\n" not in (a, b)}
