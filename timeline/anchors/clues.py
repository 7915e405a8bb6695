"""The table of clue functions: each looks for one kind of evidence on a page and says how well it fits each day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from timeline.anchors.calendar_clues import festivals, leap_days, lunar_dates, weekdays, zodiac
from timeline.anchors.landmarks import counts, landmarks
from timeline.anchors.leaf import Leaf
from timeline.anchors.testimony import Testimony, testimony
from timeline.anchors.years import explicit_years, stepped_targets

ClueFunction = Callable[[Leaf, Sequence[dt.date]], Iterator[Testimony]]


def known_landmarks(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """Congresses, campaigns, names, words of a time."""
    for landmark in landmarks():
        for start, end in landmark.sightings(leaf.text):
            why = f"{landmark.why} [{landmark.source}]"
            yield testimony(leaf.quote(start, end), why, days, landmark.score, "landmark")
            break


def counted(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """第5个全民国家安全教育日, 建党93周年, 第115届广交会: of several counts of one thing the latest is the present."""
    for count in counts():
        found = sorted(set(count.sightings(leaf.text)), key=lambda seen: (-seen[2], seen[0]))
        for start, end, year in found[:1]:
            explicit = re.search(r"(20[0-9]{2}|去)年[^。;\n]{0,12}$", leaf.before(start, 18))
            scale = 0.25 if explicit else 1.0
            why = f"{count.why}: {year} [{count.source}]"
            yield testimony(
                leaf.quote(start, end),
                why,
                days,
                lambda day, count=count, year=year, scale=scale: scale * count.score(year, day),  # type: ignore[misc]
                count.id,
            )


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
