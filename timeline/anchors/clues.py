"""The table of clue functions: each looks for one kind of evidence on a page and says how well it fits each day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from timeline.anchors.calendar_clues import festivals, leap_days, lunar_dates, solar_terms, weekdays, zodiac
from timeline.anchors.careers import careers
from timeline.anchors.countdowns import counted_down
from timeline.anchors.landmarks import Landmark, Numbered, cycles, landmarks, numbered, sightings
from timeline.anchors.leaf import Leaf
from timeline.anchors.testimony import Testimony, testimony
from timeline.anchors.years import explicit_years, stepped_targets
from timeline.numerals import to_int

ClueFunction = Callable[[Leaf, Sequence[dt.date]], Iterator[Testimony]]


def known_landmarks(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """Congresses, campaigns, names, words of a time; and that nothing newer is spoken of."""
    seen: list[Landmark] = []
    for landmark in landmarks():
        found = landmark.sighting(leaf.text)
        if found:
            if landmark.swell != "last":
                seen.append(landmark)
            why = f"{landmark.why} [{landmark.source}]"
            yield testimony(leaf.quote(*found), why, days, landmark.score)
    if seen:
        yield _nothing_newer(seen, days)


# A page that prints many landmarks would hardly miss what came up since the newest of them.
_MISSED, _GRACE, _MOST, _LEAST = 0.14, 0.75, 8, -3.0


def _nothing_newer(seen: Sequence[Landmark], days: Sequence[dt.date]) -> Testimony:
    newest = max(seen, key=lambda landmark: landmark.heralded)
    since, count = newest.heralded, min(len(seen), _MOST)

    def fit(day: dt.date) -> float:
        years = max(0.0, (day - since).days / 365 - _GRACE)
        return max(_LEAST, -_MISSED * count * years)

    return testimony(
        "", f"of {len(seen)} landmarks none is newer than {since:%Y-%m} ({newest.id})", days, fit
    )


_FORCE = (
    r"[》\"]{0,2}[^。;\n]{0,16}?(?P<m>1[0-2]|[1-9])月(?P<d>[123]?[0-9])日[^。;\n]{0,8}?(?:施行|实施|生效)"
)
_FORCE_NEAR = 200


def laws_in_force(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """《网络安全法》6月1日起施行: without a year it is news, printed near that day."""
    for law in landmarks():
        for word in law.words if law.in_force else ():
            at = leaf.text.find(word)
            match = re.compile(_FORCE).match(leaf.text, at + len(word)) if at >= 0 else None
            if match and law.in_force and (int(match["m"]), int(match["d"])) == law.in_force.timetuple()[1:3]:
                yield _in_force(leaf, law.in_force, at, match.end(), days)
                break


def _in_force(leaf: Leaf, force: dt.date, start: int, end: int, days: Sequence[dt.date]) -> Testimony:
    text = leaf.text[max(0, start - 12) : end]
    next_year = "明年" in text
    loose = "今年" not in text and not next_year and re.search("[0-9]{4}年", text) is not None

    def fit(day: dt.date) -> float:
        near = day.year == force.year - 1 if next_year else abs((day - force).days) <= _FORCE_NEAR
        return 0.0 if near else -1.0 if loose else -3.0

    return testimony(leaf.quote(start, end), f"it took force on {force}", days, fit)


def five_year_cycles(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """Local congresses come back everywhere at about the same time."""
    for cycle in cycles():
        match = cycle.pattern.search(leaf.text)
        if match:
            number = to_int(match["n"]) or 1 if "n" in match.groupdict() else 1
            why = f"{cycle.why} [{cycle.source}]"
            yield testimony(
                leaf.quote(*match.span()),
                why,
                days,
                lambda day, cycle=cycle, number=number: cycle.score(number, day),  # type: ignore[misc]
            )


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
    return testimony(leaf.quote(start, end), why, days, lambda day: scale * thing.score(year, day))


CLUE_FUNCTIONS: tuple[ClueFunction, ...] = (
    counted,
    counted_down,
    careers,
    stepped_targets,
    explicit_years,
    weekdays,
    lunar_dates,
    solar_terms,
    festivals,
    zodiac,
    leap_days,
    known_landmarks,
    laws_in_force,
    five_year_cycles,
)
