"""Events → events: one happening, one record, with all its evidence.

Merging is order-free, idempotent and loses no evidence. A mention is an event with one piece of evidence; two events are
one happening when their days agree and their types and names fit. Two meetings of one body on one day stay two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from timeline.events import Event, Organization, Person, event_from
from timeline.text import Evidence, fold

_GENERIC = re.compile(r"召开|举行|举办|开展|会议|大会|活动|工作|全区|全县|全市|全镇|[“”\"'（）()\s]")
_PARTS = {"morning": 0, "afternoon": 1, "evening": 2}
_WEIGHT = {"main": 2, "secondary": 1, "mention": 0}
# Reports of one day that a report is compared with, the nearest before it: no page of a paper has as many, and a hostile
# one stays bounded.
_MOST_NEAR = 400
_KIN = (
    {"campaign", "study"},
    {"meeting", "study"},
    {"campaign", "contest"},
    {"campaign", "ceremony"},
    {"meeting", "ceremony"},
    {"inspection", "campaign"},
)


def merge(events: Iterable[Event]) -> list[Event]:
    """``events`` with reports of one happening joined, in the order of their first evidence."""
    rows = list(events)
    joined = _once(rows)
    # A joined record may fit one that none of its parts fitted: merging goes on until nothing fits.
    while len(joined) < len(rows):
        rows, joined = joined, _once(joined)
    return joined


def _once(events: Iterable[Event]) -> list[Event]:
    groups: list[list[Event]] = []
    by_day: dict[str, list[tuple[Event, list[Event]]]] = {}
    for event in sorted(events, key=_order):
        near = by_day.setdefault(_key(event), [])
        home = next((group for other, group in near[-_MOST_NEAR:] if same_happening(event, other)), None)
        if home is None:
            home = []
            groups.append(home)
        near.append((event, home))
        home.append(event)
    return sorted((_joined(group) for group in _settled(groups)), key=_order)


def _settled(groups: list[list[Event]]) -> list[list[Event]]:
    """Undated reports (captions, mostly) go to the dated happening of their month that they show."""
    dated = [group for group in groups if not _is_undated(group)]
    for group in groups:
        if _is_undated(group):
            home = next((other for other in dated if _shows(group[0], other[0])), None)
            if home is None:
                dated.append(group)
            else:
                home.extend(group)
    return dated


def _is_undated(group: Sequence[Event]) -> bool:
    return all(event.origin is not None and event.origin.rule == "undated report" for event in group)


def _shows(undated: Event, dated: Event) -> bool:
    same_month = (dated.when.start or "")[:7] == undated.when.edtf[:7]
    return same_month and _types_agree(undated, dated) and _alike(undated.title, dated.title) >= 0.6


def _order(event: Event) -> tuple[Any, ...]:
    first = min(((e.document, e.start, e.end) for e in event.evidence), default=("", 0, 0))
    return (*first, event.type, event.title, event.model_dump_json())


def _key(event: Event) -> str:
    """Events are compared only within one day (or one fuzzy month)."""
    return (event.when.start or event.when.edtf)[:10]


def same_happening(one: Event, other: Event) -> bool:
    """Whether two records report one happening."""
    if _shares_proof(one, other) and one.type == other.type and one.when.edtf == other.when.edtf:
        return True
    if "deadline" in (one.type, other.type) or one.when.rrule or other.when.rrule:
        return (
            one.type == other.type
            and one.when.edtf == other.when.edtf
            and _alike(one.title, other.title) > 0.8
        )
    if not _dates_agree(one, other) or not _types_agree(one, other):
        return False
    close = _alike(one.title, other.title)
    if _held_apart(one, other):
        return False
    if one.when.precision == "fuzzy" or one.when.start is None:
        return close >= 0.6
    bodies = {fold(b.name) for b in one.organizations} & {fold(b.name) for b in other.organizations}
    return close >= (0.45 if bodies or one.type == other.type else 0.6)


def _held_apart(one: Event, other: Event) -> bool:
    """Different bodies each held their own: two bureaus' meetings on one speech are two."""
    first, second = ({fold(b.name) for b in e.organizations if b.role == "organizer"} for e in (one, other))
    near = any(a in b or b in a for a in first for b in second)
    return bool(first and second) and not near and not set(_names(one)) & set(_names(other))


def _names(event: Event) -> list[str]:
    return [person.name for person in event.people]


def _shares_proof(one: Event, other: Event) -> bool:
    return (
        any(
            a.document == b.document and a.start < b.end and b.start < a.end and a.quote == b.quote
            for a in one.evidence
            for b in other.evidence
        )
        and _alike(one.title, other.title) > 0.5
    )


def _types_agree(one: Event, other: Event) -> bool:
    return one.type == other.type or {one.type, other.type} in _KIN


def _dates_agree(one: Event, other: Event) -> bool:
    a, b = one.when, other.when
    if a.part_of_day and b.part_of_day and a.part_of_day != b.part_of_day:
        return False
    clocks = {w.start[11:] for w in (a, b) if w.start and "T" in w.start}
    return len(clocks) < 2 and (a.start or "")[:10] == (b.start or "")[:10] and a.end == b.end


def _alike(one: str, other: str) -> float:
    """Overlap of the character pairs of two titles, against the shorter; generic words do not count."""
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else float(fold(one) == fold(other))


@lru_cache(maxsize=4096)
def _pairs(title: str) -> frozenset[str]:
    bare = _GENERIC.sub("", fold(title))
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def _joined(group: Sequence[Event]) -> Event:
    """One record: the fullest report leads, the others add people, bodies and evidence."""
    best = max(
        group,
        key=lambda e: (
            _WEIGHT[e.salience],
            len(e.people),
            len(e.evidence[0].quote) if e.evidence else 0,
            e.model_dump_json(),
        ),
    )
    if len(group) == 1:
        return best
    record = best.model_dump()
    ordered = [best, *(event for event in group if event is not best)]
    record["people"] = _people(ordered)
    record["organizations"] = _bodies(ordered)
    record["evidence"] = _evidence(ordered)
    record["place"] = next((event.place for event in ordered if event.place), None)
    record["when"] = best.when
    record["confidence"] = max(event.confidence for event in group)
    return event_from(record)


def _people(group: Sequence[Event]) -> list[Person]:
    found: dict[str, Person] = {}
    for event in group:
        for person in event.people:
            old = found.get(person.name)
            longer = old is None or (len(person.title), person.title) > (len(old.title), old.title)
            if old is None:
                found[person.name] = person
            elif longer:
                found[person.name] = Person(name=person.name, title=person.title, role=old.role)
    return list(found.values())


def _bodies(group: Sequence[Event]) -> list[Organization]:
    found: dict[str, Organization] = {}
    for event in group:
        for body in event.organizations:
            found.setdefault(body.name, body)
    return list(found.values())


def _evidence(group: Sequence[Event]) -> list[Evidence]:
    first = group[0].evidence
    more = {proof for event in group for proof in event.evidence} - set(first)
    return [*first, *sorted(more, key=lambda e: (e.document, e.start, e.end))]
