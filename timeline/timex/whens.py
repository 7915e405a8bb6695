"""A stretch of the calendar as the record's :class:`~timeline.dates.When`: EDTF, first and last day, precision, reasons."""

from __future__ import annotations

import datetime as dt

from timeline.dates import Basis, PartOfDay, Precision, When, last_of_month
from timeline.timex import words
from timeline.timex.edtf import Form, about, closed, opened, without_year
from timeline.timex.recurrences import rrule
from timeline.timex.scene import ONE_DAY, Placed, Scene, days_stretch, shifted
from timeline.timex.types import Length, Point, Recurrence, Stretch


def when_of(text: str, placed: Placed, role: str, point: Point, tail: Placed | None = None) -> When:
    """The record of a placed point, or of a range when its other end ``tail`` is given."""
    stretch, last_stretch = placed.stretch, tail.stretch if tail else placed.stretch
    assert stretch.start and stretch.stop and last_stretch.stop
    first, last = stretch.start.date(), _last_day(stretch, last_stretch, tail is not None)
    form = closed(stretch, last_stretch, first, last, tail is not None)
    if tail is None or role not in ("point", "range"):
        form = _by_role(text, form, role, stretch, point, placed.basis, first, last)
    implied = tuple(placed.implied) + tuple(
        part for part in (tail.implied if tail else ()) if part not in placed.implied
    )
    if not placed.year_known:
        form = form._replace(edtf=without_year(form.edtf, first), start=None, end=None)
    basis = placed.basis
    if role == "since" and stretch.grain in ("year", "year-初") and basis != "explicit":
        basis = "fuzzy"
    return When(form.edtf, form.start, form.end, text, form.precision, basis, _part_of_day(stretch), implied)


def _last_day(stretch: Stretch, last_stretch: Stretch, ranged: bool) -> dt.date:
    """The last day of the stretch; a night that runs past midnight counts to the day it began."""
    assert stretch.start and last_stretch.stop
    if last_stretch.stop == dt.datetime.max:
        return dt.date.max
    if stretch.grain == "part" and not ranged:
        return stretch.start.date()
    return max(stretch.start.date(), (last_stretch.stop - dt.timedelta(microseconds=1)).date())


def _excluded(text: str, stretch: Stretch, point: Point) -> bool:
    """Whether a limit ends before what it names: 春节前 with the eve, 8月前 with July; 5月20日前 and 6月底前 allow the day itself."""
    if not text.endswith("前"):
        return False
    return (bool(point.festival) and stretch.grain == "day") or stretch.grain in ("month", "quarter", "half")


def _by_role(
    text: str,
    form: Form,
    role: str,
    stretch: Stretch,
    point: Point,
    basis: str,
    first: dt.date,
    last: dt.date,
) -> Form:
    """The closed form opened as the role says, or written as approximate."""
    if role in ("deadline", "asof"):
        if role == "deadline" and _excluded(text, stretch, point):
            last = first - ONE_DAY
        return Form(f"../{last.isoformat()}", None, last.isoformat(), form.precision)
    if role == "since":
        return _since(form, stretch, point, basis, first)
    if role == "after":
        start = (first if first == last else last + ONE_DAY).isoformat()
        return Form(f"{start}/..", start, None, "fuzzy")
    return _approximate(text, form, stretch, point, first)


def _since(form: Form, stretch: Stretch, point: Point, basis: str, first: dt.date) -> Form:
    """Open from the first day on; 24时 is the day after."""
    first += ONE_DAY if point.part == "24时" else dt.timedelta()
    midnight = stretch.start is None or stretch.start.time() == dt.time()
    start = first.isoformat() if midnight else form.start
    precision = "fuzzy" if stretch.grain in ("year", "year-初") else form.precision
    return Form(opened(stretch, first, basis), start, None, precision)


def _approximate(text: str, form: Form, stretch: Stretch, point: Point, first: dt.date) -> Form:
    """The closed form, or without start and end where the words name no exact days; an eve is told by its month."""
    if text.endswith("前夕"):
        return Form(f"{first - ONE_DAY:%Y-%m}~", None, None, "fuzzy")
    if point.anaphor == "after" or (stretch.about and stretch.grain in ("day", "around")):
        return Form(f"{first.isoformat()}~", None, None, "fuzzy")
    if stretch.grain in ("month-part", "third"):
        return Form(f"{first:%Y-%m}~", None, None, "fuzzy")
    if stretch.about and stretch.grain in ("year", "month", "year-初", "year-中"):
        return Form(about(stretch, first), None, None, form.precision)
    return form


def _part_of_day(stretch: Stretch) -> PartOfDay | None:
    """Morning, afternoon or evening, as printed or by the hour."""
    if stretch.label:
        return words.part_by_label()[stretch.label].name
    if stretch.grain in ("hour", "minute", "second") and stretch.start:
        hour = stretch.start.hour
        return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return None


# ---------------------------------------------------------------- fuzzy words, rhythms, lengths


def unplaced_when(text: str, point: Point, scene: Scene) -> When | None:
    """What can still be said of a point the calendar does not take: 当天 with no day before it, 昨天 in an undated page."""
    if point.anaphor in ("same", "next", "after", "previous", "nth") and scene.today:
        return fuzzy_when(text, "PAST_REF", scene)
    if point.day and point.month is None and point.month_shift is None and scene.today is None:
        unknown = ("month: not known", "year: not known")
        return When(f"XXXX-XX-{point.day:02d}", None, None, text, "day", "inherited", None, unknown)
    shifts = (point.year_shift, point.month_shift, point.day_shift, point.week_shift, point.quarter_shift)
    if (
        point.offset is None
        and not point.weekday
        and not point.anaphor
        and all(shift is None for shift in shifts)
    ):
        return None
    edtf = f"{scene.year}~" if scene.year else "XXXX"
    return When(edtf, None, None, text, "fuzzy", "publication", None, ("day: the day of print is not known",))


def month_about(scene: Scene) -> str:
    """The month of the issue, about: what fuzzy words say."""
    if scene.today:
        return f"{scene.today:%Y-%m}~"
    return f"{scene.year}~" if scene.year else "XXXX~"


def fuzzy_when(text: str, ref: str, scene: Scene) -> When:
    """近日, 目前, 短期内."""
    return When(
        month_about(scene),
        None,
        None,
        text,
        "fuzzy",
        "fuzzy",
        None,
        (f"month: {text} is near the day of print",),
    )


def recurrence_when(text: str, rhythm: Recurrence, scene: Scene) -> When:
    """A rhythm, from the day named before it, or about the month of the issue."""
    precision: Precision = {
        "day": "day",
        "week": "fuzzy",
        "month": "month",
        "quarter": "quarter",
        "year": "year",
    }.get(rhythm.unit, "fuzzy")  # type: ignore[assignment]
    rule = rrule(rhythm)
    if scene.day and scene.day_known:
        day = scene.day.isoformat()
        return When(
            f"{day}/..", day, None, text, precision, "inherited", None, (f"start: {scene.day_text}",), rule
        )
    return When(month_about(scene), None, None, text, "fuzzy", "fuzzy", None, ("start: not printed",), rule)


def length_when(text: str, length: Length, scene: Scene) -> tuple[When | None, Stretch | None]:
    """A length that begins or ends at a known day: 5年内, 利用三天时间, 未来三天, 近三年, 三年来."""
    if not length.relation or not length.high or scene.today is None:
        return None, None
    n, unit = length.high[0]
    if unit in ("second", "minute", "hour"):
        return None, _hours(n, unit, length.relation, scene)
    if length.relation == "within":
        return _within(text, n, unit, scene)
    days = _whole_units(n, unit, length.relation, scene.today) or _rolling(
        n, unit, length.relation, scene.today
    )
    if days is None:
        return None, None
    first, last = days
    reason = (f"day: counted from the day of print {scene.today}",)
    exact = unit in ("day", "week") and length.relation in ("next", "coming", "last") and n == int(n)
    if exact:
        edtf = first.isoformat() if first == last else f"{first}/{last}"
        when = When(edtf, first.isoformat(), last.isoformat(), text, "day", "publication", None, reason)
    else:
        form = "%Y" if unit in ("year", "decade", "century") else "%Y-%m"
        edtf = f"../{last:{form}}~" if length.relation in ("next", "coming") else f"{first:{form}}~/.."
        when = When(edtf, None, None, text, "fuzzy", "fuzzy", None, reason)
    return when, days_stretch(first, last, "range")


def _hours(n: float, unit: str, relation: str, scene: Scene) -> Stretch | None:
    """Hours and shorter, known only where the moment of speaking is."""
    if scene.now is None:
        return None
    length = dt.timedelta(**{unit + "s": n})
    if relation == "within":
        return Stretch(None, scene.now + length, "within")
    if relation in ("past", "last"):
        return Stretch(scene.now - length, scene.now, "range")
    return Stretch(scene.now, scene.now + length, "range")


def _rolling(n: float, unit: str, relation: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """近三年, 未来7天: counted from the day itself."""
    ahead = relation in ("next", "coming")
    far = shifted(today, n if ahead else -n, unit)
    if far is None:
        return None
    return (today + ONE_DAY, far) if ahead else (far, today - ONE_DAY)


def _whole_units(n: float, unit: str, relation: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """前两周, 下三个月: whole weeks, months or years before or after the present one."""
    if relation not in ("last", "coming") or n != int(n) or unit not in ("week", "month", "year"):
        return None
    count = int(n)
    monday = today - (today.isoweekday() - 1) * ONE_DAY
    this = {"week": monday, "month": today.replace(day=1), "year": today.replace(month=1, day=1)}[unit]
    if relation == "last":
        first = shifted(this, -count, unit)
        return (first, this - ONE_DAY) if first else None
    first, beyond = shifted(this, 1, unit), shifted(this, count + 1, unit)
    return (first, beyond - ONE_DAY) if first and beyond else None


def _within(text: str, n: float, unit: str, scene: Scene) -> tuple[When | None, Stretch | None]:
    near = unit in ("day", "week", "month")
    start = scene.day if scene.day and scene.day_known and near else scene.today
    inherited = start is scene.day and scene.day is not None and near
    assert start
    end = shifted(start, n, unit)
    if end is None:
        return None, None
    precise = end
    if unit in ("year", "decade", "century"):
        end = dt.date(end.year, 12, 31)
    elif unit in ("month", "quarter") and not inherited:
        end = last_of_month(end.year, end.month)
    precision: Precision = "year" if unit == "year" else "month" if unit in ("month", "quarter") else "day"
    reason = f"end: counted from {scene.day_text if inherited else f'the day of print {scene.today}'}"
    basis: Basis = "inherited" if inherited else "publication"
    when = When(f"../{end.isoformat()}~", None, end.isoformat(), text, precision, basis, None, (reason,))
    return when, Stretch(None, dt.datetime.combine(precise + ONE_DAY, dt.time()), "within")
