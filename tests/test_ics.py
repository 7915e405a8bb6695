"""The calendar feed: where things stand, what they say, and that nothing illegal gets out."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from feed.happenings import ODD, happening, many
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.events import Event
from timeline.ics import anniversaries, drawn, parts, to_ics, to_jcal, to_vtodo
from timeline.ics.placing import place
from timeline.store import Stored

sys.path.insert(0, str(Path(__file__).parent / "feed" / "check" / "src"))
import lint  # type: ignore[import-not-found]

UPDATED = dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC)
UID = "8d8f2112-f49c-53bd-afb4-b69e17bca87d"
PAGE = "https://paper.example/时间轴/timeline.html"


def stored(event: Event, uid: str = UID, sequence: int = 0, *, cancelled: bool = False) -> Stored:
    return Stored(uid, event.model_copy(update={"uid": uid}), sequence, UPDATED, UPDATED, cancelled)


def entries(*events: Event, **head: Any) -> list[dict[str, str]]:
    """The events of a feed as {property: value}, unfolded and unescaped; checked by the lint on the way."""
    octets = to_ics(
        [stored(event, f"{number:08x}-0000-5000-8000-000000000000") for number, event in enumerate(events)],
        **head,
    )
    faults = [f"{found.code} {found.msg}" for found in lint.lint(octets).findings if found.level != "INFO"]
    assert not faults
    text = octets.decode().replace("\r\n ", "")
    blocks = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.S)
    return [
        {
            re.split("[:;]", line, maxsplit=1)[0]: lint.untext(line.split(":", 1)[1])
            for line in re.sub(r"BEGIN:(\w+)\r\n.*?END:\1", "", block, flags=re.S).split("\r\n")
            if ":" in line
        }
        for block in blocks
    ]


# (how it is told) → DTSTART, DTEND, STATUS, SUMMARY
PLACES: list[tuple[dict[str, Any], tuple[str, str, str, str] | None]] = [
    ({"edtf": "2017-05-18"}, ("20170518", "20170519", "CONFIRMED", "T")),
    ({"edtf": "2017-05-18", "precision": "halfday", "part_of_day": "morning"}, ("20170518", "20170519", "CONFIRMED", "T")),
    ({"edtf": "2017-05-18", "precision": "minute", "start": "2017-05-18T09:30"}, ("20170518T093000", "20170518T103000", "CONFIRMED", "T")),
    ({"edtf": "2017-05-18", "precision": "hour", "start": "2017-05-18T23:00"}, ("20170518T230000", "20170519T000000", "CONFIRMED", "T")),
    # Before 1992 hours are written in UTC; in the summer of 1987 China was nine hours ahead.
    ({"edtf": "1987-07-01", "precision": "hour", "start": "1987-07-01T09:00"}, ("19870701T000000Z", "19870701T010000Z", "CONFIRMED", "T")),
    ({"edtf": "1975-07-01", "precision": "hour", "start": "1975-07-01T09:00"}, ("19750701T010000Z", "19750701T020000Z", "CONFIRMED", "T")),
    ({"edtf": "2017-05-18/2017-05-20"}, ("20170518", "20170521", "CONFIRMED", "T")),
    ({"edtf": "2017-05-01/2017-05-31"}, ("20170501", "20170601", "CONFIRMED", "T")),
    ({"edtf": "2017-05-01/2017-06-01"}, ("20170501", "20170502", "CONFIRMED", "T（至6月1日）")),
    ({"edtf": "2017-05-01/2018-06-01"}, ("20170501", "20170502", "CONFIRMED", "T（至2018年6月1日）")),
    ({"edtf": "2017-05-18/..", "end": None}, ("20170518", "20170519", "CONFIRMED", "T（起）")),
    ({"edtf": "2017-05/..", "precision": "month"}, ("20170501", "20170601", "TENTATIVE", "约：T（起）")),
    ({"edtf": "../2017-05-18", "start": None, "end": "2017-05-18"}, ("20170518", "20170519", "CONFIRMED", "截至：T")),
    ({"edtf": "../2017-05-18", "type": "deadline", "start": None, "end": "2017-05-18"}, ("20170518", "20170519", "CONFIRMED", "期限：T")),
    ({"edtf": "2016-02", "type": "deadline", "precision": "month"}, ("20160229", "20160301", "CONFIRMED", "期限：T")),
    ({"edtf": "2016-02~", "type": "deadline", "precision": "fuzzy"}, ("20160229", "20160301", "TENTATIVE", "期限：T")),
    ({"edtf": "2016-02", "precision": "month"}, ("20160201", "20160301", "TENTATIVE", "约：T")),
    ({"edtf": "2016-02~", "precision": "fuzzy"}, ("20160201", "20160301", "TENTATIVE", "约：T")),
    ({"edtf": "2016-02-03~", "precision": "fuzzy"}, ("20160203", "20160204", "TENTATIVE", "约：T")),
    ({"edtf": "2016", "precision": "year"}, ("20161231", "20170101", "TENTATIVE", "约2016年内：T")),
    ({"edtf": "2016-34", "precision": "quarter"}, ("20160630", "20160701", "TENTATIVE", "约2016年4—6月内：T")),
    ({"edtf": "2016-11/2017-02", "precision": "month"}, ("20170228", "20170301", "TENTATIVE", "约2016—2017年内：T")),
    ({"edtf": "2017-05-18", "confidence": 0.4}, ("20170518", "20170519", "TENTATIVE", "T")),
    ({"edtf": "XXXX-05-18", "start": None, "end": None}, None),
    ({"edtf": "201X", "precision": "year"}, None),
    ({"edtf": "9999-12-31"}, None),
    ({"edtf": "", "start": None, "end": None}, None),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), PLACES, ids=[str(told) for told, _ in PLACES])
def test_each_kind_of_date_has_its_place(
    told: dict[str, Any], expected: tuple[str, str, str, str] | None
) -> None:
    found = entries(happening("T", **told))
    if expected is None:
        assert not found
    else:
        assert tuple(found[0][key] for key in ("DTSTART", "DTEND", "STATUS", "SUMMARY")) == expected
        assert found[0]["TRANSP"] == "TRANSPARENT"
        assert found[0]["X-EDTF"] == told["edtf"]


# (rule, first day, more) → DTSTART, RRULE
RULES: list[tuple[str, str, dict[str, Any], str, str | None]] = [
    ("FREQ=WEEKLY", "2017-05-18", {}, "20170518", "FREQ=WEEKLY;UNTIL=20180517"),
    ("FREQ=WEEKLY;BYDAY=MO", "2017-05-18", {}, "20170522", "FREQ=WEEKLY;UNTIL=20180521;BYDAY=MO"),
    ("FREQ=MONTHLY;BYMONTHDAY=10", "2017-05-18", {}, "20170610", "FREQ=MONTHLY;UNTIL=20180609;BYMONTHDAY=10"),
    ("FREQ=DAILY", "2017-05-18", {}, "20170518", "FREQ=DAILY;UNTIL=20170617"),
    ("FREQ=YEARLY", "2017-05-18", {}, "20170518", "FREQ=YEARLY"),
    ("FREQ=DAILY;COUNT=5", "2017-05-18", {}, "20170518", "FREQ=DAILY;COUNT=5"),
    ("FREQ=WEEKLY;UNTIL=20171231", "2017-05-18", {}, "20170518", "FREQ=WEEKLY;UNTIL=20171231"),
    ("FREQ=WEEKLY;UNTIL=20171231T000000", "2017-05-18", {}, "20170518", "FREQ=WEEKLY;UNTIL=20171231"),
    ("RRULE:freq=weekly", "2017-05-18", {}, "20170518", "FREQ=WEEKLY;UNTIL=20180517"),
    ("FREQ=WEEKLY", "2017-05-18/2017-08-31", {}, "20170518", "FREQ=WEEKLY;UNTIL=20170831"),
    ("FREQ=WEEKLY", "2017-05-18", {"precision": "minute", "start": "2017-05-18T09:30"}, "20170518T093000",
     "FREQ=WEEKLY;UNTIL=20180517T155959Z"),
    # An hour before 1992 would be on another weekday in UTC: drawn by days.
    ("FREQ=WEEKLY;BYDAY=MO", "1985-05-13", {"precision": "hour", "start": "1985-05-13T07:00"}, "19850513",
     "FREQ=WEEKLY;UNTIL=19860512;BYDAY=MO"),
    ("FREQ=FORTNIGHTLY", "2017-05-18", {}, "20170518", None),
    ("FREQ=WEEKLY;FREQ=DAILY", "2017-05-18", {}, "20170518", None),
    ("每周", "2017-05-18", {}, "20170518", None),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2017-05-18", {}, "20170518", None),
    ("FREQ=WEEKLY;UNTIL=20100101", "2017-05-18", {}, "20170518", None),
    ("FREQ=WEEKLY;X-EVIL=1\r\nATTENDEE:mailto:a@example.org", "2017-05-18", {}, "20170518", None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "edtf", "more", "start", "written"), RULES, ids=[row[0] for row in RULES])
def test_rules_are_legal_bounded_and_agree_with_their_first_day(
    rule: str, edtf: str, more: dict[str, Any], start: str, written: str | None
) -> None:
    (entry,) = entries(happening("T", edtf, rrule=rule, **more))
    assert (entry["DTSTART"], entry.get("RRULE")) == (start, written)


def test_a_repeated_event_of_a_month_takes_a_day_each_time() -> None:
    (entry,) = entries(happening("T", "2017-05~", precision="fuzzy", rrule="FREQ=DAILY"))
    assert (entry["DTSTART"], entry["DTEND"]) == ("20170501", "20170502")


def test_a_description_tells_who_where_and_why() -> None:
    event = happening(
        "全市防汛工作会议", "2017-05-18", place="市会议中心", basis="year-inferred",
        part_of_day="morning", text="5月18日上午", implied=["year: 党的十九大召开前"],
        people=[{"name": "林晓枫", "title": "副市长", "role": "chair"}, {"name": "赵一鸣"}],
        organizations=[{"name": "市水利局", "role": "host"}],
        details={"agenda": ["通报汛情", "部署工作"]},
    )  # fmt: skip
    (entry,) = entries(event, base_url=PAGE)
    assert entry["DESCRIPTION"].split("\n") == [
        "时间：2017-05-18 上午（报上作“5月18日上午”）", "地点：市会议中心", "人物：林晓枫（副市长，主持）、赵一鸣",
        "单位：市水利局（承办）", "议题：通报汛情；部署工作", "推断：年份——党的十九大召开前",
        "原文：“2017-05-18，全市防汛备汛工作会议在市会议中心召开，副市长林晓枫主持并讲话。”（A01.txt）",
    ]  # fmt: skip
    assert entry["LOCATION"] == "市会议中心"
    assert entry["CATEGORIES"] == "会议"
    assert entry["URL"].endswith(
        "/%E6%97%B6%E9%97%B4%E8%BD%B4/timeline.html#e-00000000-0000-5000-8000-000000000000"
    )
    assert (entry["X-TIMELINE-BASIS"], entry["X-TIMELINE-CONFIDENCE"]) == ("year-inferred", "1.00")


def test_people_are_participants_and_never_invited() -> None:
    people = [
        {"name": f"某{number}", "role": "speaker" if number == 7 else "attendee"} for number in range(9)
    ]
    octets = to_ics([stored(happening(people=people, place="礼堂"))]).decode().replace("\r\n ", "")
    assert "ATTENDEE" not in octets and "ORGANIZER" not in octets and "METHOD" not in octets
    first = octets.index("BEGIN:PARTICIPANT")
    assert "PARTICIPANT-TYPE:SPEAKER" in octets[first : first + 60], "who spoke comes before who sat there"
    assert "BEGIN:VLOCATION" in octets
    inner = re.findall(r"BEGIN:(?:PARTICIPANT|VLOCATION)\r\n(.*?)END:", octets, re.S)
    assert all(not re.search(r"^(?:SUMMARY|DESCRIPTION|STATUS|DTSTAMP)", part, re.M) for part in inner)


def test_a_cancelled_event_says_so_in_status_and_title() -> None:
    octets = to_ics([stored(happening("T"), sequence=3, cancelled=True)]).decode()
    assert "STATUS:CANCELLED" in octets and "SUMMARY:【撤回】T" in octets and "SEQUENCE:3" in octets


def test_the_head_has_what_clients_read() -> None:
    octets = to_ics(
        [], name="临江日报, 全部;\\事件", description="第一行\n第二行", url="https://paper.example/",
        source="https://paper.example/a.ics", color="teal", refresh=dt.timedelta(hours=6),
    ).decode()  # fmt: skip
    lines = octets.split("\r\n")
    for line in (
        "NAME:临江日报， 全部；＼事件", "X-WR-CALNAME:临江日报， 全部；＼事件", "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H", "SOURCE;VALUE=URI:https://paper.example/a.ics", "COLOR:teal",
        "DESCRIPTION:第一行\\n第二行", "X-WR-TIMEZONE:Asia/Shanghai", "TZID:Asia/Shanghai",
    ):  # fmt: skip
        assert line in lines
    assert not any(line.startswith(("UID", "METHOD")) for line in lines)
    assert not lint.lint(octets.encode()).errors


def test_the_same_events_give_the_same_bytes_and_a_cold_cache_too() -> None:
    from timeline.ics import feed

    some = [
        stored(event, f"{number:08x}-0000-5000-8000-000000000000") for number, event in enumerate(many(60))
    ]
    warm = to_ics(some, base_url=PAGE)
    feed._cache.clear()
    assert to_ics(some, base_url=PAGE) == warm == to_ics(iter(some), base_url=PAGE)


def test_a_revision_of_another_database_is_not_taken_from_the_cache() -> None:
    assert b"SUMMARY:One" in to_ics([stored(happening("One"))])
    assert b"SUMMARY:Two" in to_ics([stored(happening("Two"))])


def test_a_thousand_events_of_every_kind_pass_the_lint_in_parts() -> None:
    some = [
        stored(event, f"{number:08x}-0000-5000-8000-000000000000") for number, event in enumerate(many(1_000))
    ]
    runs = list(parts(some, base_url=PAGE))
    assert sum(len(run) for run in runs) == len(drawn(some)) > 900
    for run in runs:
        octets = to_ics(run, base_url=PAGE, name="千条")
        report = lint.lint(octets)
        assert len(octets) <= 1_000_000 and len(run) <= 1_000
        assert not [found for found in report.findings if found.level != "INFO"]
        assert len(report.events) == len(run)


def test_a_feed_is_cut_by_number_too() -> None:
    some = [
        stored(happening(f"第{n}次", quote="短"), f"{n:08x}-0000-5000-8000-000000000000")
        for n in range(1_201)
    ]
    assert [len(run) for run in parts(some)] == [1_000, 201]


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=200) | st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(ODD),
)
def test_no_text_can_break_out_of_its_property(long: str, short: str) -> None:
    event = happening(
        long, quote=long + short, place=short, people=[{"name": short, "title": long, "role": "speaker"}], page=short or "x",
        organizations=[{"name": long}], details={"agenda": [long], "requirements": [short]}, implied=[f"year: {short}"],
        text=long,
    )  # fmt: skip
    octets = to_ics([stored(event)], name=short, description=long, base_url=PAGE)
    report = lint.lint(octets)
    assert not report.errors, report.errors
    assert not [found for found in report.warnings if found.code != "TEXT"]
    assert len(report.events) == 1


def test_deadlines_as_tasks() -> None:
    tasks = to_vtodo(
        [
            stored(happening("完成清淤", "../2017-06-30", type="deadline", start=None, end="2017-06-30")),
            stored(happening("会议")),
        ]
    ).decode()
    assert tasks.count("BEGIN:VTODO") == 1 and "BEGIN:VEVENT" not in tasks
    assert "DUE;VALUE=DATE:20170630" in tasks and "SUMMARY:期限：完成清淤" in tasks
    assert not lint.lint(tasks.encode()).errors


def test_the_same_feed_as_jcal() -> None:
    told = json.loads(to_jcal([stored(happening("会议；一"))], base_url=PAGE))
    assert told[0] == "vcalendar"
    (event,) = [part for part in told[2] if part[0] == "vevent"]
    values = {name: value for name, _, _, value in event[1]}
    assert values["summary"] == "会议；一" and values["dtstart"] == "2017-05-18" and values["uid"] == UID


def test_on_this_day_is_a_yearly_series_of_its_own() -> None:
    single, ranged = happening("会议"), happening("活动", "2017-05-18/2017-05-20")
    fuzzy, due = happening("例会", "2017-05", precision="month"), happening("完成", type="deadline")
    (yearly,) = anniversaries(
        [stored(single), stored(ranged), stored(fuzzy), stored(due), stored(single, cancelled=True)]
    )
    assert yearly.uid != UID and yearly.event.title == "2017年今日：会议"
    feed = to_ics([yearly], base_url=PAGE)
    octets = feed.decode().replace("\r\n ", "")
    assert "RRULE:FREQ=YEARLY\r\n" in octets and f"timeline.html#e-{UID}" in octets
    assert not lint.lint(feed).errors


def test_every_event_of_every_kind_that_has_a_year_has_a_place() -> None:
    for event in many(400):
        assert (place(event) is None) == ("X" in event.when.edtf)
