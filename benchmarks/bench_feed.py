"""The feed's speed and size, printed by one run.

1. 10,000 events: built with icalendar (the same components, the library's own calendar and serialiser), built by
   ``to_ics`` with nothing cached, and joined from cached components.
2. 304 answers: ``timeline serve`` and nginx with the same feed as a file, asked by the same program with the same
   validator over kept-alive connections. Without wrk or nginx (Debian: wrk, nginx-light) the rows are left out.
3. 100,000 events in a database: how long they take to make into one feed, and the most memory that takes.

Usage: bench_feed.py [1] [2] [3]; without arguments all three.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from feed.happenings import happening, many  # noqa: E402
from feed.serving import free_port, served  # noqa: E402

from timeline.events import Event  # noqa: E402
from timeline.ics import feed, to_ics  # noqa: E402
from timeline.ics.component import calendar_entry  # noqa: E402
from timeline.store import Store, Stored  # noqa: E402

PAGE = "https://paper.example/timeline.html"
ADDED = 100
NOW = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def spent(action: Callable[[], Any], times: int = 1) -> float:
    """The median CPU seconds of ``action``: the machine may be shared."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        action()
        taken.append(time.process_time() - started)
    return median(taken)


def store_of(path: Path | str, pages: Iterator[tuple[str, list[Event]]]) -> Store:
    store = Store(path, lambda: NOW)
    for name, events in pages:
        store.add_events(name, "d", events)
    return store


def some_pages(count: int, each: int = 50) -> Iterator[tuple[str, list[Event]]]:
    """``count`` events of every kind on pages of ``each``."""
    told: list[Event] = []
    for number, event in enumerate(many(count, odd=False)):
        name = f"{number // each:05d}.txt"
        proof = [{**event.model_dump()["evidence"][0], "document": name}]
        told.append(event.model_copy(update={"evidence": [type(event.evidence[0])(**proof[0])]}))
        if len(told) == each or number == count - 1:
            yield name, told
            told = []


# -- 1


def with_icalendar(stored: list[Stored]) -> bytes:
    """The feed as the library makes it: components into a calendar, time zones found, everything written."""
    from icalendar import Calendar

    calendar: Any = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//bench//")
    for item in stored:
        entry = calendar_entry(item, PAGE)
        if entry is not None:
            calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def components() -> None:
    with store_of(":memory:", some_pages(10_000)) as store:
        stored = store.events()
    library = spent(lambda: with_icalendar(stored))

    def cold() -> None:
        feed._cache.clear()
        to_ics(stored, base_url=PAGE)

    built = spent(cold)
    joined = spent(lambda: to_ics(stored, base_url=PAGE), times=9)
    size = len(to_ics(stored, base_url=PAGE))
    print(f"10,000 events, {size / 1e6:.1f} MB, CPU seconds")
    print(f"  built with icalendar          {library:8.3f}")
    print(f"  to_ics, nothing cached        {built:8.3f}")
    print(
        f"  to_ics, components cached     {joined:8.4f}   {library / joined:,.0f} times faster than icalendar"
    )
    print(f"  target: at least 100 times — {'reached' if library / joined >= 100 else 'NOT reached'}")


# -- 2


@contextmanager
def nginx_with(body: bytes) -> Iterator[str]:
    """An nginx of its own, serving ``body`` as a file."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "calendar.ics").write_bytes(body)
        (folder / "nginx.conf").write_text(
            f"worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; daemon off;\n"
            "events { worker_connections 512; }\n"
            f"http {{ access_log off; types {{ text/calendar ics; }} charset utf-8; charset_types text/calendar;\n"
            f"client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;"
            f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; keepalive_requests 100000000;\n"
            f"server {{ listen 127.0.0.1:{port}; root {folder}; etag on; }} }}\n",
            encoding="utf-8",
        )
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        process = subprocess.Popen([program, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
        try:
            time.sleep(0.5)
            yield f"http://127.0.0.1:{port}/calendar.ics"
        finally:
            process.terminate()
            process.wait()


def asked(url: str, seconds: int = 6) -> tuple[float, float, float]:
    """(304 answers a second, milliseconds at p50, at p99) by wrk over 16 connections."""
    with urllib.request.urlopen(url) as answer:
        etag = answer.headers["ETag"]
        answer.read()
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", "-H", f"If-None-Match: {etag}", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in told or "3xx" in told
    # A line of its own each: the shares in the table above end in a % as well (97.50%).
    shares = re.findall(r"^\s+(50|99)%\s+(\S+)$", told, re.MULTILINE)
    with_units = {share: _milliseconds(latency) for share, latency in shares}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert rate is not None
    return float(rate[1]), with_units["50"], with_units["99"]


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def answers() -> None:
    if not shutil.which("wrk"):
        print("304 answers: wrk is not installed, left out")
        return
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.sqlite"
        store_of(path, some_pages(600)).close()
        rows = []
        with served(path, rate=0, log=False) as (address, _):
            rows.append(("timeline serve", asked(f"{address}/calendar.ics")))
            with urllib.request.urlopen(f"{address}/calendar.ics") as answer:
                body = answer.read()
        if shutil.which("nginx") or Path("/usr/sbin/nginx").exists():
            with nginx_with(body) as url:
                rows.append(("nginx, a file", asked(url)))
    print(f"304 answers, a feed of {len(body) / 1e6:.2f} MB, 16 connections, one process each")
    print("                      a second   p50 ms   p99 ms")
    for who, (rate, middle, worst) in rows:
        print(f"  {who:18} {rate:10,.0f} {middle:8.2f} {worst:8.2f}")


# -- 3


def dated_pages(count: int) -> Iterator[tuple[str, list[Event]]]:
    """``count`` pages of 50 events, ten a day."""
    first = dt.date(1995, 1, 1)
    for number in range(count):
        told = []
        for n in range(50):
            day = str(first + dt.timedelta(days=(number * 50 + n) // 10))
            told.append(
                happening(
                    f"{'防汛备汛春耕植树'[n % 8]}{number}第{n}次专题会议", day, page=f"{number:05d}.txt", at=200 * n,
                    quote=f"第{number}版第{n}条：{day}专题会议在市会议中心召开，会议通报有关情况并作出部署。", place="市会议中心",
                    people=[{"name": "林晓枫", "title": "副市长", "role": "chair"}],
                )
            )  # fmt: skip
        yield f"{number:05d}.txt", told


def multiply(path: Path, times: int) -> None:
    """Copy the published events under other uids: what is measured next does not ask how they came."""
    db = sqlite3.connect(path)
    db.create_function("another", 2, lambda uid, n: str(uuid.uuid5(uuid.UUID(uid), str(n))))
    for n in range(1, times):
        db.execute(
            "INSERT INTO events SELECT another(uid, ?), record, type, first, last, confidence, sequence, created,"
            " updated, state, successor FROM events ORDER BY rowid LIMIT ?",
            (n, ADDED * 50),
        )
    db.commit()
    db.close()


def hundred_thousand() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.sqlite"
        adding = spent(lambda: store_of(path, dated_pages(ADDED)).close())
        multiply(path, 100_000 // (ADDED * 50))
        code = (
            "import re, time; from timeline.store import Store; from timeline.ics import to_ics\n"
            f"store = Store({str(path)!r}); began = time.process_time()\n"
            f"octets = to_ics(store.stream(), base_url={PAGE!r})\n"
            "print(octets.count(b'BEGIN:VEVENT'), len(octets), time.process_time() - began,"
            # Its own peak: ru_maxrss would count the process that started it.
            " int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024)"
        )
        told = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
        ).stdout.split()  # fmt: skip
        count, size, seconds, peak = int(told[0]), int(told[1]), float(told[2]), float(told[3])
        print(
            f"{count:,} events, {size / 1e6:.0f} MB as one feed, database {path.stat().st_size / 1e6:.0f} MB"
        )
        print(f"  a page of 50 is added in      {adding / ADDED * 1000:8.0f} CPU ms")
        print(f"  made into a feed, cold, in    {seconds:8.1f} CPU s")
        print(
            f"  most memory                   {peak:8.0f} MB   target: under 300 — {'reached' if peak < 300 else 'NOT reached'}"
        )


def main() -> None:
    wanted = sys.argv[1:] or ["1", "2", "3"]
    for number, part in (("1", components), ("2", answers), ("3", hundred_thousand)):
        if number in wanted:
            part()
            print()


if __name__ == "__main__":
    main()
