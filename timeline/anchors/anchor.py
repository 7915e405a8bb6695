"""What is known of the day a page was printed: the record and its evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence for the date of a page.

    ``years`` the years it speaks for, ``weight`` how strongly (natural log of a likelihood ratio),
    ``quote`` the printed words, ``why`` what follows from them and the source of that knowledge.
    """

    years: tuple[int, ...]
    weight: float
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """When a page was printed.

    ``date`` the best day (None: no year is clearly ahead), ``earliest`` and ``latest`` the window it lies in,
    ``year`` None where nothing decides, ``candidates`` probabilities by year, best first, ``basis``
    ``given`` (option, metadata), ``printed`` (masthead, file name), ``inferred`` or ``unknown``.
    """

    date: dt.date | None
    earliest: dt.date | None
    latest: dt.date | None
    year: int | None
    candidates: dict[int, float] = field(default_factory=dict)
    clues: tuple[Clue, ...] = ()
    basis: str = "unknown"

    @property
    def confidence(self) -> float:
        """The probability of ``year``, 0 where it is unknown."""
        return self.candidates.get(self.year, 0.0) if self.year else 0.0
