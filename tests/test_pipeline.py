"""A page from file to events: what every record owes to the page it was read from, and that no page is too much."""

from __future__ import annotations

import datetime as dt
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.events import Event, event_from
from timeline.pipeline import Reading, read
from timeline.text import squeeze

ROOT = Path(__file__).parent.parent
PAGES = [
    path
    for folder in ("seeds", "tests/dev", "tests/frozen")
    for path in sorted((ROOT / folder).glob("[0-9]*.txt"))
]
EXACT = ("minute", "hour", "halfday", "day")
ISSUED = dt.date(2018, 5, 20)

every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem[:2]}")


@cache
def reading_of(path: Path) -> Reading:
    return read(path)


def test_the_pages_are_there() -> None:
    assert len(PAGES) >= 45


def faults_of_proof(reading: Reading) -> list[str]:
    """Quotes that do not stand at their span, or no proof at all."""
    text = reading.page.text
    return [
        f"{event.type} {proof.start}"
        for event in reading.events
        for proof in event.evidence
        if text[proof.start : proof.end] != proof.quote or not proof.quote
    ] + [event.type for event in reading.events if not event.evidence]


def where_from(reading: Reading, event: Event) -> str:
    """The words that a record may draw on: its evidence and the articles it stands in, headlines with them."""
    ids = {proof.article for proof in event.evidence}
    text = reading.page.text
    spans = [
        span
        for article in reading.articles
        if article.id in ids
        for span in (article.body, *article.headline_spans, *(section.span for section in article.sections))
    ]
    heads = [s.head + "\n" + s.owner for a in reading.articles if a.id in ids for s in a.sections]
    return squeeze("\n".join([*(text[span.start : span.end] for span in spans), *heads]))


def printed(number: float, words: str) -> bool:
    forms = {f"{number:g}", str(int(number)) if number == int(number) else str(number)}
    wide = str.maketrans("０１２３４５６７８９．", "0123456789.")
    return any(form in words.translate(wide) for form in forms)


def faults_of_names(reading: Reading) -> list[str]:
    """Names, bodies, places and numbers that are printed nowhere in what a record draws on."""
    faults = []
    for event in reading.events:
        words = where_from(reading, event)
        names = [person.name for person in event.people] + [body.name for body in event.organizations]
        names += [event.place.name] if event.place else []
        faults += [name for name in names if squeeze(name) not in words]
        for figure in [*getattr(event.details, "figures", []), *getattr(event.details, "amount", [])]:
            if not printed(figure.value, words) or squeeze(figure.what) not in words:
                faults.append(f"{figure.what} {figure.value}")
    return faults


def faults_of_time(event: Event) -> list[str]:
    """Where date, status and type of a record contradict one another."""
    when = event.when
    faults = []
    if event.type == "deadline" and when.start is not None:
        faults.append("a deadline has no beginning")
    if (
        event.type == "deadline"
        and when.end is None
        and "XXXX" not in when.edtf
        and when.precision != "fuzzy"
    ):
        faults.append("a deadline has an end")
    if "XXXX" in when.edtf and (when.start or when.end):
        faults.append("a year not known has no day")
    if when.start and when.end and when.start[:10] > when.end:
        faults.append("it ends before it begins")
    if when.precision == "fuzzy" and when.end:
        faults.append("about a month is no day")
    for day in (when.start, when.end):
        if day:
            dt.datetime.fromisoformat(day)
    return faults


def faults_of_record(event: Event) -> list[str]:
    """Where a record is not what its schema and the calendar ask for."""
    faults = [] if event_from(event.model_dump(mode="json")) == event else ["does not survive its JSON form"]
    faults += (
        [] if 2 <= len(event.title) <= 24 and "\n" not in event.title else [f"title of {len(event.title)}"]
    )
    return faults if event.origin else [*faults, "no origin"]


@every_page
def test_every_quote_is_at_its_span(path: Path) -> None:
    assert not faults_of_proof(reading_of(path))


@every_page
def test_every_name_place_and_number_is_printed(path: Path) -> None:
    assert not faults_of_names(reading_of(path))


@every_page
def test_date_type_and_status_agree(path: Path) -> None:
    assert not [fault for event in reading_of(path).events for fault in faults_of_time(event)]


@every_page
def test_every_record_is_valid(path: Path) -> None:
    assert not [fault for event in reading_of(path).events for fault in faults_of_record(event)]


PIECES = (
    "5月3日", "5月3日上午", "昨日", "近日", "今年6月底前", "每周一", "2017年", "5月3日至5日", "第三季度", "春节", "31日", "2月30日",
    "召开", "举行", "会议", "推进会", "调研", "到", "城关镇", "在县政府会议室", "开展", "宣传活动", "比赛", "揭牌仪式", "建成", "完成", "要", "将于",
    "县长", "副书记", "孙志勇", "阿不都热合曼·买买提", "吴敏", "、", "，", "。", "；", "：", "“", "”", "《", "》", "（", "）", "\n", "\n\n",
    "主持", "讲话", "强调", "一要", "二是", "该局", "县水务局", "发放宣传单200份", "１２", "3", ".", "本报讯（记者 李平）", "会议传达了", "为期三天", "□", " ",
)  # fmt: skip
RANDOM = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RANDOM.filter(str.strip), st.booleans())
def test_any_text_gives_records_that_keep_the_laws(text: str, known: bool) -> None:
    reading = read("page.txt", content=text.encode(), issued=ISSUED if known else None)
    assert not faults_of_proof(reading)
    assert not faults_of_names(reading)
    assert not [fault for event in reading.events for fault in faults_of_time(event)]
    for event in reading.events:
        assert event_from(event.model_dump(mode="json")) == event
        assert len(event.title) <= 24


def seconds(text: str) -> float:
    begun = time.process_time()
    read("20180504.txt", content=text.encode())
    return time.process_time() - begun


HOSTILE = {
    "names": "5月3日，县领导" + "孙志勇、吴敏、" * 1500 + "出席会议。",
    "triggers": "5月3日，县里" + "召开会议" * 2500 + "。",
    "no marks": "县里春季农业生产现场会上大家都说今年的庄稼长得好" * 400,
    "dates": "县里于" + "5月3日、" * 500 + "召开会议。",
    "quotes": "5月3日，" + "“" * 2500 + "召开会议" + "”" * 2500 + "。",
    "brackets": "5月3日，县里" + "（召开会议" * 1000 + "）" * 1000 + "。",
    "sites": "5月3日，县长李志勇到" + "城关镇、" * 2500 + "调研。",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_bounded(text: str) -> None:
    """Each took seconds to minutes while a sentence was as long as it pleased."""
    assert seconds(text) < 8


def test_time_grows_with_length() -> None:
    news = "5月3日，县教育局召开春季工作会议，县长李志勇讲话。会议要求，各校要在6月底前完成校舍检修。\n"
    seconds(news)
    short, long = seconds(news * 50), seconds(news * 400)
    assert long / 8 < 3 * short + 0.05
