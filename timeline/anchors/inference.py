"""The date of a page that does not print it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from timeline.anchors.anchor import Anchor, Clue
from timeline.anchors.clues import CLUE_FUNCTIONS
from timeline.anchors.day import LastDay, last_day, month_weights, window
from timeline.anchors.leaf import Leaf
from timeline.anchors.neighbours import issue_of, neighbouring
from timeline.anchors.testimony import Testimony
from timeline.anchors.weighing import TEMPER, by_year, decided, sums

FIRST_YEAR = 2000
# Testimonies that hardly tell one year from another are not worth printing.
_TELLING = 0.3


def inferred(leaf: Leaf, latest: dt.date, neighbours: Sequence[Anchor]) -> Anchor:
    """Ask every clue function about every day the page may have been printed."""
    last = last_day(leaf)
    days, priors = hypotheses(leaf, last, latest)
    if not days:
        return Anchor(None, None, None, None)
    testimonies = [one for ask in CLUE_FUNCTIONS for one in ask(leaf, days)]
    testimonies += neighbouring(neighbours, days)
    logs = sums(testimonies, priors)
    candidates = by_year(days, logs)
    year = decided(candidates)
    if year is None:
        return Anchor(None, None, None, None, _rounded(candidates), _clues(testimonies, days), "unknown")
    date, first, until = _day_in(leaf, last, year, days, logs, latest)
    if issue := issue_of(neighbours, first, until):
        date = first = until = issue
    return Anchor(date, first, until, year, _rounded(candidates), _clues(testimonies, days), "inferred")


def hypotheses(leaf: Leaf, last: LastDay | None, latest: dt.date) -> tuple[list[dt.date], list[float]]:
    """The days to ask about, with log-priors: the day after the last reported one in each year, or each month."""
    years = range(FIRST_YEAR, latest.year + 1)
    if last:
        days = [_after(last, year) for year in years]
        pairs = [(day, 0.0) for day in days]
    else:
        weights = month_weights(leaf)
        pairs = [(dt.date(year, month, 15), weights[month]) for year in years for month in range(1, 13)]
    pairs = [(day, prior - 1.5 * (day.year < 2004)) for day, prior in pairs if day <= latest]
    return [day for day, _ in pairs], [prior for _, prior in pairs]


def _after(last: LastDay, year: int) -> dt.date:
    """A day of print in ``year``."""
    day = last.in_year(year) or dt.date(year, 3, 1)
    if last.is_issue:
        return day
    following = day + dt.timedelta(days=1)
    return following if following.year == year else dt.date(year, 1, 1)


def _day_in(
    leaf: Leaf,
    last: LastDay | None,
    year: int,
    days: Sequence[dt.date],
    logs: Sequence[float],
    latest: dt.date,
) -> tuple[dt.date | None, dt.date, dt.date]:
    """Best day (None: nothing points at one), earliest, latest."""
    found = window(leaf, last, year, latest) if last else None
    if found:
        return found
    months = [(log, day.month) for day, log in zip(days, logs, strict=True) if day.year == year]
    top = max(months)[0]
    likely = sorted(month for log, month in months if log > top - 1.2)
    first, final = dt.date(year, likely[0], 1), likely[-1]
    return None, first, min(latest, dt.date(year, final, calendar.monthrange(year, final)[1]))


def _rounded(candidates: dict[int, float]) -> dict[int, float]:
    kept = {year: round(part, 3) for year, part in candidates.items() if part >= 0.005}
    return kept or {year: round(part, 3) for year, part in list(candidates.items())[:5]}


def _clues(testimonies: Sequence[Testimony], days: Sequence[dt.date]) -> tuple[Clue, ...]:
    telling = [one for one in testimonies if one.spread * TEMPER > _TELLING]
    return tuple(sorted((one.clue(days) for one in telling), key=lambda clue: -clue.weight))
