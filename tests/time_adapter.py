"""Cases on standard input, our readings on standard output, in the neutral value grammar of ``tests/time/tlib.py``.

Reads JSON Lines ``{"id", "text", "reference"}`` and writes ``{"id", "found": [{"text", "start", "value"}]}``. The text
goes through the same two functions as a page; the reference is given as a datetime, which tells :func:`resolve` that a
person speaks at that moment (a page is given a date or an anchor).
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

from timeline.timex import Length, Point, Recurrence, Stretch, Timex, Vague, find_timexes, resolve
from timeline.timex.values import period

_SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
_EVERY = {
    "hour": "PT1H", "minute": "PT1M", "day": "P1D", "workday": "P1D", "week": "P7D", "weekend": "P7D", "ten-days": "P10D", "month": "P1M",
    "quarter": "P3M", "half": "P6M", "year": "P1Y",
}  # fmt: skip


def main() -> None:
    for line in sys.stdin:
        case = json.loads(line)
        found = readings(case["text"], dt.datetime.fromisoformat(case["reference"]))
        print(json.dumps({"id": case["id"], "found": found}, ensure_ascii=False))


def readings(text: str, anchor: dt.datetime | dt.date) -> list[dict[str, Any]]:
    """Every expression of ``text`` with its neutral value."""
    return [
        {"text": text[timex.span.start : timex.span.end], "start": timex.span.start, "value": neutral(timex)}
        for timex in resolve(find_timexes(text), anchor, text)
    ]


def neutral(timex: Timex) -> Any:
    """The value of a resolved expression in the neutral grammar, None where it has none."""
    match timex.reading:
        case Recurrence():
            return _set(timex.reading)
        case Vague(ref):
            return "now" if ref == "PRESENT_REF" and timex.stretch else None
        case Length(low, high, "") if not timex.stretch:
            return period(low) if low == high else {"min": period(low), "max": period(high)}
    if timex.stretch is None:
        return None
    if isinstance(timex.reading, Length) and timex.stretch.grain == "within":
        return _edge(timex.stretch.stop, last=True)
    return _stretch(timex.stretch, timex)


def _stretch(stretch: Stretch, timex: Timex) -> Any:
    if stretch.grain == "now":
        return "now"
    if stretch.start is None or stretch.stop is None:
        return {"start": _edge(stretch.start), "end": _edge(stretch.stop, last=True)}
    if stretch.grain == "part":
        return f"{stretch.start.date()}T{stretch.label}"
    if stretch.grain in ("hour", "minute", "second"):
        return stretch.start.isoformat()
    if stretch.grain == "season" and isinstance(timex.reading, Point):
        return f"{stretch.start.year}-{_SEASONS[timex.reading.season]}"
    if stretch.grain == "day":
        return stretch.start.date().isoformat()
    return {"start": _edge(stretch.start), "end": _edge(stretch.stop, last=True)}


def _edge(moment: dt.datetime | None, last: bool = False) -> str:
    """A day where the edge is a midnight (the last day for an exclusive end), else a moment."""
    if moment is None:
        return ".."
    if moment.time() != dt.time():
        return moment.isoformat()
    return (moment - dt.timedelta(days=1) if last else moment).date().isoformat()


def _set(rhythm: Recurrence) -> dict[str, Any]:
    at: dict[str, Any] = {}
    if rhythm.weekdays:
        at["weekday"] = rhythm.weekdays[0]
    if rhythm.unit == "workday" and rhythm.weekdays:
        at.pop("weekday")
    if rhythm.months:
        at["month"] = rhythm.months[0]
    if rhythm.monthdays:
        at["day"] = rhythm.monthdays[0]
    if rhythm.hour is not None:
        at["time"] = f"{rhythm.hour:02d}:{rhythm.minute or 0:02d}"
    return {
        "every": _EVERY[rhythm.unit] if rhythm.n == 1 else _EVERY[rhythm.unit].replace("1", f"{rhythm.n:g}"),
        "at": at,
    }


if __name__ == "__main__":
    main()
