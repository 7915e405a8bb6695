"""The store: pages in, events out, revisions, corrections, other people's files."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from feed.happenings import happening, many

from timeline.errors import BadQuery, NotFound, StoreError
from timeline.events import Event, Query
from timeline.ics import to_ics
from timeline.store import CANCELLED_FOR, Added, Store, in_memory, record
from timeline.store.schema import APPLICATION_ID, MIGRATIONS

START = dt.datetime(2024, 1, 2, 3, 4, 5, 678, tzinfo=dt.UTC)


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now

    def turn(self, **length: float) -> None:
        self.now += dt.timedelta(**length)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Any:
    with Store(":memory:", clock) as store:
        yield store


def page(*titles: str, name: str = "A01.txt", **more: Any) -> list[Event]:
    """Events of one page, each proved by a sentence of its own."""
    return [
        happening(title, page=name, at=100 * number, quote=f"第{number}条：5月18日，{title}举行。", **more)
        for number, title in enumerate(titles)
    ]


def test_adding_the_same_page_again_changes_nothing(store: Store, clock: Clock) -> None:
    assert store.add_events("A01.txt", "d1", page("会议甲", "仪式乙")) == Added(new=2)
    before, change = store.events(), store.changed()
    clock.turn(days=1)
    assert store.add_events("A01.txt", "d1", page("会议甲", "仪式乙")) == Added(unchanged=2)
    assert store.events() == before
    assert store.changed() == change


def test_a_changed_event_keeps_its_uid_and_gets_a_revision(store: Store, clock: Clock) -> None:
    store.add_events("A01.txt", "d1", page("会议甲", "仪式乙"))
    before = {item.event.title: item for item in store.events()}
    clock.turn(hours=1)
    better = page("会议甲", "仪式乙")
    better[0] = better[0].model_copy(update={"title": "会议甲（扩大）"})
    assert store.add_events("A01.txt", "d1", better) == Added(changed=1, unchanged=1)
    after = {item.event.title: item for item in store.events()}
    assert after["仪式乙"] == before["仪式乙"]
    changed = after["会议甲（扩大）"]
    assert changed.uid == before["会议甲"].uid
    assert (changed.sequence, changed.created) == (1, before["会议甲"].created)
    assert changed.updated == START.replace(microsecond=0) + dt.timedelta(hours=1)


def test_two_changes_in_one_second_have_two_stamps(store: Store) -> None:
    stamps = []
    for title in ("会议甲", "会议甲之一", "会议甲之二"):
        store.add_events("A01.txt", title, [happening(title, quote="5月18日，会议甲举行。")])
        stamps.append(store.events()[0].updated)
    assert stamps == sorted(set(stamps))


def test_a_withdrawn_event_is_cancelled_for_a_while_and_then_gone(store: Store, clock: Clock) -> None:
    store.add_events("A01.txt", "d1", page("会议甲", "仪式乙"))
    clock.turn(hours=1)
    assert store.add_events("A01.txt", "d1", page("会议甲")) == Added(unchanged=1, withdrawn=1)
    (gone,) = [item for item in store.events(include_cancelled=True) if item.cancelled]
    assert (gone.event.title, gone.sequence) == ("仪式乙", 1)
    assert [item.event.title for item in store.events()] == ["会议甲"]
    change = store.changed()
    clock.turn(seconds=CANCELLED_FOR.total_seconds())
    assert len(store.events(include_cancelled=True)) == 1
    assert store.changed() != change, "views move when a cancelled event reaches its end"
    assert store.show(gone.uid).cancelled


def test_an_event_that_comes_back_has_its_uid_again(store: Store, clock: Clock) -> None:
    store.add_events("A01.txt", "d1", page("会议甲", "仪式乙"))
    uid = next(item.uid for item in store.events() if item.event.title == "仪式乙")
    for days in (1, 100):
        clock.turn(days=days)
        store.remove("A01.txt")
        clock.turn(days=days)
        assert store.add_events("A01.txt", "d1", page("会议甲", "仪式乙")).changed == 2
        assert uid in {item.uid for item in store.events()}


def test_another_happening_in_the_same_sentence_gets_another_uid(store: Store) -> None:
    sentence = "5月18日召开会议，要求6月底前完成清淤。"
    store.add_events("A01.txt", "d1", [happening("全区水利会议", quote=sentence)])
    (first,) = store.events()
    due = happening(
        "完成清淤", "../2017-06-30", type="deadline", start=None, end="2017-06-30", quote=sentence
    )
    store.add_events("A01.txt", "d1", [due])
    assert {item.uid for item in store.events()} != {first.uid}
    assert store.show(first.uid).cancelled


def test_two_events_of_one_sentence_are_told_apart_by_type_and_date(store: Store) -> None:
    sentence = "5月18日召开会议，要求6月底前完成清淤。"
    meeting = happening("全区水利会议", quote=sentence)
    due = happening(
        "完成清淤", "../2017-06-30", type="deadline", start=None, end="2017-06-30", quote=sentence
    )
    store.add_events("A01.txt", "d1", [meeting, due])
    before = {item.event.type: item.uid for item in store.events()}
    better = [
        due.model_copy(update={"title": "完成河道清淤"}),
        meeting.model_copy(update={"title": "水利工作会议"}),
    ]
    store.add_events("A01.txt", "d1", better)
    assert {item.event.type: item.uid for item in store.events()} == before


def test_two_meetings_of_one_sentence_are_told_apart_by_their_days(store: Store) -> None:
    sentence = "5月18日、5月20日、5月22日分别召开水利会议。"
    days = ("2017-05-18", "2017-05-20", "2017-05-22")
    told = [happening("水利会议", day, quote=sentence) for day in days]
    store.add_events("A01.txt", "d1", told)
    before = {item.event.when.edtf: item.uid for item in store.events()}
    for order in itertools.permutations(told):
        store.add_events(
            "A01.txt",
            "d1",
            [event.model_copy(update={"title": f"第{order.index(event)}次水利会议"}) for event in order],
        )
        assert {item.event.when.edtf: item.uid for item in store.events()} == before


def test_a_uid_that_has_come_to_mean_a_happening_is_not_given_to_another(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of m1, m2, m3: m2 and m3 are one under m2's uid; then m1 and m2 are one; then all are apart."""

    def by_title(events: Sequence[Event]) -> list[Event]:
        groups: dict[str, list[Event]] = {}
        for event in events:
            groups.setdefault(event.title, []).append(event)
        return [
            some[0].model_copy(update={"evidence": [proof for event in some for proof in event.evidence]})
            for some in groups.values()
        ]

    monkeypatch.setattr("timeline.merge.merge", by_title)

    def tell(name: str, title: str) -> None:
        clock.turn(days=1)
        store.add_events(name, "d", [happening(title, page=name, quote=f"{name}所载")])

    for name, title in (("1.txt", "甲"), ("2.txt", "乙"), ("3.txt", "乙"), ("2.txt", "甲"), ("2.txt", "丙")):
        tell(name, title)
    uids = {item.event.title: item.uid for item in store.events()}
    assert set(uids) == {"甲", "乙", "丙"} and len(set(uids.values())) == 3
    assert [{proof.document for proof in item.event.evidence} for item in sorted(store.events(), key=lambda item: item.event.evidence[0].document)] == [
        {"1.txt"}, {"2.txt"}, {"3.txt"},
    ]  # fmt: skip


def test_a_corrected_page_text_moves_offsets_and_keeps_uids(store: Store) -> None:
    store.add_events("A01.txt", "d1", page("会议甲", "仪式乙"))
    before = {item.event.title: item.uid for item in store.events()}
    moved = [
        happening(title, at=1_000 + 100 * n, quote=f"第{n}条：5月18日，{title}隆重举行。")
        for n, title in enumerate(("会议甲", "仪式乙"))
    ]
    store.add_events("A01.txt", "d2", moved)
    assert {item.event.title: item.uid for item in store.events()} == before


def test_pages_can_be_added_in_any_order() -> None:
    told = {"甲": ("春耕备耕", "桥梁通车"), "乙": ("食品安全", "图书捐赠"), "丙": ("健康义诊", "植树造林")}
    pages = {f"{name}.txt": page(*titles, name=f"{name}.txt") for name, titles in told.items()}
    seen = set()
    for order in itertools.permutations(pages):
        with Store() as store:
            for name in order:
                store.add_events(name, "d", pages[name])
            seen.add(tuple(sorted((item.uid, item.event.title) for item in store.events())))
    assert len(seen) == 1


def test_one_happening_on_two_pages_is_one_event_under_the_older_uid(store: Store, clock: Clock) -> None:
    store.add_events("A01.txt", "d1", [happening("全市防汛备汛工作会议", page="A01.txt")])
    (first,) = store.events()
    clock.turn(days=1)
    told_again = happening(
        "全市防汛备汛工作会议", page="B02.txt", quote="5月18日，全市防汛备汛工作会议召开。"
    )
    assert store.add_events("B02.txt", "d2", [told_again]) == Added(changed=1)
    (both,) = store.events()
    assert both.uid == first.uid
    assert {proof.document for proof in both.event.evidence} == {"A01.txt", "B02.txt"}
    clock.turn(days=1)
    assert store.remove("A01.txt") == Added(changed=1)
    (left,) = store.events()
    assert left.uid == first.uid, "the happening stands, whichever page proves it"
    assert store.add_events("A01.txt", "d1", [happening("全市防汛备汛工作会议", page="A01.txt")]).changed == 1
    assert [item.uid for item in store.events()] == [first.uid]


def test_a_page_added_under_two_names_doubles_nothing(store: Store) -> None:
    """A file by itself and again as part of its folder; what has no known year is of one year only in one text."""
    for name in ("A01.txt", "2017/A01.txt"):
        told = [
            happening("义务植树", "XXXX-03-12", start=None, end=None, page=name, quote="3月12日植树。"),
            *page("会议甲", name=name),
        ]
        store.add_events(name, "d1", told)
    assert sorted(item.event.title for item in store.events()) == ["义务植树", "会议甲"]
    other = happening("义务植树", "XXXX-03-12", start=None, end=None, page="B.txt", quote="3月12日义务植树。")
    store.add_events("B.txt", "d2", [other])
    assert sorted(item.event.title for item in store.events()) == ["义务植树", "义务植树", "会议甲"]


def test_two_published_events_found_to_be_one_are_not_called_off(store: Store, clock: Clock) -> None:
    store.add_events("A01.txt", "d1", [happening("全市防汛备汛工作会议", page="A01.txt")])
    clock.turn(days=1)
    other = happening(
        "林晓枫提出要求", type="study", page="B02.txt", quote="林晓枫在全市防汛备汛工作会议上提出要求。"
    )
    store.add_events("B02.txt", "d2", [other])
    older, newer = sorted(store.events(), key=lambda item: item.created)
    store.correct(newer.uid, place="市会议中心")
    clock.turn(days=1)
    better = other.model_copy(update={"title": "全市防汛备汛工作会议"}).model_dump()
    store.add_events("B02.txt", "d2", [happening(page="B02.txt", quote=better["evidence"][0]["quote"])])
    (left,) = store.events(include_cancelled=True)
    assert left.uid == older.uid
    assert store.show(newer.uid).uid == older.uid
    assert left.event.place is not None and left.event.place.name == "市会议中心", "corrections move along"
    clock.turn(days=1)
    store.add_events("B02.txt", "d2", [other])
    assert {item.uid for item in store.events()} == {older.uid, newer.uid}, "apart again, each has its own"


def test_what_is_told_in_passing_points_to_the_main_event(store: Store) -> None:
    meeting, due = page("会议甲", "完成乙")
    due = happening(
        "完成乙",
        "../2017-06-30",
        type="deadline",
        start=None,
        end="2017-06-30",
        at=100,
        quote="6月底前完成乙。",
    )
    store.add_events("A01.txt", "d1", [meeting, due])
    by_title = {item.event.title: item for item in store.events()}
    assert by_title["完成乙"].event.related == [by_title["会议甲"].uid]
    assert by_title["会议甲"].event.related == []
    assert by_title["完成乙"].sequence == 0
    store.correct(by_title["会议甲"].uid, rejected=True)
    (left,) = store.events()
    assert left.event.related == []


def test_corrections_survive_reading_and_can_be_taken_back(store: Store, clock: Clock) -> None:
    store.add_events("A01.txt", "d1", page("会议甲"))
    (item,) = store.events()
    clock.turn(hours=1)
    corrected = store.correct(
        item.uid, title="会议甲（正名）", when="2017-05-19", place="礼堂", type="ceremony"
    )
    assert (corrected.uid, corrected.sequence) == (item.uid, 1)
    assert (corrected.event.title, corrected.event.type, corrected.event.when.start) == (
        "会议甲（正名）",
        "ceremony",
        "2017-05-19",
    )
    better = [page("会议甲")[0].model_copy(update={"title": "会议甲二", "confidence": 0.5})]
    store.add_events("A01.txt", "d1", better)
    (item,) = store.events()
    assert (item.event.title, item.event.confidence, item.sequence) == ("会议甲（正名）", 0.5, 2)
    assert {field for _, field, _, _ in store.corrections(item.uid)} == {"title", "when", "place", "type"}
    store.correct(item.uid, title=None, when=None, place=None, type=None)
    assert store.events()[0].event.title == "会议甲二"
    assert not store.corrections()
    same = store.correct(item.uid, title=None)
    assert same.sequence == 3, "a correction that changes nothing is no revision"


def test_a_rejected_event_stays_away_until_it_is_accepted_again(store: Store) -> None:
    store.add_events("A01.txt", "d1", page("会议甲"))
    (item,) = store.events()
    assert store.correct(item.uid, rejected=True).cancelled
    store.add_events("A01.txt", "d1", [page("会议甲")[0].model_copy(update={"confidence": 0.7})])
    assert not store.events()
    store.correct(item.uid, rejected=None)
    assert [item.uid for item in store.events()] == [item.uid]


@pytest.mark.parametrize(
    "fields",
    [
        {"colour": "red"},
        {"type": "party"},
        {"title": 3},
        {"confidence": 2},
        {"when": {"edtf": "2017"}},
        {"when": "yesterday"},
        {"when": "2017-02-30"},
        {"people": "林晓枫"},
    ],
)
def test_impossible_corrections_are_refused(store: Store, fields: dict[str, Any]) -> None:
    store.add_events("A01.txt", "d1", page("会议甲"))
    (item,) = store.events()
    with pytest.raises(BadQuery, match=next(iter(fields))):
        store.correct(item.uid, **fields)
    assert store.events() == [item] and not store.corrections()


def test_what_is_not_there_is_said(store: Store) -> None:
    for action in (lambda: store.show("x"), lambda: store.remove("x"), lambda: store.correct("x", title="y")):
        with pytest.raises(NotFound, match="x"):
            action()


def test_a_failure_leaves_no_half_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add_events("A01.txt", "d1", page("会议甲"))
    before = store.events()

    def broken(*_: Any) -> None:
        raise RuntimeError("out of memory, say")

    monkeypatch.setattr("timeline.store.publish.Publication._write", broken)
    with pytest.raises(RuntimeError):
        store.add_events("B02.txt", "d2", page("会议乙", name="B02.txt"))
    monkeypatch.undo()
    assert store.events() == before and [held.document for held in store.pages()] == ["A01.txt"]
    assert store.add_events("B02.txt", "d2", page("会议乙", name="B02.txt")).new == 1


def test_odd_characters_are_kept_and_half_ones_do_not_stop_a_page(store: Store) -> None:
    store.add_events("A01.txt", "d1", page("会议甲\ud800", "仪式\x00乙🎉"))
    assert [item.event.title for item in store.events()] == ["会议甲?", "仪式\x00乙🎉"] or [
        item.event.title for item in store.events()
    ] == ["仪式\x00乙🎉", "会议甲?"]


QUERIES = [
    {}, {"type": ["meeting", "deadline"]}, {"since": "2010-01-01"}, {"until": "1990-06-01"}, {"since": "1986-05-01", "until": "1987-03-01"},
    {"person": ["林"]}, {"place": ["青石"]}, {"year": [1987, 2004]}, {"precision": "fuzzy"}, {"precision": "exact"},
    {"min_confidence": 0.8}, {"text": "春耕"}, {"document": ["03"]}, {"type": ["study"], "since": "2000-01-01", "min_confidence": 0.5},
]  # fmt: skip


def test_the_store_selects_what_the_query_selects(store: Store) -> None:
    pages: dict[str, list[Event]] = {}
    for event in many(400):
        pages.setdefault(event.evidence[0].document, []).append(event)
    for name, events in pages.items():
        store.add_events(name, "d", events)
    everything = [item.event for item in store.events()]
    assert len(everything) == 400
    for keys in QUERIES:
        query = Query.model_validate(keys)
        assert [item.event for item in store.events(query)] == query.select(everything), keys


def test_pages_and_anchors_are_kept(store: Store) -> None:
    anchor = SimpleNamespace(
        date=dt.date(2017, 5, 19), earliest=dt.date(2017, 5, 19), latest=None, year=2017, basis="printed", candidates={2017: 0.9},
        clues=(SimpleNamespace(years=(2017,), weight=2.5, quote="2017年", why="masthead"),),
    )  # fmt: skip
    reading = SimpleNamespace(
        page=SimpleNamespace(document="A01.txt", text="…"), anchor=anchor, events=page("会议甲")
    )
    store.add(reading)
    (held,) = store.pages()
    assert (held.document, held.events, held.added) == ("A01.txt", 1, START.replace(microsecond=0))
    assert (
        held.anchor is not None
        and held.anchor["date"] == "2017-05-19"
        and held.anchor["clues"][0]["quote"] == "2017年"
    )


def test_the_record_is_the_event_with_its_revision(store: Store) -> None:
    store.add_events("A01.txt", "d1", page("会议甲"))
    (item,) = store.events()
    told = record(item)
    assert told["uid"] == item.uid == item.event.uid and told["updated"] == "2024-01-02T03:04:05Z"
    assert told["title"] == "会议甲" and told["when"]["edtf"] == "2017-05-18" and told["cancelled"] is False


def test_one_look_gives_the_same_bytes_whatever_the_order() -> None:
    def reading(name: str, day: int, *events: Event) -> Any:
        anchor = SimpleNamespace(
            date=dt.date(2017, 5, day),
            earliest=None,
            latest=None,
            year=2017,
            basis="given",
            candidates={},
            clues=(),
        )
        return SimpleNamespace(
            page=SimpleNamespace(document=name, text=name), anchor=anchor, events=list(events)
        )

    readings = [
        reading("B02.txt", 20, happening(page="B02.txt", quote="5月18日，全市防汛备汛工作会议召开。"), *page("仪式乙", name="B02.txt")),
        reading("A01.txt", 19, happening(page="A01.txt")),
        reading("C03.txt", 19, *page("会议丙", name="C03.txt")),
    ]  # fmt: skip
    feeds = {to_ics(in_memory(order)) for order in itertools.permutations(readings)}
    assert len(feeds) == 1
    merged = next(item for item in in_memory(readings) if len(item.event.evidence) == 2)
    assert merged.created == dt.datetime(2017, 5, 19, 12, tzinfo=dt.UTC), "the earlier issue told it first"


# -- files


def test_a_store_is_kept_and_opened_again(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        store.add_events("A01.txt", "d1", page("会议甲"))
        before = store.events()
    with Store(tmp_path / "a.sqlite") as store:
        assert store.events() == before
        assert store.add_events("A01.txt", "d1", page("会议甲")) == Added(unchanged=1)


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (lambda path: path.write_text("这不是数据库，" * 100, encoding="utf-8"), "not a usable database"),
        (lambda path: path.mkdir(), "cannot be opened"),
        (lambda path: _other_program(path), "another program"),
        (lambda path: _newer(path), "newer version"),
    ],
)
def test_other_files_are_refused_and_left_alone(tmp_path: Path, make: Any, cause: str) -> None:
    path = tmp_path / "x.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=cause):
        Store(path)
    assert before is None or path.read_bytes() == before


def _other_program(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE recipes (name)")
    db.commit()
    db.close()


def _newer(path: Path) -> None:
    Store(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def test_an_older_store_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    db = sqlite3.connect(path)
    db.executescript(MIGRATIONS[0])
    db.execute("PRAGMA user_version = 1")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.commit()
    db.close()
    with Store(path) as store:
        assert store.tokens.all() == []
        assert store.add_events("A01.txt", "d1", page("会议甲")).new == 1


def test_many_can_open_a_new_file_at_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def opening(number: int) -> None:
        try:
            with Store(tmp_path / "new.sqlite") as store:
                store.add_events(f"{number}.txt", "d", page(f"会议{number}", name=f"{number}.txt"))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=opening, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with Store(tmp_path / "new.sqlite") as store:
        assert len(store.pages()) == len(store.events()) == 8


_TITLES = (
    "春耕备耕",
    "桥梁通车",
    "食品安全",
    "图书捐赠",
    "健康义诊",
    "植树造林",
    "防汛演练",
    "招商引资",
    "冬季供暖",
    "道路养护",
)


def test_readers_see_whole_pages_while_others_are_added(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Store(path).close()
    halves: list[int] = []
    done = threading.Event()

    def looking() -> None:
        with Store(path) as reader:
            while not done.is_set():
                counts: dict[str, int] = {}
                for item in reader.stream():
                    name = item.event.evidence[0].document
                    counts[name] = counts.get(name, 0) + 1
                halves.extend(count for count in counts.values() if count != 10)

    watcher = threading.Thread(target=looking)
    watcher.start()
    with Store(path) as store:
        for number in range(28):
            name = f"{number:02d}.txt"
            store.add_events(name, "d", page(*_TITLES, name=name, edtf=f"2017-05-{number % 28 + 1:02d}"))
    done.set()
    watcher.join()
    assert not halves


def test_tokens_open_what_they_were_given_for_and_can_be_taken_back(store: Store) -> None:
    secret = store.tokens.issue("赵一鸣", Query.model_validate({"type": ["deadline"]}))
    found = store.tokens.find(secret)
    assert (
        found is not None
        and found.label == "赵一鸣"
        and found.query.type == ["deadline"]
        and not found.revoked
    )
    assert store.tokens.find(secret + "x") is None
    kept = " ".join(str(row) for row in store._db.execute("SELECT * FROM tokens").fetchall())
    assert secret not in kept
    assert store.tokens.revoke("赵一鸣") == 1
    revoked = store.tokens.find(secret)
    assert revoked is not None and revoked.revoked
    with pytest.raises(NotFound):
        store.tokens.revoke("nobody")
