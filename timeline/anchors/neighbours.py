"""What the other pages of a folder say: they are of the same issue, or at least of the same paper's same years."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from timeline.anchors.anchor import Anchor
from timeline.anchors.testimony import Testimony, testimony

# Pages whose days differ by no more than this are taken for one issue.
_ONE_ISSUE = 10
_OTHER_ISSUE, _OTHER_YEAR = -6.0, -2.0
# How much of a share every year keeps when the folder holds several years.
_FLOOR = 0.1


def neighbouring(neighbours: Sequence[Anchor], days: Sequence[dt.date]) -> list[Testimony]:
    """One testimony, or none where no neighbour has a day."""
    dated = [(one.date, one.confidence) for one in neighbours if one.date]
    if not dated:
        return []
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    trust = sum(confidence for _, confidence in dated) / len(dated)
    if (last - first).days <= _ONE_ISSUE:
        why = f"{len(dated)} pages beside it are of {first} to {last}"
        return [testimony("", why, days, lambda day: _same_issue(day, first, last) * trust)]
    why = f"{len(dated)} pages beside it are of {first.year} to {last.year}"
    return [testimony("", why, days, lambda day: _same_years(day.year, [one for one, _ in dated]) * trust)]


def _same_issue(day: dt.date, first: dt.date, last: dt.date) -> float:
    """A page may report only older days: up to a month before the issue is no sign against it."""
    if first - dt.timedelta(days=31) <= day <= last + dt.timedelta(days=_ONE_ISSUE):
        return 0.0
    return _OTHER_ISSUE / 2 if day.year == first.year else _OTHER_ISSUE


def _same_years(year: int, dated: Sequence[dt.date]) -> float:
    share = sum(day.year == year for day in dated) / len(dated)
    return max(_OTHER_YEAR, math.log(share + _FLOOR))


def issue_of(neighbours: Sequence[Anchor], earliest: dt.date, latest: dt.date) -> dt.date | None:
    """The day of issue printed on a page beside it that lies in the window, where they agree on one."""
    printed = {one.date for one in neighbours if one.date and one.basis in ("given", "printed")}
    fitting = [day for day in printed if earliest <= day <= latest]
    return fitting[0] if len(fitting) == 1 == len(printed) else None
