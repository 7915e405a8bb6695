"""What an expression of time says, before and after it is put on the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from timeline.dates import When
from timeline.text import Span

TimexKind = Literal["date", "time", "duration", "set", "fuzzy"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"]


class Point(NamedTuple):
    """A place in time as its words alone give it; a field the words leave out is None, 0 or ``""``.

    ``*_shift`` count from the issue (去年 is ``year_shift=-1``), ``anaphor`` points back to a day or year named before
    (``same``, ``now``, ``next``, ``previous``, ``nth``, ``after``, ``year``, ``next-year``, ``month``), ``part`` is a part of the finest unit given
    (``初``, ``中``, ``底``, ``上旬`` …), ``first_of`` the first (n > 0) or last (n < 0) n units of it, ``nth`` its n-th unit,
    ``offset`` a distance from the issue in units (−3 days for 3天前), ``label`` the part of the day (``MO``, ``AF`` …).
    """

    decade: int | None = None
    century: int | None = None
    year: int | None = None
    year_shift: int | None = None
    half: int | None = None
    quarter: int | None = None
    quarter_shift: int | None = None
    season: str = ""
    month: int | None = None
    month_shift: int | None = None
    day: int | None = None
    day_shift: int | None = None
    week_shift: int | None = None
    weekday: int | None = None
    weekend: bool = False
    lunar: bool = False
    leap: bool = False
    festival: str = ""
    anaphor: str = ""
    part: str = ""
    first_of: tuple[int, str] | None = None
    nth: tuple[int, str] | None = None
    offset: tuple[float, str] | None = None
    label: str = ""
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    about: bool = False

    @property
    def year_printed(self) -> bool:
        """Whether the words themselves name the year."""
        return self.year is not None or self.decade is not None or self.century is not None


class Range(NamedTuple):
    """From one point to another, both included; None is an open side."""

    first: Point | None
    last: Point | None


class Length(NamedTuple):
    """A length of time: ``low`` to ``high`` in units (equal for an exact one); ``None`` is unbounded.

    ``relation`` says how it lies to now: ``""`` (no relation), ``within`` (…内), ``past`` and ``next`` (近…, 未来…, counted
    to the day), ``last`` and ``coming`` (前…, 下…, whole calendar units).
    """

    low: tuple[tuple[float, str], ...]
    high: tuple[tuple[float, str], ...]
    relation: str = ""


class Recurrence(NamedTuple):
    """Something that comes again every ``n`` ``unit``s, on the days the other fields name (``nth`` -1: the last such weekday)."""

    n: float
    unit: str
    weekdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    nth: int = 0
    label: str = ""
    hour: int | None = None
    minute: int | None = None
    festival: str = ""


class Vague(NamedTuple):
    """近日, 目前, 短期内: ``PAST_REF``, ``PRESENT_REF`` or ``FUTURE_REF``."""

    ref: str


Reading = Point | Range | Length | Recurrence | Vague


class Stretch(NamedTuple):
    """A reading put on the calendar: ``start`` to ``stop`` (exclusive); None is open. ``grain`` is how fine the words are."""

    start: dt.datetime | None
    stop: dt.datetime | None
    grain: str
    label: str = ""
    about: bool = False


@dataclass(frozen=True, slots=True)
class Timex:
    """One temporal expression.

    ``span``     where it stands in ``Page.text``; ``text`` the printed words without blanks.
    ``value``    what the words alone say, underspecified: ``XXXX-03-20``, ``XXXX-XX-10``, ``P3D``, ``R/P1W``, ``PRESENT_REF``.
    ``role``     ``point``, ``range``, ``deadline`` (…前, 截至…目标), ``asof`` (截至目前), ``since`` (…以来), ``after`` (…之后),
                 ``duration``, ``set``, ``fuzzy``.
    ``when``     None until resolved.
    ``reading``  the parts the words give; ``stretch`` the same on the calendar, to the second, once resolved.
    """

    span: Span
    text: str
    kind: TimexKind
    value: str
    role: str = "point"
    when: When | None = None
    reading: Reading | None = None
    stretch: Stretch | None = None
