"""The server: what it shows, what it refuses, how it behaves under change, load and signals."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import http.client
import json
import logging
import re
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from feed.happenings import happening, many
from feed.serving import served
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import BadQuery, UnreadableFile
from timeline.events import Event, Query
from timeline.server import application, watch
from timeline.server.answers import accepts_gzip
from timeline.server.filters import read_filters
from timeline.server.guarding import Allowance
from timeline.store import Store

sys.path.insert(0, str(Path(__file__).parent / "feed" / "check" / "src"))
import httpcheck  # type: ignore[import-not-found]
import lint  # type: ignore[import-not-found]

SOME = [
    happening("全市防汛备汛工作会议", place="市会议中心", people=[{"name": "林晓枫", "title": "副市长", "role": "chair"}]),
    happening("完成清淤", "../2017-06-30", type="deadline", start=None, end="2017-06-30", at=100, quote="6月底前完成清淤。"),
    happening("跨江大桥通车", "2018-09-28", type="ceremony", at=200, quote="9月28日，跨江大桥通车。"),
    happening("例会", "2018-10~", precision="fuzzy", at=300, quote="10月例会。", salience="secondary"),
    happening("市里的会", "2017-05-02", at=400, quote="传达5月2日市里的会。", salience="mention"),
]  # fmt: skip


class Client:
    """Speaks to an ASGI application without a network."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        target, _, asked = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": target,
            "raw_path": target.encode(), "query_string": asked.encode(), "root_path": "", "server": ("paper.example", 80),
            "client": ("192.0.2.1", 5),
            "headers": [(key.lower().encode(), value.encode("latin-1")) for key, value in {"host": "paper.example", **(headers or {})}.items()],
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        told = {key.decode().lower(): value.decode("latin-1") for key, value in sent[0]["headers"]}
        return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "a.sqlite", lambda: dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)) as store:
        store.add_events("A01.txt", "d1", SOME)
    return tmp_path / "a.sqlite"


@pytest.fixture
def ask(path: Path) -> Client:
    return Client(application(path, title="临江日报", rate=0))


def titles(octets: bytes) -> list[str]:
    report = lint.lint(octets)
    assert not [found for found in report.findings if found.level != "INFO"]
    return [event["summary"] for event in report.events]


FILTERED = [
    ("", ["全市防汛备汛工作会议", "期限：完成清淤", "跨江大桥通车", "约：例会"]),
    ("type=meeting", ["全市防汛备汛工作会议", "约：例会"]),
    ("type=deadline,ceremony", ["期限：完成清淤", "跨江大桥通车"]),
    ("type=deadline&type=ceremony", ["期限：完成清淤", "跨江大桥通车"]),
    ("salience=mention", ["市里的会"]),
    ("precision=fuzzy", ["约：例会"]),
    ("since=2018", ["跨江大桥通车", "约：例会"]),
    ("since=2017-06&until=2018-09-28", ["期限：完成清淤", "跨江大桥通车"]),
    ("until=2017", ["全市防汛备汛工作会议", "期限：完成清淤"]),
    ("year=2018", ["跨江大桥通车", "约：例会"]),
    (f"person={quote('林晓枫')}", ["全市防汛备汛工作会议"]),
    (f"place={quote('会议中心')}&type=ceremony", []),
    (f"text={quote('清淤')}", ["期限：完成清淤"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "expected"), FILTERED, ids=[row[0] for row in FILTERED])
def test_one_vocabulary_filters_the_feed(ask: Client, asked: str, expected: list[str]) -> None:
    status, headers, body = ask(f"/calendar.ics?{asked}")
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert titles(body) == expected


BAD = [
    "since=yesterday-ish", "since=2017-13-01", "since=", "type=party", "type=", "year=MMXVII", "precision=some", "min_confidence=2",
    "min_confidence=x", "colour=red", "part=0", "part=-1", "part=x", "since=2017&since=2018", "person=", "status=maybe", "limit=3",
    "text=" + "a" * 300, "&".join(["year=2017"] * 60), "since=2017/2018", "min_confidence=nan",
]  # fmt: skip


@pytest.mark.parametrize("asked", BAD)
def test_a_filter_that_is_not_understood_is_refused(ask: Client, asked: str) -> None:
    status, headers, body = ask(f"/calendar.ics?{asked}")
    assert (status, headers["content-type"]) == (422, "application/problem+json")
    assert asked.partition("=")[0] in json.loads(body)["detail"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([*Query.model_fields, "x", "limit"]), st.text(max_size=12)), max_size=4
    )
)
def test_any_query_is_understood_or_refused(pairs: list[tuple[str, str]]) -> None:
    try:
        read_filters(pairs, {"limit": range(1, 100)})
    except BadQuery as error:
        assert "\n" not in str(error) or any("\n" in value for _, value in pairs)


def test_every_view_answers_in_its_own_form(ask: Client) -> None:
    views = {
        "/calendar.ics": "text/calendar; charset=utf-8", "/tasks.ics": "text/calendar; charset=utf-8",
        "/on-this-day.ics": "text/calendar; charset=utf-8", "/calendar.json": "application/calendar+json",
        "/events.json": "application/json", "/events.jsonl": "application/x-ndjson; charset=utf-8",
        "/events.csv": "text/csv; charset=utf-8", "/feed.atom": "application/atom+xml; charset=utf-8",
        "/timeline": "text/html; charset=utf-8", "/embed": "text/html; charset=utf-8", "/embed.js": "text/javascript; charset=utf-8",
        "/openapi.json": "application/json", "/docs": "text/html; charset=utf-8", "/robots.txt": "text/plain; charset=utf-8",
    }  # fmt: skip
    for path, media in views.items():
        status, headers, body = ask(path)
        assert (status, headers["content-type"]) == (200, media), path
        assert body and headers["etag"].startswith('W/"') and headers["last-modified"].endswith("GMT")
        assert (
            headers["access-control-allow-origin"] == "*" and headers["x-content-type-options"] == "nosniff"
        )
        assert ask(path, "HEAD")[0] == 200 and ask(path, headers={"If-None-Match": headers["etag"]})[0] == 304
    assert len(json.loads(ask("/events.json")[2])["events"]) == 5
    assert ET.fromstring(ask("/feed.atom")[2]).tag.endswith("feed")
    assert b"BEGIN:VTODO" in ask("/tasks.ics")[2]
    assert json.loads(ask("/calendar.json")[2])[0] == "vcalendar"


def test_other_sites_may_frame_the_embedded_view_only(ask: Client) -> None:
    assert ask("/embed?childId=a&initialWidth=5&lang=en")[1]["content-security-policy"] == "frame-ancestors *"
    assert ask("/timeline?embed=1&theme=dark")[1]["content-security-policy"] == "frame-ancestors 'self'"


def test_records_come_in_pages(ask: Client) -> None:
    told = json.loads(ask("/events.json?limit=2&offset=3")[2])
    assert (told["count"], told["total"]) == (2, 5)
    assert ask("/events.json?limit=0")[0] == 422


def test_one_event_by_its_uid(ask: Client, path: Path) -> None:
    with Store(path) as store:
        uid = next(item.uid for item in store.events() if item.event.title == "跨江大桥通车")
    status, _, body = ask(f"/events/{uid}")
    assert status == 200 and json.loads(body)["title"] == "跨江大桥通车"
    assert ask("/events/none")[0] == 404
    with Store(path) as store:
        store.correct(uid, rejected=True)
    assert ask(f"/events/{uid}")[0] == 410


def test_pages_and_docs_ask_no_other_host(ask: Client) -> None:
    for path in ("/docs", "/timeline", "/embed"):
        text = ask(path)[2].decode()
        loaded = re.findall(
            r"<(?:script|img|iframe)[^>]+src=\"([^\"]+)\"|<link[^>]+rel=\"(?:stylesheet|icon)\"[^>]+href=\"([^\"]+)\"",
            text,
        )
        assert not [url for pair in loaded for url in pair if url and not url.startswith(("data:", "${"))], (
            path
        )


def test_the_description_names_every_address_and_filter(ask: Client) -> None:
    told = json.loads(ask("/openapi.json")[2])
    assert told["openapi"].startswith("3.1") and told["components"]["schemas"]["Event"]
    for path, about in told["paths"].items():
        if "{" not in path:
            assert ask(path)[0] == 200
            assert {parameter["name"] for parameter in about["get"]["parameters"]} >= set(Query.model_fields)
    docs = ask("/docs")[2].decode()
    assert all(f"<code>{name}</code>" in docs for name in Query.model_fields)


def test_oembed_answers_for_our_own_page_only(ask: Client) -> None:
    page = "http://paper.example/timeline?type=meeting"
    status, _, body = ask("/oembed?" + urlencode({"url": page, "maxwidth": 400}))
    told = json.loads(body)
    assert status == 200 and told["type"] == "rich" and told["width"] <= 400
    assert "http://paper.example/embed?type=meeting" in told["html"]
    for url in ("http://evil.example/timeline", "http://paper.example/other", "", "javascript:alert(1)"):
        assert ask("/oembed?" + urlencode({"url": url}))[0] == 404
    assert ask("/oembed?" + urlencode({"url": page, "format": "xml"}))[0] == 501
    assert ask("/oembed?" + urlencode({"url": page, "maxwidth": "x"}))[0] == 422
    assert ask("/oembed?" + urlencode({"url": page + "%22%3E%3Cscript%3E"}))[0] == 422
    assert (
        ask("/oembed?" + urlencode({"url": 'http://paper.example/timeline?text="><script>'}))[2].count(
            b"<script"
        )
        == 0
    )


def test_only_reading_is_allowed(ask: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        status, headers, _ = ask("/calendar.ics", method)
        assert status == 405 and "GET" in headers["allow"]
    status, headers, _ = ask("/calendar.ics", "OPTIONS", {"Origin": "https://a.example"})
    assert status == 204 and "If-None-Match" in headers["access-control-allow-headers"]
    status, headers, body = ask("/no-such-feed.ics")
    assert (
        status == 404
        and headers["content-type"] == "application/problem+json"
        and json.loads(body)["status"] == 404
    )


def test_a_change_reaches_the_next_request(ask: Client, path: Path) -> None:
    _, before, _ = ask("/calendar.ics")
    time.sleep(1.1)
    with Store(path) as store:
        store.add_events(
            "B02.txt", "d2", [happening("食品安全培训", "2019-04-01", page="B02.txt", quote="4月1日培训。")]
        )
    status, after, body = ask(
        "/calendar.ics",
        headers={"If-None-Match": before["etag"], "If-Modified-Since": before["last-modified"]},
    )
    assert (
        status == 200
        and after["etag"] != before["etag"]
        and after["last-modified"] != before["last-modified"]
    )
    assert "食品安全培训" in titles(body)
    assert ask("/calendar.ics", headers={"If-Modified-Since": before["last-modified"]})[0] == 200
    assert ask("/calendar.ics", headers={"If-Modified-Since": after["last-modified"]})[0] == 304


def test_gzip_only_for_those_who_ask(ask: Client) -> None:
    _, plain, body = ask("/calendar.ics")
    _, packed, octets = ask("/calendar.ics", headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert (
        "content-encoding" not in plain
        and packed["content-encoding"] == "gzip"
        and packed["vary"] == "Accept-Encoding"
    )
    assert gzip.decompress(octets) == body and packed["etag"] == plain["etag"]
    assert int(packed["content-length"]) == len(octets)


@pytest.mark.parametrize(
    ("header", "accepted"),
    [("gzip", True), ("", False), ("identity", False), ("gzip;q=0", False), ("*", True), ("*;q=0", False), ("gzip;q=0, *", False),
     ("GZIP;Q=1.0", True), ("br;q=1, gzip;q=0.001", True), ("gzip;q=abc", False), (",,;", False)],
)  # fmt: skip
def test_accept_encoding(header: str, accepted: bool) -> None:
    assert accepts_gzip(header.lower()) is accepted


def test_too_much_for_one_feed_comes_in_parts(tmp_path: Path) -> None:
    with Store(tmp_path / "b.sqlite") as store:
        for number in range(15):
            events = [
                happening(f"第{n}号防汛会商", f"20{number + 5:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}", page=f"{number}.txt", at=50 * n, quote=f"{n}号")
                for n in range(84)
            ]  # fmt: skip
            store.add_events(f"{number}.txt", "d", events)
    ask = Client(application(tmp_path / "b.sqlite", rate=0))
    feeds = [ask(f"/calendar.ics?part={part}")[2] for part in (1, 2, 3)]
    counts = [len(lint.lint(feed).events) for feed in feeds]
    assert counts[0] == 1_000 and counts[2] == 0 and sum(counts) > 1_200
    latest = ask("/calendar.ics")[2]
    assert (
        len(latest) <= 1_000_000
        and lint.lint(latest).events[-1]["uid"] == lint.lint(feeds[1]).events[-1]["uid"]
    )


# -- private feeds


def test_a_token_opens_its_own_events_until_it_is_revoked(path: Path) -> None:
    with Store(path) as store:
        secret = store.tokens.issue("赵一鸣", Query.model_validate({"type": ["deadline"]}))
    ask = Client(application(path, private=True, rate=0))
    status, headers, body = ask(f"/t/{secret}/calendar.ics")
    assert (
        status == 200
        and titles(body) == ["期限：完成清淤"]
        and headers["cache-control"].startswith("private")
    )
    assert ask(f"/t/{secret}/calendar.ics?type=meeting")[0] == 422
    assert len(json.loads(ask(f"/t/{secret}/events.json?year=2017")[2])["events"]) == 1
    with Store(path) as store:
        other = next(item.uid for item in store.events() if item.event.type == "meeting")
    assert ask(f"/t/{secret}/events/{other}")[0] == 404
    assert ask("/calendar.ics")[0] == ask("/timeline")[0] == ask("/t/wrong/calendar.ics")[0] == 404
    with Store(path) as store:
        store.tokens.revoke("赵一鸣")
    assert ask(f"/t/{secret}/calendar.ics")[0] == 410


def test_the_log_names_each_request_and_no_secret(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Store(path) as store:
        secret = store.tokens.issue("赵一鸣")
    ask = Client(application(path, rate=0))
    with caplog.at_level(logging.INFO, "timeline.access"):
        ask(f"/t/{secret}/calendar.ics?type=meeting")
        ask("/a\nb?x=%0a\r")
    assert re.match(
        r'192\.0\.2\.1 - - \[.+\] "GET /t/…/calendar\.ics\?type=meeting HTTP/1\.1" 200 \d+ [\d.]+ms$',
        caplog.messages[0].replace("\\u2026", "…"),
    )
    assert secret not in caplog.text
    assert len(caplog.messages) == 2 and "\n" not in caplog.messages[1]


# -- bounds


def test_a_client_that_asks_too_often_waits(path: Path) -> None:
    ask = Client(application(path, rate=0.01, burst=3))
    statuses = [ask("/robots.txt")[0] for _ in range(5)]
    assert statuses[:3] == [200] * 3 and statuses[-1] == 429
    assert int(ask("/robots.txt")[1]["retry-after"]) >= 1


def test_an_allowance_refills_and_its_memory_is_bounded() -> None:
    now = [0.0]
    allowance = Allowance(2, 4, lambda: now[0])
    assert [allowance.wait("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    now[0] += 0.5
    assert allowance.wait("a") == 0 and allowance.wait("a") > 0 and allowance.wait("b") == 0
    for number in range(20_000):
        allowance.wait(str(number))
    assert len(allowance._left) <= 10_000


# -- the real thing


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("live") / "a.sqlite"
    pages: dict[str, list[Event]] = {}
    for event in many(200):
        pages.setdefault(event.evidence[0].document, []).append(event)
    with Store(path) as store:
        for name, events in pages.items():
            store.add_events(name, "d", events)
    with served(path, title="临江日报") as (address, _):
        yield address


def test_the_http_check_finds_nothing(live: str) -> None:
    report, _, _ = httpcheck.check(f"{live}/calendar.ics", "since=not-a-date", f"{live}/feeds/none.ics")
    assert not [row for row in report.rows if row[0] != "ok"]
    assert len(report.rows) >= 38


def test_many_clients_at_once_get_the_same(live: str) -> None:
    answers: list[tuple[int, bytes]] = []

    def asking() -> None:
        for _ in range(5):
            with urllib.request.urlopen(f"{live}/calendar.ics?year=1987,2004") as answer:
                answers.append((answer.status, answer.read()))

    threads = [threading.Thread(target=asking) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 40 and len(set(answers)) == 1


def test_it_stops_when_told_and_finishes_what_it_began(path: Path) -> None:
    with served(path) as (address, process):
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        connection.request("GET", "/robots.txt")
        connection.getresponse().read()
        connection.request("GET", "/timeline")
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        answer = connection.getresponse()
        assert answer.status == 200 and len(answer.read()) == int(answer.headers["Content-Length"])
        assert process.wait(timeout=12) in (0, -signal.SIGTERM)
        told = process.stderr.read() if process.stderr else ""
    assert "Traceback" not in told and '"GET /timeline HTTP/1.1" 200' in told


# -- watching


def test_pages_are_added_as_they_arrive_and_once_they_are_whole(tmp_path: Path) -> None:
    folder, stop, heard = tmp_path / "in", threading.Event(), []
    (folder / "2017").mkdir(parents=True)
    (folder / "a.txt").write_text("一", encoding="utf-8")

    def reading(path: Path) -> Any:
        text = path.read_text(encoding="utf-8")
        if text == "坏":
            raise UnreadableFile(path.name, "damaged")
        page = type("Page", (), {"document": path.name, "text": text})()
        return type(
            "Reading",
            (),
            {"page": page, "anchor": None, "events": [happening(text, page=path.name, quote=text)]},
        )()

    def heard_of(path: Path, outcome: Any) -> None:
        heard.append((path.name, outcome))
        if len(heard) == 1:
            (folder / "2017" / "b.TXT").write_text("坏", encoding="utf-8")
            (folder / "c.jpg.part").write_text("x", encoding="utf-8")
        if len(heard) == 2:
            (folder / "a.txt").write_text("一改", encoding="utf-8")
        if len(heard) == 3:
            stop.set()

    with Store(tmp_path / "w.sqlite") as store:
        guard = threading.Timer(20, stop.set)
        guard.start()
        watch(folder, store, every=0.05, stop=stop, read=reading, told=heard_of)
        guard.cancel()
        assert [name for name, _ in heard] == ["a.txt", "b.TXT", "a.txt"]
        assert heard[0][1].new == 1 and isinstance(heard[1][1], UnreadableFile)
        assert [item.event.title for item in store.events()] == ["一改"]
