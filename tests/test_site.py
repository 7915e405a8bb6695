"""The static site: what it holds, that it is put in place whole, and that nothing moves without a reason."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import sys
import threading
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from feed.happenings import ODD, happening, many

from timeline.events import Event
from timeline.site import to_atom, to_csv, to_json, to_jsonl, write_site
from timeline.site.folder import MANIFEST, put
from timeline.store import Store, Stored

sys.path.insert(0, str(Path(__file__).parent / "feed" / "check" / "src"))
import lint  # type: ignore[import-not-found]

ROOT = "https://paper.example/新闻/"
NOW = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def published(*events: Event) -> list[Stored]:
    with Store(":memory:", lambda: NOW) as store:
        pages: dict[str, list[Event]] = {}
        for event in events:
            pages.setdefault(event.evidence[0].document, []).append(event)
        for name, told in pages.items():
            store.add_events(name, "d", told)
        return store.events()


SOME = [
    happening("全市防汛备汛工作会议", place="市会议中心", people=[{"name": "林晓枫", "title": "副市长", "role": "chair"}]),
    happening("完成清淤", "../2017-06-30", type="deadline", start=None, end="2017-06-30", at=100, quote="6月底前完成清淤。"),
    happening("跨江大桥通车", "2018-09-28", type="ceremony", at=200, quote="9月28日，跨江大桥通车。", organizations=[{"name": "市交通局"}]),
    happening("某年植树", "XXXX-03-12", type="campaign", start=None, end=None, at=300, quote="3月12日植树。"),
    happening("市里的会", "2017-05-02", at=400, quote="传达5月2日市里的会。", salience="mention"),
]  # fmt: skip


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_holds_what_a_host_needs(tmp_path: Path) -> None:
    write_site(tmp_path, published(*SOME), title="临江日报", base_url=ROOT)
    files = texts(tmp_path)
    assert {
        "timeline.ics", "timeline.html", "embed.html", "embed.js", "oembed.json", "index.html", "robots.txt", "events.jsonl",
        "events.json", "events.csv", "feed.atom", "feeds/index.json", "feeds/on-this-day.ics", "feeds/deadlines.ics",
        "feeds/type/meeting.ics", "feeds/type/deadline.ics", "feeds/person/林晓枫.ics", "feeds/place/市会议中心.ics",
        "feeds/organization/市交通局.ics", "feeds/year/2017.ics", "feeds/year/2018.ics",
    } <= set(files)  # fmt: skip
    assert "feeds/type/campaign.ics" not in files, "nothing of it has a place in a calendar"
    main = lint.lint(files["timeline.ics"])
    assert [event["summary"] for event in main.events] == [
        "全市防汛备汛工作会议",
        "期限：完成清淤",
        "跨江大桥通车",
    ]
    for name, octets in files.items():
        if name.endswith(".ics"):
            assert not [f for f in lint.lint(octets).findings if f.level != "INFO"], name
    assert len(files["events.jsonl"].splitlines()) == 5
    assert json.loads(files["oembed.json"])["html"].startswith(f'<iframe src="{ROOT}embed.html"')


def test_every_link_of_the_first_page_and_the_index_leads_somewhere(tmp_path: Path) -> None:
    write_site(tmp_path, published(*many(120)), title="千条", base_url=ROOT)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    links = {part.partition('"')[0] for part in page.split('href="')[1:]}
    local = {unquote(link) for link in links if "://" not in link}
    assert local and all((tmp_path / link).is_file() for link in local)
    assert any(link.startswith("webcal://paper.example/") for link in links)
    index = json.loads((tmp_path / "feeds/index.json").read_text(encoding="utf-8"))
    assert all((tmp_path / entry["path"]).is_file() for entry in index)
    assert all(unquote(entry["url"]) == ROOT + entry["path"] for entry in index)
    assert {entry["key"] for entry in index} == {"", "feed", "type", "year", "person", "place"}


def test_it_needs_no_address(tmp_path: Path) -> None:
    write_site(tmp_path, published(*SOME), title="临江日报")
    assert b"URL:" not in (tmp_path / "timeline.ics").read_bytes()
    assert "://" not in (tmp_path / "index.html").read_text(encoding="utf-8").replace("http://www.w3.org", "")


def test_what_did_not_change_keeps_bytes_and_times(tmp_path: Path) -> None:
    write_site(tmp_path, published(*SOME), title="临江日报", base_url=ROOT)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    outcome = write_site(tmp_path, published(*SOME), title="临江日报", base_url=ROOT)
    assert set(outcome.values()) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == times
    more = happening("食品安全培训", "2019-04-01", type="study", at=500, quote="4月1日培训。")
    outcome = write_site(tmp_path, published(*SOME, more), title="临江日报", base_url=ROOT)
    assert outcome["feeds/type/study.ics"] == outcome["feeds/year/2019.ics"] == "new"
    assert outcome["timeline.ics"] == "changed"
    assert outcome["feeds/person/林晓枫.ics"] == outcome["feeds/type/meeting.ics"] == "unchanged"


def test_a_better_reading_of_the_same_pages_has_a_later_stamp(tmp_path: Path) -> None:
    def written(title: str, sequence: int = 0, day: int = 2) -> dict[str, object]:
        (item,) = published(happening(title))
        item = replace(item, sequence=sequence)
        write_site(
            tmp_path,
            [item],
            title="临江日报",
            clock=lambda: dt.datetime(2025, 1, day, 0, 0, 0, 9, tzinfo=dt.UTC),
        )
        (event,) = lint.lint((tmp_path / "timeline.ics").read_bytes()).events
        return {key: event[key] for key in ("summary", "sequence", "last_modified", "uid")}

    first = written("全市防汛会")
    assert (first["sequence"], first["last_modified"]) == (0, "20240102T030405Z")
    better = written("全市防汛备汛会议")
    assert better["uid"] == first["uid"]
    assert (better["sequence"], better["last_modified"]) == (1, "20250102T000000Z")
    assert written("全市防汛备汛会议", day=3) == better, "the same again, on another day, from nothing"
    assert written("全市防汛会", day=1)["last_modified"] == "20250102T000001Z", (
        "even by a clock that went back"
    )
    (tmp_path / "events.jsonl").write_text("damaged", encoding="utf-8")
    assert written("全市防汛会")["sequence"] == 0


def test_only_our_own_stale_files_go(tmp_path: Path) -> None:
    (tmp_path / "CNAME").write_text("paper.example", encoding="utf-8")
    write_site(tmp_path, published(*SOME), title="临江日报")
    (tmp_path / "feeds/year/2018.ics").write_text("edited by hand", encoding="utf-8")
    outcome = write_site(tmp_path, published(*SOME[:2]), title="临江日报")
    assert (
        outcome["feeds/type/ceremony.ics"] == "removed"
        and not (tmp_path / "feeds/type/ceremony.ics").exists()
    )
    assert (tmp_path / "feeds/year/2018.ics").exists() and (tmp_path / "CNAME").exists()
    assert not list(tmp_path.rglob("*build*"))


def test_a_build_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a": b"1", "b": b"1"})

    def full(self: Path, octets: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, {"a": b"2", "b": b"2"})
    monkeypatch.undo()
    assert texts(tmp_path).keys() == {"a", "b", MANIFEST} and texts(tmp_path)["a"] == b"1"


def test_a_path_stays_inside_the_folder(tmp_path: Path) -> None:
    for name in ("../x", "/etc/x", "a/../../x"):
        with pytest.raises(ValueError, match="inside"):
            put(tmp_path / "site", {name: b""})


def test_a_reader_never_meets_half_a_file_or_a_dead_link(tmp_path: Path) -> None:
    """A writer goes back and forth between two sites; whatever the reader opens is whole and of one of the two."""
    versions = [published(*many(150, seed=seed)) for seed in (1, 2)]
    whole: dict[str, set[bytes]] = {}
    for number, stored in enumerate(versions):
        folder = tmp_path / f"v{number}"
        write_site(folder, stored, title="千条")
        for name, octets in texts(folder).items():
            whole.setdefault(name, set()).add(octets)
    site = tmp_path / "site"
    write_site(site, versions[0], title="千条")
    faults: list[str] = []
    done = threading.Event()

    def reading() -> None:
        looks = 0
        while not done.is_set() or looks < 5:
            looks += 1
            for name in ("timeline.ics", "events.jsonl", "feeds/index.json", "feeds/type/meeting.ics"):
                if (site / name).read_bytes() not in whole[name]:
                    faults.append(name)
            for entry in json.loads((site / "feeds/index.json").read_bytes()):
                # The list may be of the build before: what it names goes last.
                if (
                    not (site / entry["path"]).exists()
                    and entry["path"] in whole
                    and len(whole[entry["path"]]) == 2
                ):
                    faults.append(f"dead: {entry['path']}")

    reader = threading.Thread(target=reading)
    reader.start()
    for turn in range(6):
        write_site(site, versions[(turn + 1) % 2], title="千条")
    done.set()
    reader.join()
    assert not faults, Counter(faults)


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".timeline-build-99999999"
    left.mkdir()
    (left / "0").write_bytes(b"half")
    os.utime(left, (0, 0))
    young = tmp_path / ".timeline-build-99999998"
    young.mkdir()
    put(tmp_path, {"a": b"1"})
    assert not left.exists() and young.exists()


def test_too_many_events_are_split_and_the_latest_are_the_main_feed(tmp_path: Path) -> None:
    events = [
        happening(f"{day}防汛会商", str(day), page=f"{day}.txt", quote=f"{day}会商。")
        for day in (dt.date(2014, 1, 1) + dt.timedelta(days=n) for n in range(1_300))
    ]
    write_site(tmp_path, published(*events), title="多")
    counts = {
        name: len(lint.lint(octets).events)
        for name, octets in texts(tmp_path).items()
        if name.endswith(".ics")
    }
    assert counts["timeline.ics"] == 1_000
    assert (counts["feeds/type/meeting.ics"], counts["feeds/type/meeting-2.ics"]) == (1_000, 300)
    assert counts["feeds/year/2014.ics"] == 365
    last = lint.lint((tmp_path / "timeline.ics").read_bytes()).events[-1]
    assert last["start"] == "2017-07-23"
    index = json.loads((tmp_path / "feeds/index.json").read_text(encoding="utf-8"))
    assert sum(entry["events"] for entry in index if entry["key"] == "type") == 1_300


# -- records


@pytest.fixture
def odd() -> Iterator[list[Stored]]:
    yield published(
        *(
            happening(
                f"{text}",
                f"2017-05-{number + 1:02d}",
                at=100 * number,
                quote=text,
                place=text,
                page=f"{number}.txt",
            )
            for number, text in enumerate((*ODD, "=HYPERLINK(1)", "+1", "@x", "\t=1", "＝1", "正常"))
        )
    )


def test_a_table_runs_nothing_and_loses_nothing(odd: list[Stored]) -> None:
    octets = to_csv(odd)
    assert octets.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(odd)
    for row, item in zip(rows, odd, strict=True):
        assert row["uid"] == item.uid and row["edtf"] == item.event.when.edtf
        assert row["title"].removeprefix("'") == item.event.title.replace("\x00", "")
        assert not any(value.lstrip()[:1] in tuple("=+-@") for value in row.values() if value)


def test_json_and_json_lines_hold_the_same_records(odd: list[Stored]) -> None:
    lines = [json.loads(line) for line in to_jsonl(odd).splitlines()]
    told = json.loads(to_json(odd, title="甲"))
    assert told["events"] == lines and told["count"] == len(odd) and told["title"] == "甲"
    assert {"uid", "sequence", "created", "updated", "cancelled", "when", "evidence", "type"} <= lines[
        0
    ].keys()


def test_atom_tells_the_latest_changes_first(odd: list[Stored]) -> None:
    octets = to_atom(odd, title="临江&日报", page_url=f"{ROOT}timeline.html", feed_url=f"{ROOT}feed.atom")
    feed = ET.fromstring(octets)
    name = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{name}title") == "临江&日报"
    entries = feed.findall(f"{name}entry")
    assert len(entries) == len(odd)
    for entry in entries:
        assert all(entry.findtext(f"{name}{key}") for key in ("id", "title", "updated"))
        link = entry.find(f"{name}link")
        assert link is not None and link.get("href", "").isascii()
    empty = ET.fromstring(to_atom([], title="空"))
    assert empty.findtext(f"{name}updated") == "1970-01-01T00:00:00Z"
