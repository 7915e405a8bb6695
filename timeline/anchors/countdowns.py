"""Days counted down to an opening that everyone knows: 北京奥运会倒计时100天 was printed on 30 April 2008.

The openings are ``lexicon/zh/countdowns.toml``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from timeline.anchors.leaf import Leaf
from timeline.anchors.testimony import Testimony, testimony
from timeline.lexicon import load
from timeline.numerals import to_int

_NUMBER = "[0-9]{1,4}|[一二三四五六七八九十百千两]{1,7}"
_COUNT = rf"[^。;\n]{{0,10}}?(?:倒计时|还有|还剩|仅剩|仅有|不足|只剩)[^。;,\n]{{0,3}}?(?P<n>{_NUMBER})(?P<unit>天|日(?!报)|周年)"
# A round count is reported on its day or the next, a weekly paper's within the week.
_NEAR, _WEEK = 2, 8
# What the count says of days further off, and of other years.
_SAME_WEEK, _SAME_MONTH, _ELSEWHERE = -0.7, -2.5, -6.0


@dataclass(frozen=True, slots=True)
class Countdown:
    """An opening and the expression that counts down to it."""

    pattern: re.Pattern[str]
    days: tuple[dt.date, ...]
    source: str


@cache
def countdowns() -> tuple[Countdown, ...]:
    """The openings of the lexicon."""
    return tuple(
        Countdown(
            re.compile(f"(?:{entry['words']}){_COUNT}"),
            tuple(dt.date.fromisoformat(day) for day in entry["days"]),
            entry["source"],
        )
        for entry in load("countdowns")["countdown"]
    )


def counted_down(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """One testimony for each opening that the page counts down to."""
    if not re.search("倒计时|还有|还剩|仅剩|不足|只剩", leaf.text):
        return
    for opening in countdowns():
        match = opening.pattern.search(leaf.text)
        meant = days_meant(opening, match) if match else ()
        if match and meant:
            why = f"counted down to {opening.days[0]}: {meant[0]} [{opening.source}]"
            yield testimony(leaf.quote(*match.span()), why, days, lambda day, meant=meant: _fit(meant, day))  # type: ignore[misc]


def days_meant(opening: Countdown, match: re.Match[str]) -> tuple[dt.date, ...]:
    """The days on which the count of ``match`` was right, one for each opening; none for a count of nothing."""
    number = to_int(match["n"]) or 0
    if match["unit"] == "周年":
        return tuple(day.replace(year=day.year - number) for day in opening.days if 0 < number < 8)
    return tuple(day - dt.timedelta(days=number) for day in opening.days if 0 < number < 3000)


def _fit(meant: Sequence[dt.date], day: dt.date) -> float:
    """Log-likelihood of printing the count on ``day``, 0 at best; days asked about stand for their month."""
    away = min(abs((day - one).days) for one in meant)
    if away <= _NEAR:
        return 0.0
    return _SAME_WEEK if away <= _WEEK else _SAME_MONTH if away <= 31 else _ELSEWHERE
