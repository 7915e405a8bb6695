"""Feeds in the hands of fifteen real readers, and a subscription kept by vdirsyncer and read by khal.

The readers are installed once into build/feed-check (tests/feed/check/setup.sh). Those that cannot be installed here are
left out, and the tests say which. TIMELINE_FULL=1 gives every reader everything; otherwise the slow ones (ics-py, khal,
vdirsyncer, Radicale, calcurse) get the smaller feeds only.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from feed.happenings import happening, many
from feed.serving import served

from timeline.events import Event
from timeline.ics import parts, to_ics
from timeline.store import Store, Stored, in_memory

ROOT = Path(__file__).parent.parent
CHECK = ROOT / "tests" / "feed" / "check"
READERS = Path(os.environ.get("CHECK_ENVS", ROOT / "build" / "feed-check"))
FULL = os.environ.get("TIMELINE_FULL") == "1"
SLOW = "ics-py,calcurse,khal,vdirsyncer,radicale"
PAGE = "https://paper.example/timeline.html"
NOW = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def readers() -> Path:
    """The folder of the installed readers; without those from PyPI nothing is tested here."""
    done = subprocess.run([CHECK / "setup.sh"], capture_output=True, text=True, timeout=300)
    if not (READERS / "py" / "bin" / "khal").exists():
        pytest.skip(f"the readers cannot be installed here: {(done.stderr or done.stdout)[-300:]}")
    return READERS


def published(events: Iterator[Event] | list[Event]) -> list[Stored]:
    with Store(":memory:", lambda: NOW) as store:
        pages: dict[str, list[Event]] = {}
        for event in events:
            pages.setdefault(event.evidence[0].document, []).append(event)
        for name, told in pages.items():
            store.add_events(name, "d", told)
        return store.events()


def agree(feed: Path | str, *options: str) -> dict[str, Any]:
    """Run the check; everything must agree and the lint find nothing. The verdict of each reader."""
    told = Path(str(feed) + ".json") if isinstance(feed, Path) else None
    command = [CHECK / "check_feed.sh", feed, "--strict", *options] + (["--json", told] if told else [])
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=600)
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-1_000:]
    return json.loads(told.read_text(encoding="utf-8"))["consumers"] if told else {}


def write(path: Path, stored: list[Stored], name: str = "临江日报") -> Path:
    path.write_bytes(to_ics(stored, name=name, url=PAGE, source=f"{PAGE}.ics", base_url=PAGE, color="teal"))
    return path


def test_every_reader_reads_the_feed_of_the_seeds(readers: Path, tmp_path: Path) -> None:
    from timeline.pipeline import read

    stored = in_memory(read(path) for path in sorted((ROOT / "seeds").glob("*.txt")))
    assert stored
    verdicts = agree(write(tmp_path / "seeds.ics", stored))
    missing = sorted(name for name, verdict in verdicts.items() if verdict["ok"] is None)
    assert {"icalendar", "ical", "ics-py", "vobject", "khal", "vdirsyncer", "radicale"}.isdisjoint(missing)
    if missing:
        print(f"not installed here: {', '.join(missing)}")


def test_every_reader_reads_every_kind_of_event(readers: Path, tmp_path: Path) -> None:
    """Every type, precision, range, recurrence and odd text: a thousand events for every reader, or fewer in haste."""
    if FULL:
        runs = list(parts(published(many(1_000)), base_url=PAGE))
        assert len(runs) >= 2 and sum(len(run) for run in runs) > 900
        for number, run in enumerate(runs):
            agree(write(tmp_path / f"{number}.ics", run))
    else:
        agree(write(tmp_path / "many.ics", published(many(400))), "--skip", SLOW)
        agree(write(tmp_path / "some.ics", published(many(60, long=False))), "--only", SLOW)


def test_every_reader_reads_a_feed_without_events(readers: Path, tmp_path: Path) -> None:
    agree(write(tmp_path / "empty.ics", []))


def test_a_feed_keeps_its_word_from_one_day_to_the_next(readers: Path, tmp_path: Path) -> None:
    """What changed has a new stamp, what did not has not, and nothing changes its uid: two days compared by the lint."""
    now = [NOW]
    page = [
        happening("春耕备耕", at=0, quote="春耕。"),
        happening("桥梁通车", at=100, quote="通车。"),
        happening("食品安全", at=200, quote="食安。"),
    ]
    with Store(":memory:", lambda: now[0]) as store:
        store.add_events("A01.txt", "d", page)
        before = write(tmp_path / "before.ics", store.events(include_cancelled=True))
        now[0] += dt.timedelta(days=1)
        store.add_events("A01.txt", "d", [page[0].model_copy(update={"title": "春耕备耕现场会"}), page[1]])
        store.add_events("B02.txt", "d", [happening("健康义诊", page="B02.txt", quote="义诊。")])
        after = write(tmp_path / "after.ics", store.events(include_cancelled=True))
    agree(after, "--previous", str(before), "--only", "icalendar")


def test_a_subscription_shows_exactly_what_is_published(readers: Path, tmp_path: Path) -> None:
    """vdirsyncer keeps the subscription, khal shows it: after a page is added, an event changes, one is withdrawn."""
    store_path = tmp_path / "a.sqlite"
    first = [
        happening("春耕备耕推进会", "2017-05-18", at=0, quote="春耕会。"),
        happening("跨江大桥通车", "2017-05-19", at=100, quote="通车。", type="ceremony"),
    ]
    with Store(store_path) as store:
        store.add_events("A01.txt", "d", first)
    with served(store_path, rate=0) as (address, _):
        subscriber = Subscriber(readers, tmp_path, f"{address}/calendar.ics")
        assert subscriber.sees() == ["春耕备耕推进会", "跨江大桥通车"]
        with Store(store_path) as store:
            store.add_events(
                "B02.txt",
                "d",
                [happening("食品安全培训", "2017-05-20", page="B02.txt", quote="培训。", type="study")],
            )
        assert subscriber.sees() == ["春耕备耕推进会", "跨江大桥通车", "食品安全培训"]
        with Store(store_path) as store:
            moved = happening("春耕备耕现场会", "2017-05-22", at=0, quote="春耕会。")
            store.add_events("A01.txt", "d", [moved, first[1]])
        assert subscriber.sees() == ["跨江大桥通车", "食品安全培训", "春耕备耕现场会"]
        with Store(store_path) as store:
            store.add_events("A01.txt", "d", [moved])
        assert subscriber.sees() == ["【撤回】跨江大桥通车", "食品安全培训", "春耕备耕现场会"]
        subscriber.sync()
        assert subscriber.moved() == 0, "nothing published, nothing moved"
        with Store(store_path, lambda: dt.datetime.now(dt.UTC) - dt.timedelta(days=40)) as store:
            # As if withdrawn 40 days ago.
            store._db.execute("UPDATE events SET updated = '2020-01-01T00:00:00Z' WHERE state = 'withdrawn'")
            store._db.execute("UPDATE progress SET generation = generation + 1")
        assert subscriber.sees() == ["食品安全培训", "春耕备耕现场会"]


class Subscriber:
    """A person with vdirsyncer and khal."""

    def __init__(self, readers: Path, home: Path, url: str) -> None:
        self.programs, self.home = readers / "py" / "bin", home
        (home / "calendar").mkdir()
        (home / "vds.conf").write_text(
            f'[general]\nstatus_path = "{home}/status/"\n[pair p]\na = "here"\nb = "there"\ncollections = null\n'
            f'conflict_resolution = "b wins"\n[storage here]\ntype = "filesystem"\npath = "{home}/calendar/"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "http"\nurl = "{url}"\n',
            encoding="utf-8",
        )
        (home / "khal.conf").write_text(
            f"[calendars]\n[[paper]]\npath = {home}/calendar\n[locale]\nlocal_timezone = Asia/Shanghai\n"
            "default_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {home}/khal.db\n[default]\ndefault_calendar = paper\n",
            encoding="utf-8",
        )
        self.run("vdirsyncer", "-c", home / "vds.conf", "discover", "p")
        self._before: dict[str, int] = {}

    def run(self, program: str, *arguments: Any) -> str:
        environment = {
            **os.environ,
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "LANG": "C.UTF-8",
            "TZ": "Asia/Shanghai",
        }
        command = [str(self.programs / program), *(str(argument) for argument in arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=60, input="y\n"
        )
        assert done.returncode == 0, done.stderr[-1_000:]
        return done.stdout

    def sync(self) -> None:
        self._before = self._files()
        self.run("vdirsyncer", "-c", self.home / "vds.conf", "sync", "p")

    def _files(self) -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in (self.home / "calendar").iterdir()}

    def moved(self) -> int:
        """How many entries the last sync wrote or took away."""
        return len(set(self._files().items()) ^ set(self._before.items()))

    def sees(self) -> list[str]:
        """The titles that khal lists after a sync, by day."""
        self.sync()
        listed = self.run(
            "khal",
            "-c",
            self.home / "khal.conf",
            "list",
            "--format",
            "{title}",
            "--day-format",
            "",
            "2017-05-01",
            "60d",
        )
        return [line.strip() for line in listed.splitlines() if line.strip()]
