"""The page as a folder, for more events than one file should hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from timeline.html.page import EMBED_ROWS, FIRST_ROWS, Settings, render, shards_of
from timeline.html.rows import UNKNOWN, Source, Stored, rows_of
from timeline.html.wording import Words


def to_folder(
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
    embed_url: str = "",
    name: str = "timeline",
) -> dict[str, bytes]:
    """Files by path: ``timeline.html`` (the shell), ``timeline/c-2014.json`` (columns of a year),
    ``timeline/e-2014-03.json`` (records of a month), ``timeline/2014.html`` (a year in full, without script) and
    ``embed.html`` (the shell of the bounded view).

    The arguments are those of :func:`timeline.html.to_html`; ``name`` replaces ``timeline`` in the paths.
    """
    sources = {one.document: one for one in issues or ()}
    settings = Settings(
        title,
        subtitle,
        language,
        base_url,
        feed_url,
        feeds,
        sources,
        alternates,
        report_to,
        embed_url=embed_url,
    )
    rows = rows_of(stored)
    words = Words(language)
    years = list(dict.fromkeys(row.year for row in rows))
    links = [{"href": f"{name}/{year}.html", "name": _year_name(year, words)} for year in years]
    shell = render(rows, settings, mode="folder", listed=FIRST_ROWS, shards_at=f"{name}/", years=links)
    files = {f"{name}.html": shell.encode("utf-8", "replace")}
    for shard, content in shards_of(rows, sources).items():
        files[f"{name}/{shard}.json"] = json.dumps(
            content, ensure_ascii=False, separators=(",", ":")
        ).encode("utf-8", "replace")  # fmt: skip
    framed = replace(settings, embed=True)
    frame = render(rows, framed, mode="folder", listed=EMBED_ROWS, shards_at=f"{name}/")
    files["embed.html"] = frame.encode("utf-8", "replace")
    for year in years:
        some = [row for row in rows if row.year == year]
        named = Settings(f"{title} {_year_name(year, words)}", subtitle, language, "", None, None, sources)
        page = render(some, named, mode="full", listed=len(some), scripted=False)
        files[f"{name}/{year}.html"] = page.encode("utf-8", "replace")
    return files


def _year_name(year: str, words: Words) -> str:
    return words("unknown") if year == UNKNOWN else year
