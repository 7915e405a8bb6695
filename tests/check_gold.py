"""Check the hand-made gold of ``tests/dev`` and ``tests/frozen`` against its texts, and count what it holds.

usage: python tests/check_gold.py [--stats] [FOLDER …]

Every quote, time expression, person, place and article end must stand in the text (blanks removed, widths
folded); types, roles and dates must be well formed and agree with each other. Prints one line per fault and
exits 1 if there is any.
"""

from __future__ import annotations

import argparse
import calendar
import collections
import datetime as dt
import json
import pathlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

HERE = pathlib.Path(__file__).parent
FOLDERS = ("dev", "frozen")
ALLOWED: dict[str, set[str | None]] = {
    "type": {"meeting", "inspection", "campaign", "study", "contest", "ceremony", "milestone", "deadline"},
    "status": {"happened", "ongoing", "planned"},
    "salience": {"main", "secondary", "mention"},
    "precision": {"minute", "hour", "halfday", "day", "month", "quarter", "year", "fuzzy"},
    "basis": {"explicit", "inherited", "year-inferred", "publication", "fuzzy"},
    "part_of_day": {None, "morning", "afternoon", "evening"},
    "person": {"chair", "speaker", "inspector", "organizer", "attendee"},
    "organization": {"organizer", "host", "attendee"},
    "kind": {"news", "caption", "interview", "brief", "masthead", "editorial"},
}
DETAILS = {
    "meeting": {"chair", "agenda", "requirements"},
    "inspection": {"inspectors", "sites"},
    "campaign": {"organizers", "theme", "figures"},
    "study": {"materials", "learners"},
    "contest": {"theme", "winners"},
    "ceremony": {"officiants"},
    "milestone": {"project", "amount"},
    "deadline": {"task", "responsible"},
}
WEEKDAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日[(]?(?:星期|周)([一二三四五六日天])")


def bare(text: str) -> str:
    """``text`` without blanks, widths folded."""
    return "".join(unicodedata.normalize("NFKC", c) for c in text if not c.isspace())


def day(words: str | None) -> dt.date | None:
    """The day that ``words`` (``YYYY-MM-DD…``) name."""
    return dt.date.fromisoformat(words[:10]) if words else None


def bound(part: str, last: bool) -> str | None:
    """First or last day of one side of an EDTF interval, as the gold prints it."""
    if "X" in part or part in ("..", ""):
        return None
    if "T" in part:
        return part[:10] if last else part
    numbers = [int(n) for n in part.strip("~").split("-")]
    if len(numbers) == 3:
        return dt.date(numbers[0], numbers[1], numbers[2]).isoformat()
    if len(numbers) == 2:
        number = calendar.monthrange(numbers[0], numbers[1])[1] if last else 1
        return dt.date(numbers[0], numbers[1], number).isoformat()
    return f"{numbers[0]}-12-31" if last else f"{numbers[0]}-01-01"


def ends(edtf: str) -> tuple[str | None, str | None]:
    """``start`` and ``end`` that an ``edtf`` stands for."""
    first, slash, last = edtf.partition("/")
    if slash:
        return (None if "~" in first else bound(first, False)), bound(last, True)
    return (None, None) if "~" in edtf else (bound(edtf, False), bound(edtf, True))


def date_faults(when: dict[str, Any], event: dict[str, Any], issue: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one event's date."""
    if ends(when["edtf"]) != (when["start"], when["end"]):
        yield f"start/end {when['start']}/{when['end']} do not follow from {when['edtf']}"
    if when["precision"] == "minute" and "T" not in when["edtf"]:
        yield "minute without a time"
    if when["precision"] in ("day", "halfday") and "~" in when["edtf"] and not when["rrule"]:
        yield f"{when['precision']} with {when['edtf']}"
    if when["precision"] == "halfday" and not when["part_of_day"] and "T" not in when["edtf"]:
        yield "halfday without a part of the day"
    if when["precision"] == "fuzzy" and re.fullmatch(r"\d{4}-\d\d-\d\d", when["edtf"]):
        yield "fuzzy with a day"
    if when["basis"] == "explicit" and when["edtf"][-4:] and "XXXX" in when["edtf"]:
        yield "explicit without a year"
    if event["type"] == "deadline" and when["start"]:
        yield "a deadline has no start"
    first, last = day(when["start"]), day(when["end"])
    earliest, latest = day(issue["earliest"]), day(issue["latest"])
    if first and last and first > last:
        yield "ends before it starts"
    if latest and event["status"] == "happened" and (first or dt.date.min) > latest:
        yield "happened after the paper"
    if earliest and event["status"] == "planned" and (last or dt.date.max) < earliest - dt.timedelta(20):
        yield "planned, yet long over"
    if latest and event["status"] == "ongoing" and (first or dt.date.min) > latest:
        yield "ongoing, yet starts after the paper"
    if earliest and event["status"] == "ongoing" and when["end"] and last < earliest - dt.timedelta(7):  # type: ignore[operator]
        yield "ongoing, yet over before the paper"


def event_faults(event: dict[str, Any], page: str, gold: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one event."""
    when = event["when"]
    for key in ("type", "status", "salience"):
        if event[key] not in ALLOWED[key]:
            yield f"{key} {event[key]}"
    for key in ("precision", "basis", "part_of_day"):
        if when[key] not in ALLOWED[key]:
            yield f"{key} {when[key]}"
    if event["article"] not in {a["id"] for a in gold["articles"]}:
        yield f"article {event['article']}"
    if not event["evidence"]:
        yield "no evidence"
    if not 4 <= len(event["title"]) <= 24:
        yield f"title of {len(event['title'])} characters"
    for quote in event["evidence"]:
        if bare(quote) not in page:
            yield f"quote not in the text: {quote}"
        if quote != "".join(quote.split()):
            yield f"quote with blanks: {quote}"
    for what, name in [("time", when["text"]), ("place", event["place"])]:
        if bare(name) not in page:
            yield f"{what} not in the text: {name}"
    for person in event["people"]:
        if bare(person["name"]) not in page:
            yield f"person not in the text: {person['name']}"
        if person["role"] not in ALLOWED["person"]:
            yield f"role {person['role']}"
    for body in event["orgs"]:
        if body["role"] not in ALLOWED["organization"]:
            yield f"role {body['role']}"
        if bare(body["name"]) not in page:
            yield f"organization not in the text: {body['name']}"
    if set(event["details"]) != DETAILS.get(event["type"], set()):
        yield f"details {sorted(event['details'])} of a {event['type']}"
    yield from date_faults(when, event, gold["issue"])


def page_faults(text: str, gold: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one page's gold."""
    page, issue = bare(text), gold["issue"]
    if gold["clues"] not in ("dated", "undated"):
        yield f"clues {gold['clues']}"
    dates = [issue["earliest"], issue["issue_date"], issue["latest"]]
    if issue["year"] and (None in dates or sorted(dates) != dates or int(dates[1][:4]) != issue["year"]):
        yield f"issue {dates} {issue['year']}"
    if issue["year"] and not dates[0] <= gold["true_publication_date"] <= dates[2]:
        yield "the true date lies outside the issue's bounds"
    inferred = [e["when"]["edtf"] for e in gold["events"] if e["when"]["basis"] != "explicit"]
    if not issue["year"] and any("XXXX" not in edtf for edtf in inferred):
        yield "a year without a clue"
    for article in gold["articles"]:
        for key in ("first_words", "last_words", "headline"):
            if any(bare(line) not in page for line in article[key].split(" ")):
                yield f"{article['id']} {key} not in the text: {article[key]}"
        if any(bare(name) not in page for name in article["byline"]):
            yield f"{article['id']} byline not in the text: {article['byline']}"
        if article["kind"] not in ALLOWED["kind"]:
            yield f"{article['id']} kind {article['kind']}"
    for found in WEEKDAY.finditer(page):
        years = [int(found[1])] if found[1] else [(issue["year"] or 2015) + n for n in (-1, 0, 1)]
        days = {dt.date(y, int(found[2]), int(found[3])).weekday() for y in years}
        if issue["year"] and "一二三四五六日".index(found[4].replace("天", "日")) not in days:
            yield f"weekday: {found[0]}"
    for event in gold["events"]:
        for fault in event_faults(event, page, gold):
            yield f"{event['id']} {fault}"


def tally(name: str, values: Iterable[str | None]) -> str:
    """``name`` and how often each value occurs, the commonest first."""
    return f"  {name} " + ", ".join(f"{k} {n}" for k, n in collections.Counter(values).most_common())


def stats(pages: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """What a set of pages holds, line by line."""
    golds = [gold for _, gold in pages]
    events = [event for gold in golds for event in gold["events"]]
    lengths = sorted(len(bare(text)) for text, _ in pages)
    middle = lengths[len(lengths) // 2]
    yield f"  pages {len(pages)}, characters {sum(lengths)} (median {middle}, longest {lengths[-1]})"
    yield tally("date", (gold["clues"] for gold in golds))
    yield f"  without any clue to the year {sum(gold['issue']['year'] is None for gold in golds)}"
    articles = [[a for a in gold["articles"] if a["kind"] != "masthead"] for gold in golds]
    yield f"  articles {sum(map(len, articles))}, pages of four or more {sum(len(a) >= 4 for a in articles)}"
    yield f"  noisy {sum(bool(gold['noise']) for gold in golds)}"
    yield tally("years", sorted(str(gold["issue"]["year"]) for gold in golds))
    yield f"  events {len(events)}"
    for key in ("type", "salience", "status"):
        yield tally(key, (event[key] for event in events))
    for key in ("precision", "basis"):
        yield tally(key, (event["when"][key] for event in events))
    for key in ("people", "orgs"):
        yield f"  {key} {sum(len(event[key]) for event in events)}"
    yield f"  places {sum(bool(event['place']) for event in events)}"
    yield f"  recurring {sum(bool(event['when']['rrule']) for event in events)}"


def read_pages(folder: pathlib.Path) -> list[tuple[str, dict[str, Any]]]:
    """Every text of ``folder`` with its gold; FileNotFoundError where one is there without the other."""
    stems = {path.stem for pattern in ("[0-9]*.txt", "gold/*.json") for path in folder.glob(pattern)}
    return [
        (
            (folder / f"{stem}.txt").read_text(encoding="utf-8"),
            json.loads((folder / "gold" / f"{stem}.json").read_text(encoding="utf-8")),
        )
        for stem in sorted(stems)
    ]


def main() -> int:
    """Check the folders named on the command line, or both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="*", type=pathlib.Path)
    parser.add_argument("--stats", action="store_true")
    options = parser.parse_args()
    count = 0
    for folder in options.folder or [HERE / name for name in FOLDERS]:
        pages = read_pages(folder)
        for text, gold in pages:
            for fault in page_faults(text, gold):
                count += 1
                print(f"{folder.name}/{gold['doc']}: {fault}")
        print(f"{folder.name}: {len(pages)} pages checked")
        if options.stats and pages:
            print("\n".join(stats(pages)))
    print(f"{count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())
