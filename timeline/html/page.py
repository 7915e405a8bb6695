"""The page: one self-contained file, or a shell with shards beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from timeline.html.assets import policy, script, style
from timeline.html.columns import ENUMS, month_records, year_columns
from timeline.html.machines import CALENDARS, EMBED_CODES, linked
from timeline.html.overview import month_table, type_lanes
from timeline.html.rows import GROUPS, Row, Source, Stored, marked, months_of, rows_of
from timeline.html.wording import (
    LANGUAGES,
    Words,
    basis_line,
    detail_lines,
    short_date,
    source_line,
    under_title,
)  # fmt: skip

if TYPE_CHECKING:
    from jinja2 import Environment

Mode = Literal["auto", "full", "inline"]
MOST_FULL, MOST_INLINE = 3_000, 50_000
FIRST_ROWS, EMBED_ROWS = 100, 20
# Keys in the address of a page that are no filter: its own, and those pym.js adds to what it frames.
VIEW_KEYS = frozenset(
    [
        "embed",
        "lang",
        "theme",
        "lane",
        "sort",
        "e",
        "m",
        "mentions",
        "quotes",
        "initialWidth",
        "childId",
        "parentTitle",
        "parentUrl",
    ]
)


# Months are laid out when they come near the window; until then each has the likely height of its class.
_SIZES = (3, 8, 18, 45, 110, 240)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a page is called, where it will stand and what it may point at."""

    title: str
    subtitle: str = ""
    language: str = "zh-Hans"
    base_url: str = ""
    feed_url: str | None = None
    feeds: Mapping[str, str] | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    alternates: Sequence[Mapping[str, str]] = ()
    report_to: str = ""
    embed: bool = False
    embed_url: str = ""


def to_html(
    stored: Iterable[Stored],
    *,
    title: str,
    subtitle: str = "",
    language: str = "zh-Hans",
    base_url: str = "",
    feed_url: str | None = None,
    feeds: Mapping[str, str] | None = None,
    issues: Sequence[Source] | None = None,
    alternates: Sequence[Mapping[str, str]] = (),
    report_to: str = "",
    mode: Mode = "auto",
    embed: bool = False,
    embed_url: str = "",
) -> str:
    """The chronicle of ``stored`` as one HTML file that asks no other host for anything.

    ``language``    of the interface: ``zh-Hans``, ``zh-Hant`` or ``en``; readers can change it.
    ``base_url``    the address the page will have, for links that must be whole; ``""`` if it is not known.
    ``feed_url``    an iCalendar address that takes the keys of :class:`~timeline.events.Query` as its query;
                    None if there is none. It may be relative to the page.
    ``feeds``       for a static site: the only feeds that exist, by query (``""`` is everything,
                    ``type=meeting``, ``person=王明远``). None: every query of ``feed_url`` works.
    ``issues``      what is known of the printed pages.
    ``alternates``  further ``<link rel=alternate>``: dicts of ``type``, ``href``, ``title``.
    ``report_to``   a mailto: or http(s) address for reports of errors.
    ``mode``        ``full``: every event in the HTML; ``inline``: the newest 100, the rest as columns;
                    ``auto``: full up to 3,000 events.
    ``embed``       the bounded view for frames.
    ``embed_url``   where that view stands, if not at this page with ``?embed=1``.
    """
    sources = {one.document: one for one in issues or ()}
    settings = Settings(
        title, subtitle, language, base_url, feed_url, feeds, sources, alternates, report_to, embed, embed_url
    )
    rows = rows_of(stored)
    full = mode == "full" or (mode == "auto" and len(rows) <= MOST_FULL)
    listed = EMBED_ROWS if embed else len(rows) if full else FIRST_ROWS
    return render(rows, settings, mode="full" if full and not embed else "inline", listed=listed)


def render(
    rows: Sequence[Row],
    settings: Settings,
    *,
    mode: str,
    listed: int,
    shards_at: str = "",
    years: Sequence[Mapping[str, str]] = (),
    scripted: bool = True,
) -> str:
    """A page with its first ``listed`` rows in the HTML.

    The columns of the rest stand inside it, or, given ``shards_at``, in files whose addresses begin with that.
    """
    words = Words(settings.language)
    counted = [row for row in rows if row.event.salience != "mention"]
    shards = {} if shards_at or not scripted else shards_of(rows, settings.sources)
    context = {
        "words": words, "title": settings.title, "subtitle": settings.subtitle, "embed": settings.embed,
        "summary": summary(counted, words), "count": len(counted), "address": settings.base_url,
        "languages": [(code, Words(code)("lang.name")) for code in LANGUAGES],
        "csp": policy(scripted), "style": style(), "script": script() if scripted else "",
        "feed": settings.feed_url, "alternates": settings.alternates, "calendars": CALENDARS, "codes": EMBED_CODES,
        "oembed": any(link["type"].endswith("+oembed") for link in settings.alternates),
        "linked": _linked(rows, settings),
        # The columns that the list asks for first, fetched while the page is still being read.
        "first_shard": f"{shards_at}c-{rows[0].year}.json" if shards_at and rows and not settings.embed else "",
        "table": month_table(counted, words), "lanes": type_lanes(counted, words),
        "sections": _sections(rows, listed, settings, words), "listed": min(listed, len(rows)),
        "partial": listed < len(rows), "years": years,
        "page": _page(rows, settings, mode, shards_at) if scripted else None, "shards": shards.items(),
    }  # fmt: skip
    return str(_environment().get_template("page.html").render(context))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("timeline", "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def shards_of(rows: Sequence[Row], sources: Mapping[str, Source]) -> dict[str, Any]:
    """The columns of each year (``c-2014``) and the records of each month (``e-2014-03``), in the rows' order."""
    years: dict[str, list[Row]] = {}
    months: dict[str, list[Row]] = {}
    for row in rows:
        years.setdefault(row.year, []).append(row)
        months.setdefault(row.month, []).append(row)
    columns = {f"c-{year}": year_columns(some) for year, some in years.items()}
    return columns | {f"e-{month}": month_records(some, sources) for month, some in months.items()}


def summary(rows: Sequence[Row], words: Words) -> str:
    """``12,431 件 · 2009-01—2020-12 · 出自 3 个版面``."""
    months = sorted(row.month for row in rows if row.month[:4].isdigit())
    ends = [month.removesuffix("-00") for month in (months[:1] + months[-1:])]
    documents = {one.document for row in rows for one in row.event.evidence}
    between = "—".join(dict.fromkeys(ends))
    pages = words.count("from", len(documents)) if documents else ""
    return words("between").join(filter(None, (words.count("count", len(rows)), between, pages)))


def _linked(rows: Sequence[Row], settings: Settings) -> dict[str, Any]:
    return linked(
        rows, title=settings.title, address=settings.base_url, language="zh", sources=settings.sources
    )


def _page(rows: Sequence[Row], settings: Settings, mode: str, shards_at: str) -> dict[str, Any]:
    """What the script must know before it reads any column."""
    counted = [row for row in rows if row.event.salience != "mention"]
    months = [
        [month, *(len(groups[name]) for name in GROUPS), _cited(groups)]
        for month, groups in months_of(rows).items()
    ]
    return {
        "mode": mode, "at": shards_at, "months": months, "enums": ENUMS, "title": settings.title,
        "subtitle": settings.subtitle, "language": settings.language, "base": settings.base_url,
        "feed": settings.feed_url, "feeds": settings.feeds, "report": settings.report_to, "embed": settings.embed_url,
        "words": {code: dict(Words(code).phrases) for code in LANGUAGES},
        "summary": {code: summary(counted, Words(code)) for code in LANGUAGES},
    }  # fmt: skip


def _sections(rows: Sequence[Row], listed: int, settings: Settings, words: Words) -> list[dict[str, Any]]:
    months = months_of(rows)
    shown = list(months_of(rows[:listed]).items())
    return [_section(month, groups, months[month], settings, words) for month, groups in shown]


def _section(
    month: str,
    shown: Mapping[str, list[Row]],
    whole: Mapping[str, list[Row]],
    settings: Settings,
    words: Words,
) -> dict[str, Any]:
    groups = [
        {
            "id": name,
            "name": "" if name == "days" or month.startswith("XXXX") else words(f"group.{name}"),
            "count": _counted(whole[name]),
            "views": _views(shown[name], settings, words),
        }
        for name in GROUPS
        if shown[name]
    ]
    count = sum(_counted(some) for some in whole.values())
    size = sum(count >= limit for limit in _SIZES)
    return {"id": month, "name": words.month(month), "count": count, "size": size, "groups": groups}


def _cited(groups: Mapping[str, list[Row]]) -> int:
    return sum(len(some) - _counted(some) for some in groups.values())


def _counted(rows: Sequence[Row]) -> int:
    return sum(row.event.salience != "mention" for row in rows)


def _views(rows: Sequence[Row], settings: Settings, words: Words) -> list[dict[str, Any]]:
    views = []
    before = ""
    for row in rows:
        date = short_date(row, words)
        same = row.kind == "day" and date == before
        views.append(_view(row, words("same") if same else date, settings, words))
        before = date
    return views


def _view(row: Row, date: str, settings: Settings, words: Words) -> dict[str, Any]:
    event = row.event
    fuzzy = row.group == "fuzzy"
    first = event.evidence[0] if event.evidence else None
    source = settings.sources.get(first.document) if first else None
    if fuzzy and event.when.text:
        date = words("printed", text=event.when.text) + date
    return {
        "uid": row.uid, "title": event.title, "type": event.type, "type_name": words(f"type.{event.type}"),
        "salience": event.salience, "date": date, "widest": row.widest, "edtf": event.when.edtf,
        "fuzzy": fuzzy, "line": under_title(row, words), "basis": basis_line(row, words),
        "source": source_line(first.document, first.article, first.page, source, words) if first else "",
        "details": detail_lines(event.details.model_dump(), words),
        "quotes": [marked(one.quote, event.when.text) for one in event.evidence],
    }  # fmt: skip
