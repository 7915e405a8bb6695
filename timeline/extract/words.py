"""The lexicon of extraction, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from timeline.lexicon import lines, load

# Where a word stands in several lists, the earlier type is the more telling one.
PRIORITY = ("ceremony", "contest", "study", "meeting", "inspection", "campaign", "milestone")


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@dataclass(frozen=True)
class Triggers:
    """Compiled trigger words: ``nouns`` and ``verbs`` map a word to its type."""

    nouns: dict[str, str]
    verbs: dict[str, str]
    noun: re.Pattern[str]
    verb: re.Pattern[str]
    convene: re.Pattern[str]
    held: re.Pattern[str]
    future: re.Pattern[str]
    goal: re.Pattern[str]
    ongoing: re.Pattern[str]
    due: re.Pattern[str]
    cited_after: re.Pattern[str]
    cited_before: re.Pattern[str]
    now_words: frozenset[str]
    lasting_words: frozenset[str]


@cache
def triggers() -> Triggers:
    """The trigger lexicon."""
    table = load("triggers")
    nouns = _by_type(table, "nouns")
    verbs = _by_type(table, "verbs")
    any_of = {key: re.compile(alternation(table[key])) for key in _WORD_LISTS}
    return Triggers(
        nouns=nouns,
        verbs=verbs,
        noun=re.compile(alternation(nouns)),
        verb=re.compile(alternation(verbs)),
        convene=re.compile(f"(?:{alternation(table['convene'])})了?"),
        held=any_of["held"],
        future=any_of["future"],
        goal=any_of["goal"],
        ongoing=any_of["ongoing"],
        due=re.compile(alternation(table["deadline"]["verbs"])),
        cited_after=any_of["cited_after"],
        cited_before=any_of["cited_before"],
        now_words=frozenset(table["now_words"]),
        lasting_words=frozenset(table["lasting_words"]),
    )


_WORD_LISTS = ("held", "future", "goal", "ongoing", "cited_after", "cited_before")


def _by_type(table: dict[str, object], key: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for kind in reversed(PRIORITY):
        lists = table[kind]
        assert isinstance(lists, dict)
        words.update(dict.fromkeys(lists[key], kind))
    return words


@dataclass(frozen=True)
class Persons:
    """Compiled words about persons."""

    office: re.Pattern[str]
    office_end: re.Pattern[str]
    follower: re.Pattern[str]
    roles: dict[str, re.Pattern[str]]
    single: frozenset[str]
    double: frozenset[str]
    weak: frozenset[str]
    syllables: frozenset[str]
    not_names: frozenset[str]
    given: frozenset[str]
    names: frozenset[str]
    mononyms: frozenset[str]


@cache
def persons() -> Persons:
    """The lexicon of offices, family names and roles."""
    table = load("persons")
    names = _surnames()
    return Persons(
        office=re.compile(f"(?:{alternation(table['offices'])})"),
        office_end=re.compile(f"(?:{alternation(table['offices'])})$"),
        follower=re.compile(f"(?:{alternation(table['followers'])}|[^\\u4e00-\\u9fff]|$)"),
        roles={role: re.compile(alternation(words)) for role, words in table["roles"].items()},
        single=frozenset(names["single"]),
        double=frozenset(names["double"].split()),
        weak=frozenset(names["weak"]),
        syllables=frozenset(names["syllables"]),
        not_names=frozenset(table["not_names"]),
        given=frozenset(table["given"]),
        names=frozenset(table["names"]),
        mononyms=frozenset(table["mononyms"]),
    )


def _surnames() -> dict[str, str]:
    rows = (line.split("=", 1) for line in lines("surnames"))
    return {key.strip(): value.strip() for key, value in rows}


@dataclass(frozen=True)
class Sites:
    """Words about places: alternations for patterns, and compiled patterns."""

    ends: str
    and_so_on: str
    townships: str
    premises: str
    sent_out: str
    scenes: str
    lively: str
    pointed_at: str
    no_name: re.Pattern[str]


@cache
def sites() -> Sites:
    """The lexicon of what stands around the names of places."""
    table = load("places")
    return Sites(
        ends=alternation(table["site_ends"]),
        **{key: alternation(table[key]) for key in _SITE_LISTS},
        no_name=re.compile(alternation(table["no_name"])),
    )


_SITE_LISTS = ("and_so_on", "townships", "premises", "sent_out", "scenes", "lively", "pointed_at")


@dataclass(frozen=True)
class Bodies:
    """Compiled words about bodies and places."""

    body: re.Pattern[str]
    not_bodies: frozenset[str]
    place: re.Pattern[str]
    spot: re.Pattern[str]
    venue: re.Pattern[str]
    cities: frozenset[str]
    ordinary: frozenset[str]
    visit: re.Pattern[str]


@cache
def bodies() -> Bodies:
    """The lexicon of bodies and places."""
    table = load("bodies")
    return Bodies(
        body=re.compile(f"(?:{alternation(table['body_suffixes'])})$"),
        not_bodies=frozenset(table["not_bodies"]),
        place=re.compile(f"(?:{alternation(table['place_suffixes'])})$"),
        spot=re.compile(alternation(table["place_suffixes"])),
        cities=frozenset(table["cities"]),
        ordinary=frozenset(table["ordinary"]),
        venue=re.compile(alternation(table["venue_words"])),
        visit=re.compile(alternation(table["visit_words"])),
    )
