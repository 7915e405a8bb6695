"""The files of a static site, and writing them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from timeline.ics import COLORS, anniversaries, drawn, latest_part, parts, to_ics, to_vtodo
from timeline.site.atom import to_atom
from timeline.site.folder import put
from timeline.site.landing import Feed, landing
from timeline.site.records import to_csv, to_json, to_jsonl
from timeline.site.revisions import after_those_of
from timeline.site.selections import selections
from timeline.store import Stored, StoredPage, utcnow

# Above this the page is written as a folder, whose parts load as they are read.
_ONE_PAGE_MAX = 3_000
# How a page's date may be known for sure.
_CERTAIN = ("given", "printed")


def write_site(
    folder: Path | str,
    stored: Iterable[Stored],
    *,
    title: str,
    base_url: str = "",
    readings: Iterable[Any] | None = None,
    language: str = "zh-Hans",
    subtitle: str = "",
    report_to: str = "",
    mentions: bool = False,
    clock: Callable[[], dt.datetime] = utcnow,
) -> dict[str, str]:
    """Write everything a static host needs into ``folder``: what became of each file, by path.

    ``stored`` may hold cancelled events: they stand in the feeds, nowhere else. ``base_url`` is the address the folder will
    have (https://example.org/paper/); without it links are relative and the entries of feeds have none.
    ``readings`` add what is known of the printed pages. What a page only cites stands in the records and, folded away, on
    the page; with ``mentions`` it stands in the feeds too. ``clock`` stamps what changed since the folder was written last
    where ``stored`` has no later stamp for it. Values: ``new``, ``changed``, ``unchanged``, ``removed``.
    """
    everything = after_those_of(Path(folder) / "events.jsonl", stored, clock())
    live = [item for item in everything if not item.cancelled]
    root = base_url if not base_url or base_url.endswith("/") else base_url + "/"
    files: dict[str, bytes] = {}
    subscribed = [item for item in everything if mentions or item.event.salience != "mention"]
    feeds = _feeds(files, subscribed, title, root)
    _records(files, live, title, root)
    _page(
        files, live, title=title, root=root, feeds=feeds, readings=readings, language=language,
        subtitle=subtitle, report_to=report_to,
    )  # fmt: skip
    files["robots.txt"] = b"User-agent: *\nAllow: /\n"
    files["feeds/index.json"] = _json([feed.record(root) for feed in feeds])
    files["index.html"] = landing(feeds, title=title, root=root, count=len(live)).encode("utf-8", "replace")
    return put(Path(folder), files)


def _feeds(files: dict[str, bytes], stored: Sequence[Stored], title: str, root: str) -> list[Feed]:
    """Write all feeds; the first is the main one, and what does not fit it stands in the years' feeds."""
    page = f"{root}timeline.html" if root else ""
    feeds: list[Feed] = []

    def write(
        path: str, key: str, value: str, name: str, items: Sequence[Stored], color: str | None = None
    ) -> None:
        runs = list(parts(items, base_url=page))
        # The main feed is what people subscribe to first: of too many events, it has the latest.
        if not key and len(runs) > 1:
            runs = [latest_part(items, base_url=page)]
        for number, run in enumerate(runs or [[]], 1):
            file = path if number == 1 else f"{path[:-4]}-{number}.ics"
            shown = name if number == 1 else f"{name}（{number}）"
            source = root + quote(file) if root else ""
            files[file] = to_ics(
                run, name=shown, url=page, source=source, base_url=page, color=color or "steelblue"
            )
            feeds.append(Feed(file, key, value, shown, len(run), len(runs) < 2))

    write("timeline.ics", "", "", title, stored)
    for one in selections(stored):
        if drawn(one.stored):
            color = COLORS.get(one.value) if one.key == "type" else None
            write(
                f"feeds/{one.key}/{one.slug}.ics",
                one.key,
                one.value,
                f"{title}·{one.title}",
                one.stored,
                color,
            )
    write("feeds/on-this-day.ics", "feed", "on-this-day", f"{title}·那年今日", list(anniversaries(stored)))
    files["feeds/deadlines.ics"] = to_vtodo(stored, name=f"{title}·期限（待办）", base_url=page)
    return feeds


def _records(files: dict[str, bytes], live: Sequence[Stored], title: str, root: str) -> None:
    files["events.jsonl"] = to_jsonl(live)
    files["events.json"] = to_json(live, title=title)
    files["events.csv"] = to_csv(live)
    page, feed = (f"{root}timeline.html", f"{root}feed.atom") if root else ("", "")
    files["feed.atom"] = to_atom(live, title=title, page_url=page, feed_url=feed)


def _page(
    files: dict[str, bytes], live: Sequence[Stored], *, title: str, root: str, feeds: Sequence[Feed],
    readings: Iterable[Any] | None, language: str, subtitle: str, report_to: str,
) -> None:  # fmt: skip
    """The timeline page with its embedded form, its script for other sites and its oEmbed answer."""
    from timeline.html import embed_script, oembed, to_folder, to_html

    settings: dict[str, Any] = {
        "title": title, "subtitle": subtitle, "language": language, "report_to": report_to,
        "base_url": f"{root}timeline.html" if root else "",
        "feed_url": "timeline.ics",
        "feeds": {feed.query: feed.path for feed in feeds if feed.offered},
        "issues": sources_of(readings) if readings is not None else None,
    }  # fmt: skip
    alternates = [
        {"type": "application/atom+xml", "href": "feed.atom", "title": title},
        {"type": "text/calendar", "href": "timeline.ics", "title": title},
    ]
    if root:
        alternates.append({"type": "application/json+oembed", "href": f"{root}oembed.json", "title": title})
    settings["alternates"] = alternates
    settings["embed_url"] = "embed.html"
    if len(live) > _ONE_PAGE_MAX:
        files.update(to_folder(live, **settings))
    else:
        files["timeline.html"] = to_html(live, **settings).encode("utf-8", "replace")
    if "embed.html" not in files:
        files["embed.html"] = to_html(live, **settings, embed=True).encode("utf-8", "replace")
    files["embed.js"] = embed_script()
    files["oembed.json"] = _json(oembed(title=title, src=f"{root}embed.html", provider_url=root))


def sources_of(readings: Iterable[Any]) -> list[Any]:
    """What the page should know of each reading's printed page: its day, whether that is inferred, its headlines."""
    from timeline.html import Source

    return [
        Source(
            document=reading.page.document,
            date=reading.anchor.date if reading.anchor else None,
            headlines={article.id: article.headline for article in reading.articles if article.headline},
            inferred=reading.anchor is None or reading.anchor.basis not in _CERTAIN,
        )
        for reading in readings
    ]


def sources_of_pages(pages: Iterable[StoredPage]) -> list[Any]:
    """The same of the pages a store holds, which keeps no headlines."""
    from timeline.html import Source

    return [
        Source(
            document=page.document,
            date=dt.date.fromisoformat(page.anchor["date"]) if page.anchor and page.anchor["date"] else None,
            inferred=page.anchor is None or page.anchor["basis"] not in _CERTAIN,
        )
        for page in pages
    ]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
