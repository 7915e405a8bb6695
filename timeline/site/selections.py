"""Which feeds a static site offers: everything, and one for each type, person, place, organization and year."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from timeline.events import TYPE_NAMES, bounds
from timeline.store import Stored

# A host may not like folders of more; the names that are left out have few events each.
MOST_NAMES = 1_000
_UNSAFE = re.compile(r"[^\w·]+")


@dataclass(frozen=True)
class Selection:
    """A feed to offer: ``key`` and ``value`` as in a query, ``title`` for people, ``slug`` for a file name."""

    key: str
    value: str
    title: str
    slug: str
    stored: Sequence[Stored]


def _types(item: Stored) -> Iterable[str]:
    return [item.event.type]


def _people(item: Stored) -> Iterable[str]:
    return [person.name for person in item.event.people]


def _places(item: Stored) -> Iterable[str]:
    return [item.event.place.name] if item.event.place else []


def _organizations(item: Stored) -> Iterable[str]:
    return [body.name for body in item.event.organizations]


def _years(item: Stored) -> Iterable[str]:
    """The year it begins in; a plan over five years is listed once, not five times."""
    first, last = bounds(item.event.when)
    if item.event.type == "deadline":
        first = last or first
    day = first or last
    return [f"{day.year:04d}"] if day else []


KINDS: tuple[tuple[str, str, Callable[[Stored], Iterable[str]]], ...] = (
    ("type", "类型", _types),
    ("year", "年份", _years),
    ("person", "人物", _people),
    ("place", "地点", _places),
    ("organization", "单位", _organizations),
)


def selections(stored: Sequence[Stored]) -> Iterator[Selection]:
    """The selections of ``stored``: kind by kind, years in order, other names by how many events they have."""
    for key, _, names_of in KINDS:
        found: dict[str, list[Stored]] = {}
        for item in stored:
            for name in dict.fromkeys(names_of(item)):
                if name.strip():
                    found.setdefault(name, []).append(item)
        ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:MOST_NAMES]
        ranked = sorted(ranked) if key == "year" else ranked
        taken: set[str] = set()
        for name, items in ranked:
            slug = _slug(name, taken)
            taken.add(slug.lower())
            yield Selection(key, name, TYPE_NAMES.get(name, name), slug, items)


def _slug(name: str, taken: set[str]) -> str:
    """``name`` as a file name on any system; a few digits more where two names would meet."""
    slug = _UNSAFE.sub("-", name).strip("-.")[:50]
    if not slug or slug.lower() in taken or slug != name:
        slug = f"{slug or 'x'}-{uuid.uuid5(uuid.NAMESPACE_URL, name).hex[:6]}"
    return slug
