"""One stored event → the bytes of its VEVENT or VTODO.

Built with the icalendar library, which is told what it does not do by itself: no control characters, VALUE parameters,
no second RFC's nested text that line-based readers take for the event's own.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from timeline.events import TYPE_NAMES, Event, bounds
from timeline.ics.placing import Placement, place
from timeline.ics.recurring import CHINA, recur
from timeline.ics.wording import COLORS, PROOF_MAX, clean, description, heading, one_line, shorten
from timeline.store.identity import NAMESPACE
from timeline.store.records import Stored
from timeline.text import squeeze

if TYPE_CHECKING:
    from icalendar import Component

ZONE = "Asia/Shanghai"
# Enough for who led it; everybody is in the description. A participant takes some 220 octets, and clients stop at 1 MB.
_PARTICIPANTS_MAX = 3
# Below this even an exact day is only probable.
_DOUBTFUL = 0.5


def folded(line: str) -> bytes:
    """A content line in at most 75 octets a line, never cut inside a character (RFC 5545 3.1)."""
    octets = line.encode("utf-8")
    if len(octets) <= 75:
        return octets
    pieces, start, room = [], 0, 75
    while len(octets) - start > room:
        stop = start + room
        while octets[stop] & 0xC0 == 0x80:
            stop -= 1
        # Some readers unescape before they unfold.
        if octets[stop - 1] == 0x5C and octets[stop - 2] != 0x5C:
            stop -= 1
        pieces.append(octets[start:stop])
        start, room = stop, 74
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces)


def octets(component: Component) -> bytes:
    """The component as it stands in a feed."""
    return b"\r\n".join(folded(line) for line in component.content_lines() if line) + b"\r\n"


def event_url(base_url: str, uid: str) -> str:
    """Where the event stands on the timeline page at ``base_url``, as an ASCII URI; ``""`` without a base."""
    return f"{ascii_uri(base_url)}#e-{uid}" if base_url else ""


def ascii_uri(uri: str) -> str:
    """``uri`` with everything a URI may not hold percent-encoded."""
    return quote(uri, safe=":/?#[]@!$&'()*+,;=%-._~")


def vevent(stored: Stored, base_url: str = "") -> bytes:
    """The octets of the VEVENT of ``stored``; ``b""`` where it has no place in a calendar."""
    entry = calendar_entry(stored, base_url)
    return octets(entry) if entry is not None else b""


def calendar_entry(stored: Stored, base_url: str = "") -> Any:
    """The VEVENT of ``stored`` as the library's component; None where it has no place in a calendar."""
    from icalendar import Event as VEvent
    from icalendar.prop import vRecur

    placement = place(stored.event)
    if placement is None:
        return None
    rule = None
    if stored.event.when.rrule:
        placement, rule = recur(placement, stored.event.when.rrule, _series_end(stored.event))
    entry: Any = VEvent()
    _stamps(entry, stored)
    _add_moment(entry, "DTSTART", placement.start)
    _add_moment(entry, "DTEND", placement.end)
    if rule:
        entry.add("RRULE", vRecur.from_ical(";".join(f"{name}={value}" for name, value in rule.items())))
    _words(entry, stored, placement, drawn_until=_assumed_end(rule, stored.event))
    sure = placement.sure and stored.event.confidence >= _DOUBTFUL
    entry.add("STATUS", "CANCELLED" if stored.cancelled else "CONFIRMED" if sure else "TENTATIVE")
    entry.add("TRANSP", "TRANSPARENT")
    entry.add("CLASS", "PUBLIC")
    _references(entry, stored, base_url)
    _parties(entry, stored)
    return entry


def vtodo(stored: Stored, base_url: str = "") -> bytes:
    """The VTODO of a deadline; ``b""`` for any other event or one without a day."""
    from icalendar import Todo

    placement = place(stored.event) if stored.event.type == "deadline" else None
    if placement is None:
        return b""
    task: Any = Todo()
    _stamps(task, stored)
    task.add("DUE", placement.start)
    _words(task, stored, placement, drawn_until="")
    task.add("STATUS", "CANCELLED" if stored.cancelled else "NEEDS-ACTION")
    task.add("CLASS", "PUBLIC")
    _references(task, stored, base_url)
    _parties(task, stored)
    return octets(task)


def _series_end(event: Event) -> dt.date | None:
    """The last day of a series, where the page gives one: a single day is only its first time."""
    first, last = bounds(event.when)
    return last if first and last and last > first and event.when.end else None


def _assumed_end(rule: dict[str, str] | None, event: Event) -> str:
    """The day until which a series is drawn, if it is our choice and not the page's."""
    if (
        rule is None
        or "UNTIL" not in rule
        or "UNTIL" in (event.when.rrule or "").upper()
        or _series_end(event)
    ):
        return ""
    day = dt.datetime.strptime(rule["UNTIL"][:8], "%Y%m%d").date()
    return f"{day.year}年{day.month}月{day.day}日"


def _stamps(entry: Any, stored: Stored) -> None:
    entry.add("UID", stored.uid)
    # Without METHOD the two are the same thing (RFC 5545 3.8.7.2): the last real change, never the moment of asking.
    entry.add("DTSTAMP", stored.updated)
    entry.add("LAST-MODIFIED", stored.updated)
    entry.add("CREATED", stored.created)
    entry.add("SEQUENCE", stored.sequence)


def _add_moment(entry: Any, name: str, moment: dt.date) -> None:
    """A day as a day; an hour with its zone, before 1992 in UTC: readers disagree on China's summer time."""
    if not isinstance(moment, dt.datetime):
        entry.add(name, moment)
        return
    from zoneinfo import ZoneInfo

    local = moment.replace(tzinfo=ZoneInfo(ZONE))
    entry.add(name, local if local.year >= 1992 else local.astimezone(dt.UTC))


def _words(entry: Any, stored: Stored, placement: Placement, *, drawn_until: str) -> None:
    event = stored.event
    entry.add("SUMMARY", heading(event, placement, stored.cancelled))
    text = description(event, placement, drawn_until=drawn_until, cancelled=stored.cancelled)
    entry.add("DESCRIPTION", text)
    if event.place and one_line(event.place.name):
        entry.add("LOCATION", one_line(event.place.name))
    entry.add("CATEGORIES", [TYPE_NAMES[event.type]])
    entry.add("COLOR", COLORS.get(event.type, "slategray"))


def _references(entry: Any, stored: Stored, base_url: str) -> None:
    from icalendar.prop import vText, vUri

    event = stored.event
    for related in event.related:
        entry.add("RELATED-TO", related)
    url = event_url(base_url, event.uid or stored.uid)
    if url:
        entry.add("URL", url)
        entry.add(
            "LINK", vUri(url, params={"VALUE": "URI", "LINKREL": "describedby", "FMTTYPE": "text/html"})
        )
        entry.add("CONCEPT", vUri(f"{ascii_uri(base_url)}#type={event.type}"))
    for document in sorted({one_line(proof.document) for proof in event.evidence} - {""}):
        entry.add("REFID", vText(document))
    entry.add("X-EDTF", vText(one_line(event.when.edtf)))
    entry.add("X-TIMELINE-PRECISION", vText(event.when.precision))
    entry.add("X-TIMELINE-BASIS", vText(event.when.basis))
    entry.add("X-TIMELINE-CONFIDENCE", vText(f"{event.confidence:.2f}"))
    proof = squeeze(clean(event.evidence[0].quote)) if event.evidence else ""
    if proof:
        entry.add("X-TIMELINE-QUOTE", vText(shorten(proof, PROOF_MAX)))


def _parties(entry: Any, stored: Stored) -> None:
    """Who and where as RFC 9073 components.

    Inside are only a uid, a type and JSON-LD: a SUMMARY or DESCRIPTION there is shown by line-based
    readers as the event's own. Never ATTENDEE: clients would treat the reader as invited.
    """
    event = stored.event
    leading = sorted(event.people, key=lambda person: person.role == "attendee")
    for person in leading[:_PARTICIPANTS_MAX]:
        told = {"@type": "Person", "name": one_line(person.name), "jobTitle": one_line(person.title)}
        kind = "SPEAKER" if person.role == "speaker" else "ACTIVE"
        entry.add_component(_participant(stored.uid, kind, told))
    for body in event.organizations[: max(0, _PARTICIPANTS_MAX - len(event.people))]:
        told = {"@type": "Organization", "name": one_line(body.name)}
        entry.add_component(_participant(stored.uid, "ACTIVE", told))
    if event.place and one_line(event.place.name):
        entry.add_component(_location(stored.uid, event))


def _participant(uid: str, kind: str, told: dict[str, str]) -> Any:
    from icalendar import Component
    from icalendar.prop import vText

    participant: Any = Component()
    participant.name = "PARTICIPANT"
    told = {key: value for key, value in told.items() if value}
    participant.add("UID", inner_uid(uid, json.dumps(told, sort_keys=True)))
    participant.add("PARTICIPANT-TYPE", vText(kind))
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    schema = f"https://schema.org/{told['@type']}"
    parameters = {"VALUE": "TEXT", "FMTTYPE": "application/ld+json", "SCHEMA": schema}
    participant.add("STRUCTURED-DATA", vText(text), parameters)
    return participant


def _location(uid: str, event: Event) -> Any:
    from icalendar import Component
    from icalendar.prop import vText

    location: Any = Component()
    location.name = "VLOCATION"
    assert event.place is not None
    location.add("UID", inner_uid(uid, "place"))
    location["NAME"] = vText(one_line(event.place.name))
    return location


def inner_uid(uid: str, part: str) -> str:
    """A uid for a component inside the event, of the event's own namespace."""
    return str(uuid.uuid5(NAMESPACE, f"{uid}\x1f{part}"))


__all__ = ["CHINA", "ascii_uri", "event_url", "octets", "vevent", "vtodo"]
