"""Resolving expressions of time in document order: what the words leave open is filled from the issue and the neighbours.

Nothing is guessed silently: each filled part stands in ``When.implied`` with its reason, and a year nobody knows stays
``XXXX``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from timeline.dates import When
from timeline.text import Span
from timeline.timex.place import ONE_DAY, Placed, Scene, candidate_years, place
from timeline.timex.types import Length, Point, Range, Recurrence, Stretch, Timex, Vague
from timeline.timex.whens import fuzzy_when, length_when, recurrence_when, when_of
from timeline.timex.words import plain


def resolve(timexes: Sequence[Timex], anchor: Any, text: str, bounds: Sequence[Span] = ()) -> list[Timex]:
    """``timexes`` of ``text`` with ``when`` and ``stretch`` filled, in document order.

    ``anchor`` is a date (the day of print), an object with ``date`` and ``year`` (:class:`timeline.anchors.Anchor`),
    a datetime (the moment somebody asks, for queries) or None. Months, days and years are inherited from neighbours
    only inside the same one of ``bounds`` (the articles). Bare lengths (三天) and impossible dates get no ``when``.
    """
    state = _State(_scene(anchor), text, tuple(sorted(bounds)))
    return [state.resolved(timex) for timex in sorted(timexes, key=lambda timex: timex.span)]


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


_STOP = re.compile(r"[。！？!?；;\n]")
_FUTURE = re.compile(
    r"预计|即将|将(?![军士近来领要帅才])|将要|拟(?![人定稿态订])|计划|定于|力争|争取|确保|务必|必须|要求|届时|有望|力促|望于|目标|限期|不得晚于|之前(?:完成|建成)|前(?:完成|建成|实现|达到)|要(?:在|于|到|把|完成|实现)|完成时限|截止时间|报名"
)
_PAST = re.compile(
    r"已经?|了(?![解])|曾|完成了|去年|此前|当时|获评|荣获|过去|自从|以来|举行了|召开了|圆满|结束|落幕|获悉|接到|发生|据统计|同比|累计"
)


@dataclass(slots=True)
class _State:
    """What has been named so far, while walking through the page."""

    scene: Scene
    text: str
    bounds: tuple[Span, ...]
    article: int = -1
    day: dt.date | None = None
    day_known: bool = True
    day_text: str = ""
    day_end: int = -1
    year: int | None = None
    year_end: int = -1

    def resolved(self, timex: Timex) -> Timex:
        self._enter_article(timex.span)
        scene = self._scene_at(timex.span)
        reading = timex.reading
        match reading:
            case Point():
                return self._point(timex, reading, scene)
            case Range(first, last) if first and last:
                return self._range(timex, first, last, scene)
            case Vague(ref):
                return replace(timex, when=fuzzy_when(timex.text, ref, scene), stretch=self._now(scene))
            case Recurrence():
                return replace(timex, when=recurrence_when(timex.text, reading, scene))
            case Length():
                when, stretch = length_when(timex.text, reading, scene)
                return replace(timex, when=when, stretch=stretch)
        return timex

    def _enter_article(self, span: Span) -> None:
        index = next((n for n, bound in enumerate(self.bounds) if bound.contains(span)), -1)
        if index != self.article:
            self.article, self.day, self.year, self.day_end, self.year_end = index, None, None, -1, -1

    def _scene_at(self, span: Span) -> Scene:
        before, after = self._around(span)
        return replace(
            self.scene,
            tense=_tense(before, after),
            day=self.day,
            day_known=self.day_known,
            day_text=self.day_text,
            named_year=self.year,
        )

    def _around(self, span: Span) -> tuple[str, str]:
        """The sentence before and behind the expression, 60 characters at most."""
        before = plain(self.text[max(0, span.start - 60) : span.start])
        after = plain(self.text[span.end : span.end + 60])
        return _STOP.split(before)[-1], _STOP.split(after)[0]

    def _now(self, scene: Scene) -> Stretch | None:
        return Stretch(scene.now, scene.now, "now") if scene.now else None

    def _point(self, timex: Timex, point: Point, scene: Scene) -> Timex:
        point = self._lent_year(timex, point)
        if timex.role == "deadline" and scene.tense == "":
            scene = replace(scene, tense="future")
        placed = place(point, scene)
        if placed is None:
            return replace(timex, when=self._unplaced(timex, point, scene))
        role = _role(timex.role, placed, scene, point)
        self._remember(timex, point, placed)
        return replace(
            timex,
            role=role,
            when=when_of(timex.text, placed, role, point),
            stretch=_turned(placed.stretch, role),
        )

    def _unplaced(self, timex: Timex, point: Point, scene: Scene) -> When | None:
        if point.anaphor in ("same", "next", "after", "previous") and scene.today:
            return fuzzy_when(timex.text, "PAST_REF", scene)
        if point.anaphor == "" and point.day and point.month is None and scene.today is None:
            return When(
                f"XXXX-XX-{point.day:02d}",
                None,
                None,
                timex.text,
                "day",
                "inherited",
                None,
                ("month: not known", "year: not known"),
            )
        if (
            point.year_shift is None
            and point.day_shift is None
            and point.week_shift is None
            and point.offset is None
        ):
            return None
        return When("XXXX", None, None, timex.text, "fuzzy", "publication", None, ("year: not known",))

    def _lent_year(self, timex: Timex, point: Point) -> Point:
        """A month-day behind a year named in the same sentence shares that year: 2013年6月开工，8月完工."""
        if (
            point.year_printed
            or point.year_shift is not None
            or point.anaphor
            or not (point.month or point.festival)
            or self.year is None
        ):
            return point
        if "。" in self.text[self.year_end : timex.span.start] or timex.span.start - self.year_end > 80:
            return point
        if self.scene.year is not None and self.year == self.scene.year:
            return point
        if point.month and self.day and self.day.year == self.year and point.month < self.day.month:
            return point
        return replace(point, year=self.year)

    def _remember(self, timex: Timex, point: Point, placed: Placed) -> None:
        stretch = placed.stretch
        if point.year_printed or point.year_shift is not None:
            if stretch.start and stretch.grain != "decade":
                self.year, self.year_end = stretch.start.year, timex.span.end
        if point.festival or point.anaphor == "after" or stretch.start is None or stretch.about:
            return
        own = (
            point.day
            or point.day_shift is not None
            or point.weekday
            or point.anaphor in ("same", "next", "previous")
        )
        if (
            own
            and stretch.grain in ("day", "part", "hour", "minute", "second")
            and timex.role in ("point", "range", "since", "after")
        ):
            self.day, self.day_known = stretch.start.date(), placed.year_known
            if point.anaphor not in ("same", "next"):
                self.day_text = timex.text

    def _range(self, timex: Timex, first: Point, last: Point, scene: Scene) -> Timex:
        first = self._lent_year(timex, first)
        head = place(first, scene)
        if head is None or head.stretch.start is None:
            return timex
        tail_point = lent(first, last, head)
        tail_scene = replace(
            scene,
            day=head.stretch.start.date(),
            day_known=head.year_known,
            query=False if not _clockwise(last) else scene.query,
        )
        tail = place(tail_point, tail_scene)
        if tail is None or tail.stretch.stop is None:
            return timex
        if tail.stretch.stop <= head.stretch.start:
            tail = _later(tail_point, tail, head)
        if tail is None or tail.stretch.stop is None or tail.stretch.stop <= head.stretch.start:
            return timex
        self._remember(timex, first, head)
        self._remember(timex, tail_point, tail)
        joined = replace(head)
        when = when_of(timex.text, joined, timex.role, first, tail)
        stop = (
            tail.stretch.stop
            if tail.stretch.grain not in ("hour", "minute", "second")
            else tail.stretch.start
        )
        return replace(
            timex, when=when, stretch=_turned(Stretch(head.stretch.start, stop, "range"), timex.role)
        )


def _tense(before: str, after: str) -> str:
    """Whether the clause looks ahead or back; the nearest cue decides."""
    marks = []
    for name, pattern in (("future", _FUTURE), ("past", _PAST)):
        marks += [(len(before) - match.end(), name) for match in pattern.finditer(before)]
        marks += [(match.start() + 1, name) for match in pattern.finditer(after)]
    return min(marks)[1] if marks else ""


def _clockwise(point: Point) -> bool:
    return point.hour is not None and point.day is None


def lent(first: Point, last: Point, head: Placed) -> Point:
    """``last`` with what it shares with ``first``: the year, the month, the day, the part of the day."""
    start = head.stretch.start
    if (
        start is None
        or last.day_shift is not None
        or last.week_shift is not None
        or last.anaphor
        or last.offset
    ):
        return last
    if (last.hour is not None or last.label) and not (
        last.day or last.month or last.festival or last.weekday
    ):
        hour = last.hour
        if (
            hour is not None
            and not last.label
            and first.label in ("AF", "EV", "NI")
            and hour < 12
            and first.hour is not None
            and hour + 12 > first.hour
            and first.hour >= 12
            and hour + 12 <= 24
            and hour > first.hour - 12
        ):
            hour += 12
        return replace(last, hour=hour, year=start.year, month=start.month, day=start.day)
    if last.weekday and not (last.day or last.month):
        return last
    fields: dict[str, Any] = {}
    if last.day and last.month is None:
        fields["month"] = start.month
    if last.month or last.day or last.festival or last.quarter or last.half or last.part.startswith("年"):
        if last.year is None and last.year_shift is None and head.year_known:
            fields["year"] = start.year
    if last.lunar is False and first.lunar and last.month is None:
        fields["lunar"] = True
        fields["month"] = first.month
    return replace(last, **fields) if fields else last


def _later(point: Point, tail: Placed, head: Placed) -> Placed | None:
    """A range that ends before it begins runs over midnight or over the new year."""
    assert head.stretch.start and tail.stretch.start and tail.stretch.stop
    if point.hour is not None or point.label:
        stretch = tail.stretch
        moved = Stretch(
            tail.stretch.start + ONE_DAY,
            tail.stretch.stop + ONE_DAY,
            stretch.grain,
            stretch.label,
            stretch.about,
        )
        return replace(tail, stretch=moved)
    if point.month is None:
        return None
    year = head.stretch.start.year + 1
    return place(replace(point, year=year, weekday=None), Scene(None, year))


def _role(role: str, placed: Placed, scene: Scene, point: Point) -> str:
    """A limit that already lies behind the issue reports a state; one still ahead is a deadline."""
    stop = placed.stretch.stop
    if (
        role == "asof"
        and stop
        and scene.today
        and (stop.date() - ONE_DAY > scene.today or scene.tense == "future")
    ):
        return "deadline"
    if (
        role == "deadline"
        and stop
        and scene.today
        and stop.date() - ONE_DAY < scene.today
        and scene.tense == "past"
    ):
        return "asof"
    return role


def _turned(stretch: Stretch, role: str) -> Stretch:
    """The stretch opened on the side its role leaves open."""
    if role in ("deadline", "asof"):
        return replace(stretch, start=None)
    if role == "since":
        return replace(stretch, stop=None)
    if role == "after":
        return replace(stretch, stop=None)
    return stretch


__all__ = ["candidate_years", "resolve"]
