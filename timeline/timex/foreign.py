"""Expressions of time on pages that are not Chinese, through dateparser's search.

dateparser alone takes counts, ages and short words for dates, so only finds that name a month or are a full numeric
date are kept (``12 March``, ``March 2014``, ``12/03/2014``), and each is read again to see which parts it prints.
"""

from __future__ import annotations

import re

from timeline.text import Span, squeeze
from timeline.timex.types import Point, Timex
from timeline.timex.values import value_of

_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|januar|februar|märz|juni|juli|oktober|dezember"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b")
_NUMBER = re.compile(r"\b\d{1,4}(?:st|nd|rd|th)?\b", re.IGNORECASE)
_WINDOW = 2000


def find_foreign(text: str, offset: int) -> list[Timex]:
    """The dates of a text that is not Chinese; spans are moved by ``offset``. Only the parts that are printed are filled."""
    if not (_MONTH.search(text) or _NUMERIC.search(text)):
        return []
    from dateparser.search import search_dates  # slow to load

    found: list[Timex] = []
    at = 0
    for line in re.findall(rf"[^\n]{{1,{_WINDOW}}}\n?|\n", text):
        if _MONTH.search(line) or _NUMERIC.search(line):
            hits = (
                search_dates(
                    line,
                    settings={
                        "STRICT_PARSING": False,
                        "REQUIRE_PARTS": ["month"],
                        "PREFER_DAY_OF_MONTH": "first",
                    },
                )
                or []
            )
            found += _kept(line, hits, at + offset)
        at += len(line)
    return found


def _kept(line: str, hits: list[tuple[str, object]], offset: int) -> list[Timex]:
    kept, at = [], 0
    for words, moment in hits:
        start = line.find(words, at)
        point = _point(words, moment) if start >= 0 else None
        if point is None:
            continue
        at = start + len(words)
        kept.append(
            Timex(
                Span(start + offset, at + offset),
                squeeze(words),
                "date",
                value_of(point),
                "point",
                None,
                point,
            )
        )
    return kept


def _point(words: str, moment: object) -> Point | None:
    """The printed parts of a find, or None where it is no plain date."""
    year, month, day = (getattr(moment, name, None) for name in ("year", "month", "day"))
    if not (_MONTH.search(words) or _NUMERIC.search(words)):
        return None
    numbers = [int(re.sub(r"\D", "", number)) for number in _NUMBER.findall(words)]
    if not numbers and words.lower() in ("may", "march", "mars", "mai", "sep", "mar", "jan", "dec"):
        return None
    return Point(
        year=year if any(n == year for n in numbers) else None,
        month=month,
        day=day if any(n == day for n in numbers) else None,
    )
