"""results/desktop.json and results/phone.json as RESULTS.md: the table, and each budget and gate with its figure."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from timeline.html import embed_script
from timeline.html.assets import script, style

HERE = Path(__file__).parent
Run = dict[str, Any]
COLUMNS: tuple[tuple[str, Callable[[Run], Any]], ...] = (
    ("page", lambda r: r["name"]),
    ("n", lambda r: f"{r['n']:,}" if r["n"] else "24 hostile"),
    ("code KB gz", lambda r: round((r["bytes"]["code"] + r["bytes"]["font"]) / 1024)),
    ("data + html KB gz", lambda r: f"{(r['bytes']['data'] + r['bytes']['html']) / 1024:,.0f}"),
    ("FCP ms", lambda r: r.get("fcp")),
    ("done ms", lambda r: r.get("settled")),
    ("TBT ms", lambda r: r.get("tbt")),
    ("heap MB", lambda r: r.get("heapMB")),
    ("PSS MB", lambda r: r.get("pssMB")),
    ("elements", lambda r: f"{r.get('els', 0):,}"),
    ("zoom ms", lambda r: _done(r, "zoom")),
    ("filter ms", lambda r: _done(r, "filter")),
    ("next/search ms", lambda r: _done(r, "search") or _done(r, "next")),
    ("CLS", lambda r: r.get("cls")),
    ("scroll p95 ms", lambda r: _of(r.get("scroll"), "p95")),
    ("axe rules/nodes", lambda r: f"{r['axe']['rules']}/{r['axe']['nodes']}" if r.get("axe") else None),
    ("no-JS", lambda r: _of(r.get("nojs"), "share")),
    ("print", lambda r: _of(r.get("print"), "share")),
    ("loop ms", lambda r: r.get("calib")),
)


def _of(found: Any, key: str) -> Any:
    return found.get(key) if isinstance(found, dict) else None


def _done(run: Run, act: str) -> Any:
    return _of(run.get(act), "done")


def best(runs: list[Run]) -> list[Run]:
    """For each page and number the run that was done first; what is measured once is kept from the first run."""
    groups: dict[tuple[str, Any], list[Run]] = {}
    for run in runs:
        groups.setdefault((run["name"], run["n"]), []).append(run)
    chosen = []
    for some in groups.values():
        good = [run for run in some if not run.get("error")] or some
        first = min(good, key=lambda run: run.get("settled") or 1e9)
        chosen.append({**some[0], **{key: value for key, value in first.items() if value is not None}})
    return chosen


def table(runs: list[Run]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(name for name, _ in COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for run in runs:
        if run.get("error"):
            cells = [run["name"], f"{run['n']:,}", f"gave up: {run['error'][:40]}"] + [""] * (
                len(COLUMNS) - 3
            )
        else:
            cells = ["–" if (value := cell(run)) is None else str(value) for _, cell in COLUMNS]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def find(runs: list[Run], name: str, number: int | None) -> Run:
    """The run of a page at a number; empty if it was not made."""
    return next(
        (run for run in runs if run["name"] == name and run["n"] == number and not run.get("error")), {}
    )


# "done" of the same peers, in ms, on the machine for which the budgets were set.
REFERENCE = {
    ("timelinejs", 100): 618, ("timelinejs", 1000): 3678, ("timelinejs", 10_000): 27_509,
    ("vis", 100): 1346, ("vis", 1000): 1349, ("vis", 10_000): 5593,
    ("fc", 100): 436, ("fc", 1000): 1670, ("fc", 10_000): 12_359,
}  # fmt: skip


def slowdown(desk: list[Run]) -> float:
    """How many times as long the peers took in this run: the geometric mean over all that finished."""
    logs = [
        math.log(run["settled"] / REFERENCE[name, number])
        for name, number in REFERENCE
        if (run := find(desk, name, number)).get("settled")
    ]
    return math.exp(sum(logs) / len(logs)) if logs else 1.0


def code_size() -> float:
    """Kilobytes of script, style and embed.js, gzipped together."""
    return len(gzip.compress(script().encode() + style().encode() + embed_script(), 9)) / 1024


def gates(desk: list[Run], phone: list[Run]) -> str:
    """Each budget of the page with what was measured."""
    thousand, most = find(desk, "ours", 1000), find(desk, "ours", 3000)
    ten, hundred = find(desk, "ours-inline", 10_000), find(desk, "ours-inline", 100_000)
    folder, hostile = find(desk, "ours-folder", 100_000), find(desk, "ours-hostile", None)
    ours = [run for run in desk if run["name"].startswith("ours") and not run.get("error")]
    checked = [run for run in (find(desk, "ours", 100), thousand) if run]
    small, ten4 = find(phone, "ours", 1000), find(phone, "ours-inline", 10_000)
    far = find(phone, "ours-folder", 100_000)
    rows: list[tuple[str, float, Any]] = [
        ("code, KB gz", 20, round(code_size(), 1)),
        ("requests to other hosts", 0, sum(len(run.get("thirdparty", [])) for run in ours)),
        ("FCP at any n, ms", 300, max((run["fcp"] for run in ours), default=None)),
        ("done at 1,000, ms", 500, thousand.get("settled")),
        ("done at 10,000, ms", 800, ten.get("settled")),
        ("done at 100,000 in one file, ms", 1800, hundred.get("settled")),
        ("done at 100,000 in a folder, ms", 500, folder.get("settled")),
        ("filter at 100,000 in one file, ms", 100, _done(hundred, "filter")),
        ("search at 100,000 in one file, ms", 350, _done(hundred, "search")),
        ("TBT at 10,000, ms", 200, ten.get("tbt")),
        ("JS heap at 100,000, MB", 25, hundred.get("heapMB")),
        ("renderer at 100,000, MB", 220, hundred.get("pssMB")),
        ("live elements at 100,000", 6000, hundred.get("els")),
        ("live elements, full at 3,000", 30000, most.get("els")),
        ("CLS", 0.01, max((run.get("cls", 0) for run in ours), default=None)),
        # A frame lasts as long as the screen says, on any machine: 17 ms is every frame in time, and is not scaled.
        ("scroll p95, ms between frames", 17, max((_of(run.get("scroll"), "p95") or 0 for run in ours), default=None)),
        ("phone, 4x slower: done at 1,000, ms", 1200, small.get("settled")),
        ("phone, 4x slower: done at 10,000, ms", 2200, ten4.get("settled")),
        ("phone, 4x slower: filter at 100,000, ms", 350, _done(far, "filter")),
        ("axe violations, light", 0, sum(run["axe"]["nodes"] for run in checked if run.get("axe"))),
        ("axe contrast violations, dark", 0, sum(run["axe"]["darkContrast"] for run in checked if run.get("axe"))),
        ("of 25 Tabs, focus not visible", 0, sum(25 - run["kbd"]["visible"] for run in checked if run.get("kbd"))),
        ("titles missing without script, share", 0, max((1 - (_of(r.get("nojs"), "share") or 0) for r in checked), default=None)),
        ("titles missing in print, share", 0, max((1 - (_of(r.get("print"), "share") or 0) for r in checked), default=None)),
        ("overflow at 390 px", 0, max((max(0, _of(run.get("mobile"), "overflow") or 0) for run in checked), default=None)),
        ("hostile text: handlers fired + live tags", 0, _hostile(hostile)),
    ]  # fmt: skip
    slow = slowdown(desk)
    lines = ["| budget or gate | at most | measured | in the peers' time | met |", "|---|---|---|---|---|"]
    for name, limit, got in rows:
        timed = name.endswith(", ms") and got is not None
        judged = round(got / slow) if timed else got
        met = "–" if judged is None else "yes" if judged <= limit else "no"
        cells = (f"{limit:,}", "–" if got is None else f"{got:,}", f"{judged:,}" if timed else "")
        lines.append(f"| {name} | {' | '.join(cells)} | {met} |")
    return "\n".join(lines)


def _hostile(run: Run) -> int | None:
    told = run.get("xss")
    return told["fired"] + told["liveTags"] if isinstance(told, dict) else None


def ratios(desk: list[Run]) -> str:
    """Our page against each peer in the same run; above 1: the peer takes that many times as long."""
    lines = ["| peer / ours | n | done | filter | elements |", "|---|---|---|---|---|"]
    for number, name in ((100, "ours"), (1000, "ours"), (10_000, "ours-inline")):
        mine = find(desk, name, number)
        for peer in ("timelinejs", "vis", "fc"):
            theirs = find(desk, peer, number)
            cells = [
                _ratio(theirs.get("settled"), mine.get("settled")),
                _ratio(_done(theirs, "filter"), _done(mine, "filter")),
            ]
            cells.append(_ratio(theirs.get("els"), mine.get("els")))
            lines.append(f"| {peer} | {number:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratio(theirs: Any, mine: Any) -> str:
    return f"{theirs / mine:.2f}" if theirs and mine else "–"


def main() -> None:
    """Write RESULTS.md and print it."""
    desk = best(json.loads((HERE / "results" / "desktop.json").read_text(encoding="utf-8")))
    phone = best(json.loads((HERE / "results" / "phone.json").read_text(encoding="utf-8")))
    loops = [run["calib"] for run in desk + phone]
    text = f"""# The page beside its peers

Written by `make bench-page` (see README.md for what is measured and how). Headless Chromium, two cores shared with
other work: before each page a fixed loop took {min(loops)} to {max(loops)} ms (column "loop"), so compare rows of
one run, not milliseconds of two. "ours" is the page in full, "ours-inline" one file with columns,
"ours-folder" a shell with shards.

## Desktop, 1280×800

{table(desk)}

## Phone, 390×844, CPU four times slower

{table(phone)}

## Ratios to the peers in the same run

{ratios(desk)}

## Budgets and gates

The budgets are milliseconds of the machine they were set on. In this run the peers took {slowdown(desk):.2f} times as
long as there (geometric mean of their nine "done" times); the column "in the peers' time" is the measured time divided
by that, and is what is judged. The phone run has no peers and is divided by the same number.

{gates(desk, phone)}
"""
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
