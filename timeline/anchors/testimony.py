"""What a clue function hands back: how well its words fit each day the page may have been printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.anchors.anchor import Clue


@dataclass(frozen=True, slots=True)
class Testimony:
    """``logs`` holds one log-likelihood for each day asked about, 0 where the words fit best."""

    quote: str
    why: str
    logs: tuple[float, ...]

    @property
    def spread(self) -> float:
        """The distance between the best and the worst fit."""
        return max(self.logs) - min(self.logs)

    def clue(self, days: Sequence[dt.date]) -> Clue:
        """The record of this testimony: the years it fits about as well as the best."""
        best = max(self.logs)
        years = sorted({day.year for day, log in zip(days, self.logs, strict=True) if log > best - 0.5})
        against = [log for log in self.logs if log <= best - 0.5]
        weight = best - sum(against) / len(against) if against else 0.0
        return Clue(tuple(years), round(weight, 2), self.quote, self.why)


def testimony(quote: str, why: str, days: Sequence[dt.date], fit: Callable[[dt.date], float]) -> Testimony:
    """A testimony from a function of the day."""
    return Testimony(quote, why, tuple(fit(day) for day in days))
