"""Events, dates and anchors in words and in rows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from timeline.cli.display import TYPE_STYLES, Column, Segment, count, entry, in_terminal, table, write

if TYPE_CHECKING:
    from timeline.anchors import Anchor
    from timeline.dates import When
    from timeline.events import Event
    from timeline.pipeline import Reading

EVENT_COLUMNS = (
    Column("when", firm=True),
    Column("type", firm=True),
    Column("what"),
    Column("where", wide=100),
    Column("who", wide=120),
)


def day_words(when: When) -> str:
    """``2014-03-20 morning``, ``2014-03-20 10:00``, ``by 2014-06-30``, ``2014-01 on``, ``about 2014-03``."""
    if when.start and "T" in when.start:
        return when.start.replace("T", " ")
    first, slash, last = when.edtf.partition("/")
    if not slash:
        words = f"about {first.rstrip('~')}" if first.endswith(("~", "?")) else first
    elif first in ("..", ""):
        words = f"by {last}"
    elif last in ("..", ""):
        words = f"{first} on"
    else:
        words = f"{first} – {_unlike(first, last)}"
    return _quarters(words) + (f" {when.part_of_day}" if when.part_of_day else "")


def _unlike(first: str, last: str) -> str:
    """The end of a range without the year it shares with its start."""
    return last[5:] if first[:5] == last[:5] and len(last) == 10 else last


def _quarters(words: str) -> str:
    def named(match: re.Match[str]) -> str:
        return f"{match[1]} Q{int(match[2]) - 32}"

    return re.sub(r"\b(\d{4}|XXXX)-(3[3-6])\b", named, words)


def percent(share: float) -> str:
    """``97%``; never 100 for what is not certain."""
    return f"{min(round(share * 100), 99 if share < 1 else 100)}%"


def issue_words(anchor: Anchor) -> str:
    """When the page was printed and how sure that is."""
    if anchor.year is None:
        return "year unknown"
    where = anchor.date.isoformat() if anchor.date else str(anchor.year)
    if anchor.basis in ("given", "printed"):
        return f"{where} ({anchor.basis})"
    return f"{where} ({percent(anchor.confidence)})"


def types_in_words(events: Iterable[Event]) -> str:
    """``9 meetings, 3 inspections``, most frequent first."""
    named = Counter(event.type for event in events)
    plural = {"study": "study sessions", "ceremony": "ceremonies"}
    single = {"study": "study session"}
    return ", ".join(
        f"{number} {plural.get(kind, kind + 's') if number > 1 else single.get(kind, kind)}"
        for kind, number in sorted(named.items(), key=lambda item: (-item[1], item[0]))
    )


def page_line(reading: Reading) -> list[Segment]:
    """One line a page: name, date with its confidence, articles, events by type."""
    anchor = reading.anchor
    style = "bold green" if anchor.confidence >= 0.9 else "bold yellow" if anchor.year else "bold red"
    events = count(len(reading.events), "event")
    types = types_in_words(reading.events)
    return [
        (reading.page.document, "bold"),
        "  ",
        (issue_words(anchor), style),
        "  ",
        count(len(reading.articles), "article"),
        "  ",
        f"{events}: {types}" if types else events,
    ]


def event_row(event: Event) -> list[Segment]:
    """The cells of :data:`EVENT_COLUMNS`."""
    place = event.place.name if event.place else ""
    weight = {"main": "bold", "mention": "dim"}.get(event.salience, "")
    unsure = "dim" if "XXXX" in event.when.edtf or event.when.precision == "fuzzy" else ""
    return [
        (day_words(event.when) if in_terminal() else event.when.edtf, unsure),
        (event.type, TYPE_STYLES.get(event.type, "")),
        (event.title, weight),
        (place, ""),
        (people_words(event), ""),
    ]


def people_words(event: Event, most: int = 3) -> str:
    """The first names of those who took part."""
    names = [person.name for person in event.people]
    more = f" +{len(names) - most}" if len(names) > most and in_terminal() else ""
    return "、".join(names[:most] if more else names) + more


def events_table(events: Iterable[Event], indent: int = 0) -> None:
    """Events in the order given."""
    table(EVENT_COLUMNS, (event_row(event) for event in events), indent=indent)


def by_date(events: Iterable[Event]) -> list[Event]:
    """In the order of time, unknown years last."""
    return sorted(events, key=lambda event: (sort_moment(event.when), event.title))


_PARTS = {"morning": "T08", "afternoon": "T14", "evening": "T19"}


def sort_moment(when: When) -> str:
    """A string that sorts dates: the start, else the end, else what the form begins with."""
    known = when.start or when.end or when.edtf.lstrip("./")
    if when.start and when.part_of_day and "T" not in known:
        known += _PARTS[when.part_of_day]
    return known.replace("X", "~")


def event_lines(event: Event, indent: int = 0) -> None:
    """Everything a record says, for ``show``."""
    write((event.title, "bold"), indent=indent)
    for name, words in _fields(event):
        entry(name, words, indent=indent + 2, width=14)
    for proof in event.evidence:
        where = f"{proof.document} {proof.article} [{proof.start}:{proof.end}]"
        entry("evidence", (where, "dim"), indent=indent + 2, width=14)
        entry("", ("“" + " ".join(proof.quote.split()) + "”", "italic"), indent=indent + 2, width=14)


def _fields(event: Event) -> Iterable[tuple[str, str]]:
    when = event.when
    yield "uid", event.uid
    yield "type", f"{event.type}, {event.salience}, {event.status}, {percent(event.confidence)} sure"
    yield "when", f"{day_words(when)}   printed “{when.text}”, {when.edtf}, {when.precision}, {when.basis}"
    yield from (("implied", reason) for reason in when.implied)
    if when.rrule:
        yield "recurs", when.rrule
    if event.place:
        yield "place", event.place.name
    yield from (("person", _person_words(person)) for person in event.people)
    yield from (("organization", f"{body.name} ({body.role})") for body in event.organizations)
    for name, value in event.details.model_dump().items():
        if value:
            yield name, _detail_words(value)


def _person_words(person: Any) -> str:
    return f"{person.name} ({person.role}{', ' + person.title if person.title else ''})"


def _detail_words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "；".join(
        part if isinstance(part, str) else f"{part['what']} {part['value']:g}{part['unit']}" for part in value
    )


def print_json(record: object) -> None:
    """One object on one line."""
    print(json.dumps(record, ensure_ascii=False))


def print_json_lines(records: Sequence[object]) -> None:
    """One object a line."""
    for record in records:
        print_json(record)
