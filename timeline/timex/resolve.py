"""Resolving expressions of time in document order: what the words leave open is filled from the issue and the neighbours.

Nothing is guessed silently: each filled part stands in ``When.implied`` with its reason, and a year nobody knows stays
``XXXX``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from timeline.dates import When
from timeline.text import Span
from timeline.timex.place import lent, place, run_over
from timeline.timex.scene import ONE_DAY, Placed, Scene
from timeline.timex.tense import tense_at
from timeline.timex.types import Length, Point, Range, Recurrence, Stretch, Timex, Vague
from timeline.timex.whens import fuzzy_when, length_when, recurrence_when, unplaced_when, when_of
from timeline.timex.words import plain


def resolve(timexes: Sequence[Timex], anchor: Any, text: str, bounds: Sequence[Span] = ()) -> list[Timex]:
    """``timexes`` of ``text`` with ``when`` and ``stretch`` filled, in document order.

    ``anchor`` is a date (the day of print), an object with ``date`` and ``year`` (:class:`timeline.anchors.Anchor`),
    a datetime (the moment somebody asks, for queries) or None. Months, days and years are inherited from neighbours
    only inside the same one of ``bounds`` (the articles). Bare lengths (三天) and impossible dates get no ``when``.
    """
    walk = _Walk(_scene(anchor), plain(text), sorted(bounds))
    return [walk.resolved(timex) for timex in sorted(timexes, key=lambda timex: timex.span)]


def _scene(anchor: Any) -> Scene:
    if isinstance(anchor, dt.datetime):
        return Scene(anchor.date(), anchor.year, anchor, True, why_year="the moment of speaking")
    if isinstance(anchor, dt.date):
        return Scene(anchor, anchor.year, why_year=f"the day of print {anchor}")
    if anchor is None:
        return Scene(None, None)
    today: dt.date | None = getattr(anchor, "date", None)
    year: int | None = getattr(anchor, "year", None) or (today.year if today else None)
    return Scene(today, year, why_year=_year_clue(anchor, year))


def _year_clue(anchor: Any, year: int | None) -> str:
    """The heaviest clue for the year of the issue, as printed."""
    clues = [clue for clue in getattr(anchor, "clues", ()) if year in clue.years]
    if not clues:
        return f"the issue of {year}" if year else ""
    best = max(clues, key=lambda clue: clue.weight)
    return str(best.quote or best.why)


@dataclass(slots=True)
class _Walk:
    """One walk through a page: the scene of the issue and what has been named so far in the article.

    ``day`` is the last day named, ``day_text`` its words, ``day_end`` where they end; ``year`` the last year named
    (``year_open`` while a month behind it may share it); ``wired`` the day of a dateline (新华社北京10月19日电), from which
    今天 counts in its article; ``past_day`` the last day named that lies behind the issue, which 当天 and 会后 mean in a report;
    ``period`` the last stretch of days named (11月5日至8日), ``lead`` the first day named that is fresh news, ``year_month``
    the month named with ``year``.
    """

    scene: Scene
    flat: str
    bounds: list[Span]
    article: int = -1
    day: dt.date | None = None
    day_known: bool = True
    day_text: str = ""
    day_end: int = -1
    year: int | None = None
    year_end: int = -1
    year_open: bool = False
    wired: dt.date | None = None
    past_day: dt.date | None = None
    month: dt.date | None = None
    period: tuple[dt.date, dt.date] | None = None
    lead: dt.date | None = None
    year_month: int | None = None

    def resolved(self, timex: Timex) -> Timex:
        """``timex`` with its value on the calendar."""
        self._enter_article(timex.span.start)
        match timex.reading:
            case Point() as point:
                return self._point(timex, point)
            case Range(Point() as first, Point() as last):
                return self._range(timex, first, last)
            case Vague(ref):
                now = Stretch(self.scene.now, self.scene.now, "now") if self.scene.now else None
                return _resolved(timex, timex.role, fuzzy_when(timex.text, ref, self.scene), now)
            case Recurrence() as rhythm:
                return _resolved(
                    timex, timex.role, recurrence_when(timex.text, rhythm, self._reported()), None
                )
            case Length() as length:
                when, stretch = length_when(timex.text, length, self._named(""))
                return _resolved(timex, timex.role, when, stretch)
        return timex

    def _enter_article(self, at: int) -> None:
        index = bisect_right(self.bounds, at, key=lambda bound: bound.start) - 1
        if index >= 0 and at >= self.bounds[index].end:
            index = -2 - index  # between two articles
        if index != self.article:
            self.article, self.day, self.year, self.day_end, self.year_end = index, None, None, -1, -1
            self.wired = self.past_day = self.month = self.period = self.lead = self.year_month = None

    def _named(self, tense: str) -> Scene:
        """The scene with what was named before."""
        scene = self.scene
        return Scene(
            self.wired or scene.today, scene.year, scene.now, scene.query, tense, self.day, self.day_known, self.day_text, self.year, scene.why_year, self.month
        )  # fmt: skip

    def _reported(self) -> Scene:
        """The scene with the last day that has already been, where there is one."""
        scene = self._named("")
        return scene._replace(day=self.past_day) if self.past_day else scene

    def _scene_for(self, timex: Timex, point: Point) -> Scene:
        """What ``point`` is read against; the tense is worked out where something is open, and the day left out where too far."""
        open_ = point.year is None and point.year_shift is None and point.day_shift is None
        tense = (
            tense_at(self.flat, timex.span.start, timex.span.end)
            if open_ or timex.role in ("deadline", "asof")
            else ""
        )
        ahead = timex.role == "deadline" and timex.text[0] not in "到至直"
        scene = self._named(tense or ("future" if ahead else ""))
        if point.anaphor in _BACKWARD and scene.tense != "future" and self.past_day:
            back = self.lead if self.lead and self._looked_back(timex.span.start) else self.past_day
            return scene._replace(day=back)
        if point.offset and point.offset[0] > 0 and self._told_from(timex.span.start):
            return scene._replace(today=self.day, now=None, basis="inherited", why_day=self.day_text)
        if _bare_weekday(point) and self.day and timex.span.start - self.day_end <= 2:
            return scene._replace(today=self.day, tense="future")
        bare = point.day is not None and point.month is None and point.month_shift is None
        if bare and self.day and (inside := self._in_period(point.day or 0)):
            return scene._replace(day=inside)
        if bare and self.day and self._distant(timex.span.start):
            return scene._replace(day=None)
        return scene

    def _told_from(self, at: int) -> bool:
        """Whether 5天后 is counted from a day named in the same sentence: 10月30日，他住院，5天后出院."""
        near = self.day is not None and self.day_known and at - self.day_end <= 30
        return near and not self.scene.query and not _sentence_ends(self.flat[self.day_end : at])

    def _in_period(self, number: int) -> dt.date | None:
        """11月5日至8日，…。9月30日…。6日一早: where the stretch named before begins, if it has the day and the last day is outside."""
        if self.period is None or self.day is None or self.period[0] <= self.day <= self.period[1]:
            return None
        first, last = self.period
        days = (last - first).days + 1
        inside = days <= 31 and any((first + k * ONE_DAY).day == number for k in range(days))
        return first if inside else None

    def _looked_back(self, at: int) -> bool:
        """Whether the last day named only told how it came to the news that the article began with."""
        if self.lead is None or self.past_day is None or (self.lead - self.past_day).days < _LOOK_BACK:
            return False
        return at - self.day_end > _FAR_AWAY and _sentence_ends(self.flat[self.day_end : at])

    def _distant(self, at: int) -> bool:
        """Whether the last day named is of another time: two months from the issue, and in another sentence."""
        today = self.scene.today
        if today is None or self.day is None or not self.day_known or abs((today - self.day).days) < 62:
            return False
        return at - self.day_end > 200 or _sentence_ends(self.flat[self.day_end : at])

    def _point(self, timex: Timex, point: Point) -> Timex:
        point = self._with_lent_year(timex, point)
        scene = self._scene_for(timex, point)
        placed = place(point, scene)
        if placed is None:
            return _resolved(timex, timex.role, unplaced_when(timex.text, point, scene), None)
        role = _role(timex, placed, scene)
        self._remember(timex, point, placed)
        when = when_of(timex.text, placed, role, point)
        return _resolved(timex, role, when, _opened(placed.stretch, role))

    def _with_lent_year(self, timex: Timex, point: Point) -> Point:
        """A month behind a year named in the same sentence shares that year: 2013年6月开工，8月完工."""
        if self.year is None or not self.year_open or not (point.month or point.festival) or point.anaphor:
            return point
        if point.year_printed or point.year_shift is not None or self.year == self.scene.year:
            return point
        ended = _sentence_ends(self.flat[self.year_end : timex.span.start])
        if timex.span.start - self.year_end > 80 or (ended and not self._same_winter(point)):
            return point
        if point.month and self.day and self.day.year == self.year and point.month < self.day.month:
            return point
        if timex.role == "deadline" and self.scene.year and self.year < self.scene.year:
            return point
        return point._replace(year=self.year)

    def _same_winter(self, point: Point) -> bool:
        """2008年1月，凝冻封山17天。1月28日夜: the same month again, far from the issue's own."""
        today = self.scene.today
        if point.month is None or point.month != self.year_month or not point.day or today is None:
            return False
        return (today.month - point.month) % 12 > 1

    def _remember(self, timex: Timex, point: Point, placed: Placed) -> None:
        """Keep the year and the day of an expression that names its own."""
        stretch, end = placed.stretch, timex.span.end
        if stretch.start is None:
            return
        if (point.year_printed or point.year_shift is not None) and stretch.grain != "decade":
            self.year, self.year_end = stretch.start.year, end
            self.year_open = bool(point.month) or self.flat[end : end + 1] == ","
            self.year_month = point.month
        if point.month and not point.lunar:
            self.month = stretch.start.date().replace(day=1)
        if point.festival or point.anaphor == "after" or stretch.about or timex.role not in _NAMING:
            return
        if _names_day(point) and stretch.grain in ("day", "part", "hour", "minute", "second"):
            self.day, self.day_known, self.day_end = stretch.start.date(), placed.year_known, end
            if self.scene.today and placed.year_known and self.day <= self.scene.today:
                self.past_day = self.day
                if self.lead is None and (self.scene.today - self.day).days <= _FRESH:
                    self.lead = self.day
            if point.anaphor not in ("same", "next"):
                self.day_text = timex.text
            if self.flat[end : end + 1] == "电" and placed.year_known:
                self.wired = self.day

    def _range(self, timex: Timex, first: Point, last: Point) -> Timex:
        first = self._with_lent_year(timex, first)
        scene = self._scene_for(timex, first)
        head = place(first, scene)
        if head is None or head.stretch.start is None:
            return timex
        last = lent(first, last, head)
        if _bare_weekday(last):
            scene = scene._replace(today=head.stretch.start.date(), tense="future")
        clock_only = last.hour is not None and last.day is None
        tail = place(
            last,
            scene._replace(
                day=head.stretch.start.date(), day_known=head.year_known, query=scene.query and clock_only
            ),
        )
        if tail and tail.stretch.stop and tail.stretch.stop <= head.stretch.start:
            tail = run_over(last, tail, head)
        if tail is None or tail.stretch.stop is None or tail.stretch.stop <= head.stretch.start:
            return timex
        self._remember(timex, first, head)
        self._remember(timex, last, tail)
        if head.year_known and first.day and tail.stretch.grain == "day":
            self.period = (head.stretch.start.date(), tail.stretch.stop.date() - ONE_DAY)
        clock = tail.stretch.grain in ("hour", "minute", "second")
        stretch = Stretch(head.stretch.start, tail.stretch.start if clock else tail.stretch.stop, "range")
        when = when_of(timex.text, head, timex.role, first, tail)
        return _resolved(timex, timex.role, when, _opened(stretch, timex.role))


def _sentence_ends(between: str) -> bool:
    """Whether a sentence ends between two expressions."""
    return "。" in between or ". " in between


def _bare_weekday(point: Point) -> bool:
    """A 周四 that no week and no date fixes: behind another day it is the next one."""
    return bool(point.weekday) and point.week_shift is None and not (point.month or point.day or point.nth)


def _resolved(timex: Timex, role: str, when: When | None, stretch: Stretch | None) -> Timex:
    return Timex(timex.span, timex.text, timex.kind, timex.value, role, when, timex.reading, stretch)


# Days: what is news; how far behind it a look back lies. Characters: how far behind the look back 当天 stands.
_FRESH, _LOOK_BACK, _FAR_AWAY = 10, 14, 120
_BACKWARD = frozenset(["same", "next", "nth", "after"])
_NAMING = frozenset(["point", "range", "since", "after"])


def _names_day(point: Point) -> bool:
    """Whether the words name a day themselves, so that 当天 behind them can mean it."""
    return (
        bool(point.day or point.weekday)
        or point.day_shift is not None
        or point.anaphor in ("same", "next", "previous")
    )


def _role(timex: Timex, placed: Placed, scene: Scene) -> str:
    """A limit that already lies behind the issue reports a state; one still ahead is a deadline."""
    role, stop = timex.role, placed.stretch.stop
    if stop is None or scene.today is None:
        return role
    last = stop.date() - ONE_DAY
    if role == "asof" and (last > scene.today or scene.tense == "future"):
        return "deadline"
    reached = scene.tense == "past" or (timex.text[0] in "到至直" and scene.tense != "future")
    if role == "deadline" and last < scene.today and reached:
        return "asof"
    return role


def _opened(stretch: Stretch, role: str) -> Stretch:
    """The stretch opened on the side its role leaves open."""
    if role in ("deadline", "asof"):
        return stretch._replace(start=None)
    if role == "after" and stretch.grain not in ("hour", "minute", "second"):
        return stretch._replace(start=stretch.stop, stop=None)
    return stretch._replace(stop=None) if role in ("since", "after") else stretch
