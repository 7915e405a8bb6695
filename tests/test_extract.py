"""What a report's first sentence says: type, day, people and place, over the corpus; and what says nothing."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from timeline.pages import read_page
from timeline.pipeline import interpret

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "extract.toml").read_text(encoding="utf-8"))
ISSUED = dt.date(2023, 12, 1)


def events_of(text: str):
    page = read_page("page.txt", content=f"本报讯（记者李明）{text}\n".encode())
    return interpret(page, issued=ISSUED).events


@pytest.mark.parametrize("report", CORPUS["report"], ids=lambda report: report["text"][:16])
def test_report(report) -> None:
    events = events_of(report["text"])
    event = next((e for e in events if e.salience == "main"), events[0])
    assert event.type == report["type"]
    assert event.when.edtf == report["edtf"]
    assert [person.name for person in event.people] == report.get("people", [])
    assert (event.place.name if event.place else None) == report.get("place")


@pytest.mark.parametrize(
    "text",
    [
        "要坚持问题导向，切实加强督导检查，推动各项工作落到实处。",
        "会议强调，各级党组织要高度重视，层层压实责任。",
        "食品安全关系千家万户，人人都是监督员。",
        "我市地处长江中游，总面积3200平方公里，辖5县2区。",
    ],
)
def test_speech_and_background_report_nothing(text: str) -> None:
    assert [event.title for event in events_of(text) if event.salience == "main"] == []


def test_two_meetings_of_one_day_stay_two() -> None:
    text = "3月6日上午，县政府召开全县防汛工作会议。3月6日下午，县政府召开全县教育工作会议。"
    assert [e.title for e in events_of(text) if e.type == "meeting"] == [
        "县政府全县防汛工作会议",
        "县政府全县教育工作会议",
    ]


def test_the_reporter_took_no_part() -> None:
    text = "3月6日，县长王强到青山镇调研春耕生产。"
    assert [p.name for e in events_of(text) for p in e.people] == ["王强"]
