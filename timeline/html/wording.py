"""The words of the page in its three languages, and rows said in them.

``templates/script/wording.js`` says the same for rows that the script draws; a browser test compares the two.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from timeline.events import Organization, Person
from timeline.html.rows import Row, Source

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
MOST_PEOPLE = 4


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    text = (files("timeline") / "templates" / "words" / f"{language}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


class Words:
    """One language's words; ``words("month", y=2014, m=3)`` fills the blanks of a phrase."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self.phrases = _dictionary(self.language)
        self.months = self.phrases["month.names"].split()
        weeks = self.phrases["weeks"]
        self.weekdays = weeks.split() if " " in weeks else list(weeks)

    def __call__(self, phrase: str, **blanks: object) -> str:
        text = self.phrases[phrase]
        for name, value in blanks.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def count(self, phrase: str, number: int) -> str:
        """``phrase`` with a number, in the singular where the language has one."""
        single = f"{phrase}.one"
        return self(single) if number == 1 and single in self.phrases else self(phrase, n=f"{number:,}")

    def month(self, month: str) -> str:
        """``2014-03`` as a heading."""
        year, number = month.split("-")
        if not year.isdigit():
            return self("unknown")
        if number == "00":
            return self("month.rest", y=year)
        return self("month", y=year, m=int(number), month=self.months[int(number) - 1])

    def day(self, day: dt.date) -> str:
        """A whole date: 2014年3月20日."""
        return self("full.day", y=day.year, m=day.month, d=day.day, month=self.months[day.month - 1])


def short_date(row: Row, words: Words) -> str:
    """The date as it stands before a row, under the heading of its month."""
    first, last = row.first, row.last
    if row.kind == "unknown":
        return _unknown(row, words)
    if row.kind == "due" and last:
        return words("due", d=last.day)
    if first is None:
        return ""
    if row.kind == "day":
        return words("day.week", d=first.day, w=words.weekdays[first.isoweekday() % 7])
    if row.kind == "open":
        return words("open", d=first.day)
    if row.kind == "range" and last:
        return words(_range_phrase("range", first, last), d=first.day, **_end(last, words))
    return _wide_date(row, first, last or first, words)


def _end(last: dt.date, words: Words) -> dict[str, object]:
    return {"d2": last.day, "m2": last.month, "y2": last.year, "month2": words.months[last.month - 1]}


def _range_phrase(phrase: str, first: dt.date, last: dt.date) -> str:
    if first.year != last.year:
        return f"{phrase}.year"
    return phrase if first.month == last.month or phrase == "months" else f"{phrase}.month"


def _wide_date(row: Row, first: dt.date, last: dt.date, words: Words) -> str:
    """Months, quarters, years and what is only about known."""
    name = words.months[first.month - 1]
    if row.kind == "month":
        return words("in.month", m=first.month, month=name)
    if row.kind == "quarter":
        return words("in.quarter", y=first.year, q=(first.month + 2) // 3)
    if row.kind == "year":
        return words("in.year", y=first.year)
    if row.kind == "months":
        return words(_range_phrase("months", first, last), m=first.month, month=name, **_end(last, words))
    if row.month.endswith("-00"):
        return words("about.year", y=first.year)
    return words("about", m=first.month, month=name)


def _unknown(row: Row, words: Words) -> str:
    parts = row.event.when.edtf.split("/")[0].rstrip("~?%").split("-")[1:]
    if not parts or not all(part.isdigit() for part in parts):
        return words("unknown")
    month = int(parts[0])
    if not 1 <= month <= 12:
        return words("unknown")
    name = words.months[month - 1]
    if len(parts) == 1:
        return words("unknown.month", m=month, month=name)
    return words("unknown.day", m=month, d=int(parts[1]), month=name)


def full_date(row: Row, words: Words) -> str:
    """What the printed words were taken as, in full."""
    first, last = row.first, row.last
    if row.kind == "unknown":
        day = _unknown(row, words)
        return words("full.nothing") if day == words("unknown") else words("full.unknown", a=day)
    if row.kind == "due" and last:
        return words("full.due", b=words.day(last))
    if first is None:
        return ""
    if row.kind == "day":
        return " ".join(filter(None, (words.day(first), hour(row, words))))
    if row.kind == "open":
        return words("full.open", a=words.day(first))
    if row.kind == "range" and last:
        return words("full.range", a=words.day(first), b=words.day(last))
    if row.kind == "about":
        return words("full.about", a=words.month(row.month) if row.month[5:] != "00" else str(first.year))
    if row.kind == "month":
        return words.month(row.month)
    return _wide_date(row, first, last or first, words) if row.kind != "months" else _months(row, words)


def _months(row: Row, words: Words) -> str:
    assert row.first and row.last
    ends = [words.month(f"{day.year:04}-{day.month:02}") for day in (row.first, row.last)]
    return words("full.range", a=ends[0], b=ends[1])


def hour(row: Row, words: Words) -> str:
    """``09:00``, 上午, or nothing."""
    if row.clock >= 0:
        return f"{row.clock // 60:02}:{row.clock % 60:02}"
    part = row.event.when.part_of_day
    return words(f"part.{part}") if part else ""


def people_line(people: Sequence[Person], words: Words) -> str:
    """主持 王明远（区长）、讲话 … : the first few, with title and role."""
    shown: list[str] = []
    for person in people[:MOST_PEOPLE]:
        name = words("titled", name=person.name, title=person.title) if person.title else person.name
        plain = person.role == "attendee"
        shown.append(name if plain else words("acted", role=words(f"role.{person.role}"), names=name))
    line = words("comma").join(shown)
    return f"{line}{words('and.more', n=len(people))}" if len(people) > MOST_PEOPLE else line


def bodies_line(bodies: Sequence[Organization], words: Words) -> str:
    """The first two bodies."""
    return words("comma").join(body.name for body in bodies[:2])


def under_title(row: Row, words: Words) -> str:
    """The line under a title: hour, place, people, bodies."""
    event = row.event
    status = "" if event.status == "happened" or row.group == "due" else words(f"status.{event.status}")
    place = event.place.name if event.place else ""
    people = people_line(event.people, words)
    parts = (status, hour(row, words), place, people, bodies_line(event.organizations, words))
    return words("between").join(filter(None, parts))


def basis_line(row: Row, words: Words) -> str:
    """The printed date words, what they were taken as, and why."""
    when = row.event.when
    printed = words("printed", text=when.text) if when.text else ""
    read = words("read.as", text=printed, value=full_date(row, words)) if printed else full_date(row, words)
    said = [read, words(f"basis.{when.basis}")]
    if when.implied:
        said.append(words("implied") + words("colon") + words("comma").join(implied(when.implied, words)))
    return words("semicolon").join(said)


def implied(parts: Sequence[str], words: Words) -> list[str]:
    """``year: 第5个…`` as 年（第5个…）."""
    said = []
    for part in parts:
        name, _, reason = part.partition(":")
        known = f"implied.{name.strip()}"
        label = words(known) if known in words.phrases else name.strip()
        said.append(words("titled", name=label, title=reason.strip()) if reason.strip() else label)
    return said


def source_line(document: str, article: str, page: int | None, source: Source | None, words: Words) -> str:
    """The printed page a quote stands on, as a reader would name it."""
    if source is None or not (source.paper or source.date):
        parts = [document, words("source.page", n=page) if page else ""]
        return " ".join(filter(None, parts))
    headline = source.headlines.get(article, "")
    paper = f"《{source.paper}》" if source.paper else document
    day = f"{source.date}{words('source.inferred') if source.inferred else ''}" if source.date else ""
    number = source.page or (str(page) if page else "")
    shown = [
        paper,
        day,
        words("source.page", n=number) if number else "",
        f"“{headline}”" if headline else "",
    ]
    return " ".join(filter(None, shown))


def detail_lines(details: Mapping[str, object], words: Words) -> list[tuple[str, str]]:
    """The details of a type as (name, text), empty ones left out."""
    lines = []
    for field, value in details.items():
        if value:
            items = value if isinstance(value, list) else [value]
            said = [_figure(item) if isinstance(item, dict) else str(item) for item in items]
            between = "semicolon" if field in ("agenda", "requirements", "findings") else "comma"
            lines.append((words(f"detail.{field}"), words(between).join(said)))
    return lines


def _figure(figure: Mapping[str, object]) -> str:
    value = figure["value"]
    number = f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else f"{value:.0f}"
    return f"{figure['what']} {number}{figure['unit']}".strip()
