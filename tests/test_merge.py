"""Laws of merging: order-free, idempotent, no evidence lost; what is joined and what stays two."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.dates import When
from timeline.events import EVENT_TYPES, Event, event_from
from timeline.merge import merge
from timeline.pipeline import read

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

# Few values, so that reports of one happening meet: the same days, titles that share words, evidence that overlaps.
WHENS = (
    When("2018-05-03", "2018-05-03", "2018-05-03", "5月3日", "day", "explicit"),
    When("2018-05-03", "2018-05-03", "2018-05-03", "5月3日上午", "halfday", "explicit", "morning"),
    When("2018-05-03", "2018-05-03", "2018-05-03", "5月3日下午", "halfday", "explicit", "afternoon"),
    When("2018-05-03", "2018-05-03T09:30", "2018-05-03", "5月3日9时30分", "minute", "explicit", "morning"),
    When("2018-05-03/2018-05-05", "2018-05-03", "2018-05-05", "5月3日至5日", "day", "explicit"),
    When("2018-05-04", "2018-05-04", "2018-05-04", "次日", "day", "inherited"),
    When("2018-05~", None, None, "近日", "fuzzy", "fuzzy"),
    When("XXXX-05-03", None, None, "5月3日", "day", "explicit"),
    When("../2018-06-30", None, "2018-06-30", "6月底前", "month", "explicit"),
    When("2018-05-07", "2018-05-07", "2018-05-07", "每周一", "day", "explicit", rrule="FREQ=WEEKLY"),
)
TITLES = (
    "河口县春季农业生产会议", "全县春季农业生产现场会", "春季农业现场会", "河口县防汛演练", "防汛应急演练活动", "会议", "调研",
)  # fmt: skip
BODIES = ("河口县农业局", "城关镇", "河口县水务局")
PEOPLE = (("孙志勇", "县长"), ("孙志勇", "县委副书记、县长"), ("吴敏", ""), ("吴敏", "局长"))
PRINTED = "本报讯5月3日河口县召开春季农业生产会议县长孙志勇讲话" * 4
# Every type, those that may be told as one another more often.
KINDS = (*EVENT_TYPES, "meeting", "meeting", "ceremony", "campaign", "study")
RULES = ("lead: noun trigger", "undated report", "dated clause")


@st.composite
def proofs(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.integers(0, 60))
    end = start + draw(st.integers(4, 30))
    page = draw(st.sampled_from(("甲.txt", "乙.txt")))
    return {"document": page, "article": "a1", "start": start, "end": end, "quote": PRINTED[start:end]}


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    return event_from(
        {
            "type": draw(st.sampled_from(KINDS)),
            "title": draw(st.sampled_from(TITLES)),
            "salience": draw(st.sampled_from(("main", "secondary", "mention"))),
            "confidence": draw(st.sampled_from((0.5, 0.8, 0.95))),
            "when": draw(st.sampled_from(WHENS)),
            "status": draw(st.sampled_from(("happened", "ongoing", "planned"))),
            "place": draw(st.sampled_from((None, {"name": "城关镇"}, {"name": "县政府会议室"}))),
            "people": [
                {"name": name, "title": title, "role": draw(st.sampled_from(("chair", "attendee")))}
                for name, title in draw(
                    st.lists(st.sampled_from(PEOPLE), max_size=2, unique_by=lambda p: p[0])
                )
            ],
            "organizations": [
                {"name": name, "role": draw(st.sampled_from(("organizer", "host")))}
                for name in draw(st.lists(st.sampled_from(BODIES), max_size=2, unique=True))
            ],
            "evidence": draw(st.lists(proofs(), min_size=1, max_size=2, unique_by=str)),
            "origin": {"rule": draw(st.sampled_from(RULES)), "words": []},
        }
    )


REPORTS = st.lists(happenings(), max_size=10)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def of_the_seeds() -> tuple[Event, ...]:
    """The mentions of the seed pages, as they are read."""
    return tuple(event for page in SEEDS for event in read(page).events)


def proven(events: Sequence[Event]) -> set[Any]:
    return {proof for event in events for proof in event.evidence}


def named(events: Sequence[Event]) -> set[str]:
    return {who.name for event in events for who in event.people} | {
        body.name for event in events for body in event.organizations
    }


@FAST
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(events: list[Event], chance: random.Random) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert merge(shuffled) == merge(events)


@FAST
@given(REPORTS)
def test_merging_again_changes_nothing(events: list[Event]) -> None:
    once = merge(events)
    assert merge(once) == once


@FAST
@given(REPORTS)
def test_no_evidence_person_or_body_is_lost_and_none_is_made_up(events: list[Event]) -> None:
    merged = merge(events)
    assert proven(merged) == proven(events)
    assert named(merged) == named(events)
    assert len(merged) <= len(events)


@FAST
@given(REPORTS)
def test_a_record_holds_each_proof_person_and_body_once(events: list[Event]) -> None:
    for event in merge(events):
        for rows in (event.evidence, [p.name for p in event.people], [b.name for b in event.organizations]):
            assert len(rows) == len(set(rows))


@FAST
@given(REPORTS, REPORTS)
def test_reports_may_come_in_two_parts(some: list[Event], more: list[Event]) -> None:
    """What was joined before the rest came loses nothing by it."""
    assert proven(merge([*merge(some), *more])) == proven([*some, *more])


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_laws_hold_on_pages(chance: random.Random) -> None:
    events = list(of_the_seeds())
    once = merge(events)
    assert merge(once) == once
    assert proven(once) == proven(events)
    # The same reports twice, as when a page is read again, in any order.
    doubled = events * 2
    chance.shuffle(doubled)
    assert merge(doubled) == once


def test_a_joined_record_that_fits_another_is_joined_again() -> None:
    """The body that the second report adds makes the third one fit the first."""
    held = {"organizations": [{"name": "河口县农业局", "role": "organizer"}]}
    leader = {"people": [{"name": "孙志勇"}]}
    first = report("meeting", "河口县春耕备耕生产推进会", ONE_DAY, "河口县春耕备耕生产推进会召开。", **leader)
    second = report("meeting", "备耕生产推进会", ONE_DAY, "备耕生产推进会由农业局召开。", **held)
    third = report("ceremony", "河口县春耕誓师仪式", ONE_DAY, "农业局举行河口县春耕誓师仪式。", **held)
    once = merge([first, second, third])
    assert merge(once) == once


def report(kind: str, title: str, when: When, quote: str, document: str = "甲.txt", **more: Any) -> Event:
    proof = {"document": document, "article": "a1", "start": 0, "end": len(quote), "quote": quote}
    return event_from({"type": kind, "title": title, "when": when, "evidence": [proof], **more})


MORNING, AFTERNOON, NEXT_DAY = WHENS[1], WHENS[2], WHENS[5]
ONE_DAY, FUZZY, DUE, WEEKLY = WHENS[0], WHENS[6], WHENS[8], WHENS[9]

JOINED = {
    "an article and its caption": (
        report("meeting", "河口县春季农业生产现场会", ONE_DAY, "5月3日，河口县召开春季农业生产现场会。"),
        report("meeting", "春季农业生产现场会", ONE_DAY, "图为5月3日春季农业生产现场会会场。"),
    ),
    "two papers": (
        report("ceremony", "青龙河大桥通车仪式", ONE_DAY, "5月3日，青龙河大桥举行通车仪式。"),
        report("ceremony", "青龙河大桥通车仪式", ONE_DAY, "青龙河大桥3日通车。", "乙.txt"),
    ),
    "a half day and its day": (
        report("meeting", "全县防汛工作会议", MORNING, "5月3日上午，全县防汛工作会议召开。"),
        report("meeting", "全县防汛工作会议", ONE_DAY, "全县防汛工作会议于5月3日召开。"),
    ),
    "a fuzzy day told twice": (
        report("campaign", "禁毒宣传活动", FUZZY, "近日，城关镇开展禁毒宣传活动。"),
        report("campaign", "城关镇禁毒宣传活动", FUZZY, "日前，城关镇的禁毒宣传活动走进校园。"),
    ),
}
APART = {
    "two meetings of a body on one day": (
        report("meeting", "县委常委会会议", MORNING, "5月3日上午，县委常委会召开会议。"),
        report("meeting", "县委常委会会议", AFTERNOON, "5月3日下午，县委常委会召开会议。"),
    ),
    "a meeting and the one that follows it up": (
        report("meeting", "创卫工作动员大会", ONE_DAY, "5月3日，创卫工作动员大会召开。"),
        report("meeting", "创卫工作推进会", NEXT_DAY, "5月4日，创卫工作推进会召开。"),
    ),
    "a meeting and a visit": (
        report("meeting", "春季农业生产会议", ONE_DAY, "5月3日，春季农业生产会议召开。"),
        report("inspection", "孙志勇调研春季农业生产", ONE_DAY, "5月3日，孙志勇调研春季农业生产。"),
    ),
    "two tasks due on one day": (
        report("deadline", "完成秋粮收购", DUE, "6月底前完成秋粮收购。"),
        report("deadline", "建成三所学校", DUE, "6月底前建成三所学校。"),
    ),
    "a meeting and a weekly duty": (
        report("meeting", "全县调度会", WHENS[0], "5月3日，全县调度会召开。"),
        report("meeting", "全县调度会", WEEKLY, "每周一召开全县调度会。"),
    ),
}


@pytest.mark.parametrize("pair", JOINED.values(), ids=JOINED)
def test_one_happening_is_one_record(pair: tuple[Event, Event]) -> None:
    (joined,) = merge(pair)
    assert proven([joined]) == proven(pair)


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_two_happenings_stay_two(pair: tuple[Event, Event]) -> None:
    assert len(merge(pair)) == 2
