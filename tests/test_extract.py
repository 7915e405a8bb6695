"""What a report's first sentence says: type, day, people and place, over the corpus; and what says nothing."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from timeline.extract.cues import type_told
from timeline.lexicon import load
from timeline.pages import read_page
from timeline.pipeline import interpret
from timeline.text import fold

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


@pytest.mark.parametrize(
    ("kind", "example"),
    [(cue["type"], example) for cue in load("cues")["cue"] for example in cue["examples"]],
)
def test_a_sentence_without_a_trigger_has_the_type_of_its_cue(kind: str, example: str) -> None:
    assert type_told(fold(example)) == kind
    assert kind in {event.type for event in events_of(example)}


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("全市秸秆禁烧专项行动从今年9月开始，到明年2月基本结束。", "2023-09/2024-02"),
        ("自11月1日起，市交警支队在全市开展为期两个月的整治行动。", "2023-11-01/2023-12-31"),
        ("为期两天的民营经济发展峰会11月6日在会展中心闭幕。", "2023-11-05/2023-11-06"),
        ("市政协三届二次会议11月25日开幕，会期4天。", "2023-11-25/2023-11-28"),
        ("城南热源厂计划12月15日供暖前完成设备检修。", "../2023-12-15"),
        ("12月底前沿河商户全部完成雨污分流改造。", "../2023-12-31"),
        ("前10月，全市外贸进出口突破120亿美元。", "2023-01/2023-10"),
        ("因维修改造，县图书馆自11月5日起闭馆，预计12月1日重新开放。", "2023-11-05/2023-12-01"),
        ("老年大学书画展昨日在市文化馆开展，展期至12月20日。", "2023-11-30/2023-12-20"),
        ("11月3日，文化旅游节开幕。开幕当天举行的推介会上，27个项目集中签约。", "2023-11-03"),
        ("11月20日，全市工作会议召开。会议决定，每季度召开一次调度会。", "2023-11-20/.."),
        ("由市总工会主办的中秋晚会9月28日19时30分在文化广场上演。", "2023-09-28T19:30"),
    ],
)
def test_dates_of_what_lasts_and_what_is_due(text: str, edtf: str) -> None:
    assert edtf in [event.when.edtf for event in events_of(text)]


def test_a_beginning_expected_in_a_month_is_a_step_and_no_deadline() -> None:
    (event,) = [e for e in events_of("研发中心项目计划明年3月动工。") if e.when.edtf == "2024-03"]
    assert (event.type, event.status) == ("milestone", "planned")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("11月8日傍晚，沙溪镇48名机关干部连夜敲门转移群众。", "沙溪镇"),
        ("11月13日，红旗农场八队职工在滴灌首部安装过滤器。", "红旗农场八队"),
        ("县图书馆定于12月1日至3日免费开放。", "县图书馆"),
        ("因线路检修，12月10日7时30分至18时，对石门乡、西沟乡全部用户停电。", "石门乡、西沟乡"),
        ("昨日，位于东城街道文体中心的疫苗接种点正式启用。", "东城街道文体中心"),
        ("11月8日，女职工拔河赛在职工俱乐部开赛。", "职工俱乐部"),
        ("春节期间，县文化馆组织文艺小分队送春联下乡。", None),
        ("昨日，市住建局联合消防救援支队对在建工地开展检查。", None),
    ],
)
def test_where_it_happens(text: str, place: str | None) -> None:
    event = next(e for e in events_of(text) if e.salience == "main")
    assert (event.place.name if event.place else None) == place
