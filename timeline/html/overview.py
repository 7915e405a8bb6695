"""Counts by year and month, and by type and year: the tables above the list."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.html.columns import TYPES
from timeline.html.rows import UNKNOWN, Row
from timeline.html.wording import Words

STEPS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, its shade (1 to 5) and where it leads."""

    count: int
    step: int
    id: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A year, or a lane."""

    name: str
    cells: list[Cell]
    year: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads and lines."""

    heads: list[str]
    lines: list[Line]


def shade(count: int, most: int) -> int:
    """0 for none, else 1 to 5 by the square root of the share of the greatest count."""
    return 0 if count == 0 else max(1, math.ceil(STEPS * math.sqrt(count / most)))


def month_table(rows: Sequence[Row], words: Words) -> Table:
    """Counts of ``rows`` by year and month, newest year first; a 13th column where a month is not known."""
    counts = Counter(row.month for row in rows)
    years = sorted({month[:4] for month in counts if month[:4] != UNKNOWN}, reverse=True)
    rest = any(counts[f"{year}-00"] for year in years)
    most = max((n for month, n in counts.items() if month[5:] != "00"), default=1)
    order = [*range(1, 13), *([0] if rest else [])]
    heads = [
        words("table.month", m=m, month=words.months[m - 1]) if m else words("table.rest") for m in order
    ]
    lines = [
        Line(year, [_month_cell(year, m, counts, most, words) for m in order], year=year) for year in years
    ]
    return Table(heads, lines)


def _month_cell(year: str, month: int, counts: Counter[str], most: int, words: Words) -> Cell:
    id = f"{year}-{month:02}"
    count = counts[id]
    name = words.months[month - 1] if month else ""
    label = words("cell" if month else "cell.rest", y=year, m=month, month=name, n=count)
    return Cell(count, min(STEPS, shade(count, most)), id, label)


def type_lanes(rows: Sequence[Row], words: Words) -> Table:
    """Counts of ``rows`` by type and year, oldest year first, most frequent type first."""
    counts = Counter((str(row.event.type), row.year) for row in rows if row.year != UNKNOWN)
    years = sorted({year for _, year in counts})
    sums = Counter(str(row.event.type) for row in rows if row.year != UNKNOWN)
    most = max(counts.values(), default=1)
    types = sorted((name for name in TYPES if sums[name]), key=lambda name: -sums[name])
    lines = [
        Line(words(f"type.{t}"), [Cell(counts[t, y], shade(counts[t, y], most)) for y in years], type=t)
        for t in types
    ]
    return Table(years, lines)
