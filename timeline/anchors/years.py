"""Explicit years as clues: what 2015年 says of the day it was printed depends on its company.

The rules are ``lexicon/zh/year_company.toml``: each names a company of a printed year and how rare such a year is so
many years after (or before) it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.anchors.leaf import Leaf
from timeline.anchors.testimony import Testimony, testimony
from timeline.lexicon import load
from timeline.text import Span

_BEFORE, _AFTER = 32, 44
# A page may list years by the hundred; the first so many kinds of mention decide.
_MOST = 60
# The last year in January, the next in December: nearly the present.
_AT_THE_TURN = -0.3


@dataclass(frozen=True, slots=True)
class Company:
    """A rule of the lexicon; see the head of its file."""

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    late: tuple[float, ...]
    older: float
    early: float
    sooner: float
    turn: str
    halves: bool
    spring: bool
    why: str

    def fits(self, year: int, before: str, after: str) -> bool:
        """Whether ``year`` between these words keeps this company."""
        return (
            (not self.before or bool(self.before.search(before)))
            and (not self.after or bool(self.after.match(after)))
            and (not self.ends or bool(self.ends.fullmatch(f"{year % 100:02}")))
        )

    def fit(self, year: int, day: dt.date) -> float:
        """Log-likelihood of printing ``year`` in this company on ``day``."""
        late = day.year - year
        log = self._years(late)
        if self.spring and late in (0, -1):
            return self._years(0) if (late == 0) == (day.month <= 6) else self.early
        if self.turn in ("ahead", "both") and late == -1 and day.month >= 11:
            log = max(log, self._years(0) + _AT_THE_TURN)
        if self.turn in ("back", "both") and late > 0 and day.month <= 2:
            log = max(log, self._years(late - 1) + _AT_THE_TURN)
        if self.halves and late in (0, 1) and (late == 0) == (day.month <= 6):
            log -= 0.8
        return log

    def _years(self, late: int) -> float:
        if late < 0:
            return self.early if late == -1 else self.sooner
        return self.late[late] if late < len(self.late) else self.older


@cache
def companies() -> tuple[Company, ...]:
    """The rules in order; the last fits every year."""
    return tuple(_company(entry) for entry in load("year_company")["company"])


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def _company(entry: dict[str, Any]) -> Company:
    return Company(
        entry["name"],
        _pattern(entry.get("before")),
        _pattern(entry.get("after")),
        _pattern(entry.get("ends")),
        tuple(entry["late"]),
        entry["older"],
        entry["early"],
        entry.get("sooner", entry["early"]),
        entry.get("turn", ""),
        entry.get("halves", False),
        entry.get("spring", False),
        entry["why"],
    )


def company_of(leaf: Leaf, year: int, span: Span) -> Company:
    """The company that ``year``, printed at ``span``, keeps."""
    before, after = leaf.before(span.start, _BEFORE), leaf.after(span.end, _AFTER)
    return next(rule for rule in companies() if rule.fits(year, before, after))


def explicit_years(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """One testimony for each printed year and company."""
    seen: set[tuple[str, int]] = set()
    for year, span in leaf.years:
        rule = company_of(leaf, year, span)
        if (rule.name, year) in seen or year < 1950:
            continue
        seen.add((rule.name, year))
        yield _spoken(leaf, year, span, rule, days)
        if len(seen) >= _MOST:
            return


def _spoken(leaf: Leaf, year: int, span: Span, rule: Company, days: Sequence[dt.date]) -> Testimony:
    """A year that shares its sentence with 今年 is hardly this year itself."""
    sentence = (
        re.split("[。;]", leaf.before(span.start, 40))[-1] + re.split("[。;]", leaf.after(span.end, 60))[0]
    )
    apart = -1.2 if "今年" in sentence and rule.name not in ("this", "this-after") else 0.0

    def fit(day: dt.date) -> float:
        return rule.fit(year, day) + (apart if day.year == year else 0.0)

    return testimony(leaf.quote(*span), f"{year}: {rule.why}", days, fit)


_STEP = re.compile(
    r"(?<=[;,。、(])(?:到|至|力争)?(?P<y>20[0-9]{2})年?(?:年?底)?[,:]?[^,。;\n]{0,8}?"
    r"(?:将|力争|计划|达到|超过|实现|新增|完成|建成|再|确保|突破|增至|全部)"
)
_STEP_REACH = 400


def stepped_targets(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """到今年年底…；2015年，将…；2016年…: the first printed year of such a row follows this one."""
    at = leaf.text.find("今年")
    while at >= 0:
        end = leaf.line(at)[1]
        steps = list(_STEP.finditer(leaf.text, at, min(end, at + _STEP_REACH)))
        if steps and leaf.text.find("去年", at, steps[0].start()) < 0:
            yield _stepped(leaf, steps, days)
            return
        at = leaf.text.find("今年", end)


def _stepped(leaf: Leaf, steps: Sequence[re.Match[str]], days: Sequence[dt.date]) -> Testimony:
    first = min(int(step["y"]) for step in steps)
    row = len({int(step["y"]) for step in steps}) > 1

    def fit(day: dt.date) -> float:
        late = day.year - first
        if late == -1:
            return 0.0
        return -5.0 if row or late < -3 or late > 1 else -1.5

    why = f"今年 comes just before {first} in a row of targets"
    return testimony(leaf.quote(*steps[0].span()), why, days, fit)
