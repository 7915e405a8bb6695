"""Testimonies into probabilities by year."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from timeline.anchors.testimony import Testimony

# Testimonies lean on one another (a page about one campaign prints all its catchwords), so their sum is tempered.
TEMPER = 0.9
# A year is stated when its probability reaches the first of these, or the second while it is so many times the next.
DECISIVE, MAJORITY, LEAD = 0.6, 0.5, 2.0
# What remains possible whatever the page says: misread digits, reprinted copy, a lexicon that is wrong.
DOUBT = 0.01


def sums(testimonies: Sequence[Testimony], priors: Sequence[float]) -> list[float]:
    """Tempered log-likelihood of each day asked about."""
    totals = list(priors)
    for one in testimonies:
        for index, log in enumerate(one.logs):
            totals[index] += TEMPER * log
    return totals


def by_year(days: Sequence[dt.date], logs: Sequence[float]) -> dict[int, float]:
    """Probability of each year, best first; equal ones in calendar order."""
    top = max(logs)
    mass: dict[int, float] = {}
    for day, log in zip(days, logs, strict=True):
        mass[day.year] = mass.get(day.year, 0.0) + math.exp(log - top)
    total = sum(mass.values())
    shared = DOUBT / len(mass)
    probable = {year: (1 - DOUBT) * part / total + shared for year, part in mass.items()}
    return dict(sorted(probable.items(), key=lambda item: (-item[1], item[0])))


def decided(candidates: Mapping[int, float]) -> int | None:
    """The year that is clearly ahead in ``candidates`` (best first), or None."""
    (year, best), *others = candidates.items()
    second = others[0][1] if others else 0.0
    return year if best >= DECISIVE or (best >= MAJORITY and best >= LEAD * second) else None
