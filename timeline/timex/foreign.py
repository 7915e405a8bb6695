"""Expressions of time on pages that are not Chinese, read by dateparser.

dateparser's own search takes counts, ages and short words for dates (26, "may", "on 12"), so it is only shown strings
that name a month beside a number, or are a full numeric date: ``12 March 2014``, ``April 3``, ``March 2014``,
``15/04/2014``. A numeric date that could be read two ways (05/04/2014) is left alone. The parts that are not printed
stay open, as on a Chinese page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from timeline.text import Span, squeeze
from timeline.timex.types import Point, Timex
from timeline.timex.values import value_of

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|januar|februar|märz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
_CANDIDATE = re.compile(
    rf"(?<![\w/.-])(?:{_ORDINAL}\s+(?:of\s+|de\s+)?)?(?:{_MONTHS})\b\.?(?:\s+{_ORDINAL}(?![\w%]))?(?:,?\s+(?:de\s+)?\d{{4}}(?!\w))?"
    r"|(?<![\w/.-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})(?![\w/-])",
    re.IGNORECASE,
)
_LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "ru"]
_NUMBER = re.compile(r"\d+")


def find_foreign(text: str, offset: int) -> list[Timex]:
    """The dates of a text that is not Chinese; spans are moved by ``offset``. Only the parts that are printed are filled."""
    found = []
    for match in _CANDIDATE.finditer(text):
        words = match.group().rstrip(" ,.")
        point = _point(words)
        if point:
            span = Span(match.start() + offset, match.start() + len(words) + offset)
            found.append(Timex(span, squeeze(words), "date", value_of(point), "point", None, point))
    return found


@lru_cache(maxsize=4096)
def _point(words: str) -> Point | None:
    """The printed parts of a candidate, or None where it is no plain date."""
    numbers = [int(number) for number in _NUMBER.findall(words)]
    if not numbers or _ambiguous(words, numbers):
        return None
    moment = _read(words)
    if moment is None:
        return None
    year = moment.year if moment.year in numbers else None
    day = moment.day if any(number == moment.day for number in numbers if number != year) else None
    return Point(year=year, month=moment.month, day=day) if year or day else None


def _ambiguous(words: str, numbers: list[int]) -> bool:
    """Whether a numeric date could be day first or month first."""
    return (
        bool(re.match(r"\d{1,2}[/.]", words))
        and numbers[0] <= 12
        and numbers[1] <= 12
        and numbers[0] != numbers[1]
    )


def _read(words: str) -> Any:
    """What dateparser makes of the words, a datetime or None."""
    from dateparser.search import search_dates  # slow to load

    numeric = re.match(r"(\d{1,2})[/.]", words)
    settings: dict[str, Any] = {"REQUIRE_PARTS": ["month"], "PREFER_DAY_OF_MONTH": "first"}
    if numeric:
        settings["DATE_ORDER"] = "DMY" if int(numeric[1]) > 12 else "MDY"
    hits = search_dates(words, languages=_LANGUAGES, settings=settings) or []
    return hits[0][1] if len(hits) == 1 else None
