"""The table of clue functions: each looks for one kind of evidence on a page and says how well it fits each day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from timeline.anchors.calendar_clues import festivals, leap_days, lunar_dates, weekdays, zodiac
from timeline.anchors.landmarks import Numbered, landmarks, numbered, sightings
from timeline.anchors.leaf import Leaf
from timeline.anchors.testimony import Testimony, testimony
from timeline.anchors.years import explicit_years, stepped_targets

ClueFunction = Callable[[Leaf, Sequence[dt.date]], Iterator[Testimony]]


def known_landmarks(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """Congresses, campaigns, names, words of a time."""
    for landmark in landmarks():
        found = landmark.sighting(leaf.text)
        if found:
            why = f"{landmark.why} [{landmark.source}]"
            yield testimony(leaf.quote(*found), why, days, landmark.score, "landmark")


_OTHER_YEAR = re.compile(r"(20[0-9]{2}|去|前)年[^。;\n]{0,12}$")


def counted(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """第5个全民国家安全教育日, 建党93周年: of several numbers of one thing the latest is the present."""
    for thing in numbered():
        found = list(sightings(thing, leaf.text))
        if found:
            start, end, year = max(found, key=lambda seen: (seen[2], -seen[0]))
            yield _numbered(leaf, thing, start, end, year, days)


def _numbered(
    leaf: Leaf, thing: Numbered, start: int, end: int, year: int, days: Sequence[dt.date]
) -> Testimony:
    """A number that a year stands before (2016年第1个…) says little of the page itself."""
    scale = 0.25 if _OTHER_YEAR.search(leaf.before(start, 18)) else 1.0
    why = f"{thing.why}: {year} [{thing.source}]"
    return testimony(leaf.quote(start, end), why, days, lambda day: scale * thing.score(year, day), "count")


CLUE_FUNCTIONS: tuple[ClueFunction, ...] = (
    counted,
    stepped_targets,
    explicit_years,
    weekdays,
    lunar_dates,
    festivals,
    zodiac,
    leap_days,
    known_landmarks,
)
