"""Years of service as a clue: 1986年毕业 … 从警的第29个年头 was printed in 2014."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from timeline.anchors.leaf import Leaf, full_year
from timeline.anchors.testimony import Testimony, testimony
from timeline.numerals import to_int

_ORDINAL = re.compile(r"第(?P<n>[1-9][0-9]?|[一二三四五六七八九]?十?[一二三四五六七八九])个年头")
# How a life at work begins; the year stands before it in the same clause.
_BEGINS = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})年[^。;\n]{0,30}?(?:毕业|参加工作|分配|分到|入伍|参军|入党|上班|任教|从警|从教|从医|进厂|下乡|调入|调到|调任|来到|嫁到|承包|创办|担任|成为|当上|考入|考上)"
)
_NEAR = 200
# The first year counts itself; some count full years.
_FULL_YEARS, _ELSEWHERE = -0.8, -2.5


def careers(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """The n-th year of a work whose first year is printed near it."""
    for match in _ORDINAL.finditer(leaf.text):
        number = to_int(match["n"]) or 0
        near = leaf.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        begun = [year for found in _BEGINS.finditer(near) if (year := full_year(found["y"]))]
        if number > 2 and len(set(begun)) == 1:
            why = f"the {number}th year since {begun[0]}"
            yield testimony(leaf.quote(*match.span()), why, days, _fit(begun[0] + number - 1))
            return


def _fit(year: int) -> Callable[[dt.date], float]:
    def fit(day: dt.date) -> float:
        late = day.year - year
        return 0.0 if late == 0 else _FULL_YEARS if late == 1 else _ELSEWHERE

    return fit
