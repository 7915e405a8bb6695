"""A process killed at any moment while it adds pages leaves a store that opens, whole pages only, and nothing to repair."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from feed.happenings import happening

from timeline.events import Event
from timeline.ics import to_ics
from timeline.store import Store

PAGES = 200
# The full number is for `make check-feed`; a few find a store that is not safe at all.
KILLS = int(os.environ.get("TIMELINE_KILLS", "6"))
NOW = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
_TOPICS = ("春耕备耕", "桥梁通车", "食品安全", "图书捐赠", "健康义诊", "植树造林", "防汛演练", "招商引资")


def pages() -> dict[str, list[Event]]:
    """200 pages of eight events; every tenth page also tells what the one before it told."""
    told: dict[str, list[Event]] = {}
    for number in range(PAGES):
        name = f"{number:03d}.txt"
        day = f"{2010 + number // 20}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        events = [
            happening(
                topic,
                day,
                page=name,
                at=100 * n,
                quote=f"{day}，{topic}，第{number}版。",
                people=[{"name": "林晓枫"}],
            )
            for n, topic in enumerate(_TOPICS)
        ]
        if number % 10 == 9:
            before = told[f"{number - 1:03d}.txt"][0]
            events.append(
                happening(before.title, before.when.edtf, page=name, at=900, quote=f"{before.title}，又及。")
            )
        told[name] = events
    return told


def add_all(path: Path) -> None:
    """What the process that is killed does."""
    with Store(path, lambda: NOW) as store:
        for name, events in pages().items():
            store.add_events(name, "d", events)


def feed(path: Path) -> bytes:
    with Store(path, lambda: NOW) as store:
        return to_ics(store.stream(include_cancelled=True), base_url="https://paper.example/timeline.html")


def held(path: Path) -> int:
    """The number of whole pages; fails on a half one."""
    with Store(path, lambda: NOW) as store:
        wanted = pages()
        assert store._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = {page.document: page.events for page in store.pages()}
        assert all(count == len(wanted[name]) for name, count in counts.items())
        shown = {proof.document for item in store.stream() for proof in item.event.evidence}
        assert shown == set(counts)
        return len(counts)


def adding(path: Path) -> subprocess.Popen[bytes]:
    """A process that adds all pages, once it is past its imports."""
    here = Path(__file__).parent
    code = (
        f"import sys; sys.path[:0] = [{str(here.parent)!r}, {str(here)!r}]; import test_store_kill as t; from pathlib import Path;"
        f"t.pages(); print('ready', flush=True); t.add_all(Path({str(path)!r})); print('done', flush=True)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    return process


def test_kill_at_random_moments(tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed.sqlite"
    started = time.perf_counter()
    add_all(undisturbed)
    length = time.perf_counter() - started
    expected = feed(undisturbed)
    chance = random.Random(20240102)
    path, killed, met = tmp_path / "killed.sqlite", 0, set()
    while killed < KILLS:
        process = adding(path)
        time.sleep(chance.uniform(0, length * 0.5))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        pages_held = held(path)
        met.add(pages_held)
        if pages_held == PAGES or chance.random() < 0.3:
            add_all(path)
            assert feed(path) == expected, f"after kill {killed}"
            for left in tmp_path.glob("killed.sqlite*"):
                left.unlink()
    add_all(path)
    assert held(path) == PAGES
    assert feed(path) == expected
    assert len(met) > KILLS // 3, "killed in different states"
    print(f"{killed} kills, {len(met)} different states, the same {len(expected):,} octets each time")
