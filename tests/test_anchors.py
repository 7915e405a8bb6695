"""The day a page was printed: seeds, the corpus of undated pages, the lexicon's examples, names, mastheads, laws.

Lexicon files run here: landmarks, countdowns, moving_days, day_cues, year_company.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.anchors import Anchor, find_anchor
from timeline.anchors.calendar_clues import festivals, zodiac
from timeline.anchors.clues import CLUE_FUNCTIONS
from timeline.anchors.countdowns import countdowns, counted_down, days_meant
from timeline.anchors.day import last_day
from timeline.anchors.landmarks import cycles, landmarks, numbered, sightings
from timeline.anchors.leaf import Leaf, leaf_of
from timeline.anchors.printed import from_name
from timeline.anchors.years import company_of
from timeline.lexicon import load
from timeline.pages import Page, read_page

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "score"))
from score_years import anchor_of, in_window, verdict  # noqa: E402

SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
CORPUS: list[dict[str, Any]] = tomllib.loads((HERE / "corpus" / "years.toml").read_text(encoding="utf-8"))[
    "page"
]
LANDMARKS = load("landmarks")


def page_of(text: str, document: str = "page.txt", **metadata: str) -> Page:
    return Page(document, text, text, tuple(range(len(text))), metadata=metadata)


def leaf(text: str) -> Leaf:
    return leaf_of(page_of(text), (), ())


# ---- seeds and corpus


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_seed_falls_into_its_window(path: Path) -> None:
    issue = json.loads((HERE / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))["issue"]
    anchor = anchor_of({"id": path.stem, "text": path.read_text(encoding="utf-8")})
    assert anchor.year == issue["year"] and anchor.date is not None
    assert issue["earliest"] <= anchor.date.isoformat() <= issue["latest"]
    assert anchor.basis == "inferred" and anchor.confidence > 0.8


@pytest.fixture(scope="module")
def dated() -> list[tuple[dict[str, Any], Anchor]]:
    return [(entry, anchor_of(entry)) for entry in CORPUS]


def test_the_corpus_is_large_and_much_of_it_frozen() -> None:
    years = {entry["year"] for entry in CORPUS}
    assert len(CORPUS) >= 120 and set(range(2005, 2026)) | {"XXXX"} <= years
    assert sum(bool(entry.get("frozen")) for entry in CORPUS) >= 60


@pytest.mark.parametrize("frozen", [True, False], ids=["frozen", "open"])
def test_undated_pages_get_their_year_or_none(
    dated: list[tuple[dict[str, Any], Anchor]], frozen: bool
) -> None:
    verdicts = [verdict(entry, anchor) for entry, anchor in dated if bool(entry.get("frozen")) is frozen]
    honest = sum(one in ("right", "unknown") for one in verdicts) / len(verdicts)
    assert "confidently wrong" not in verdicts
    assert honest >= 0.95
    assert verdicts.count("right") / len(verdicts) >= 0.8


def test_a_page_without_evidence_stays_unknown(dated: list[tuple[dict[str, Any], Anchor]]) -> None:
    given = [entry["id"] for entry, anchor in dated if entry["year"] == "XXXX" and anchor.year]
    assert not given


def test_days_of_print_lie_in_the_windows_of_the_corpus(dated: list[tuple[dict[str, Any], Anchor]]) -> None:
    missed = [entry["id"] for entry, anchor in dated if in_window(entry, anchor) is False]
    assert not missed


def test_an_anchor_is_consistent_and_its_clues_are_printed(
    dated: list[tuple[dict[str, Any], Anchor]],
) -> None:
    for entry, anchor in dated:
        text = read_page("x.txt", content=entry["text"].strip("\n").encode()).text
        assert all(clue.quote in text and clue.why for clue in anchor.clues)
        assert sum(anchor.candidates.values()) <= 1.01
        assert list(anchor.candidates.values()) == sorted(anchor.candidates.values(), reverse=True)
        if anchor.year is None:
            assert anchor.date is anchor.earliest is anchor.latest is None and anchor.confidence == 0
        else:
            assert anchor.earliest and anchor.latest and anchor.earliest <= (anchor.date or anchor.earliest)
            assert (anchor.date or anchor.latest) <= anchor.latest and anchor.earliest.year == anchor.year


def test_dating_is_deterministic() -> None:
    entry = next(entry for entry in CORPUS if entry["year"] != "XXXX")
    assert anchor_of(entry) == anchor_of(entry)


# ---- the lexicon


def test_there_are_many_landmarks_and_every_year_has_some() -> None:
    assert len(LANDMARKS["landmark"]) + len(LANDMARKS["count"]) >= 300
    for year in range(2000, 2027):
        spoken = [one for one in landmarks() if one.score(dt.date(year, 7, 1)) > one.weights[0]]
        assert len(spoken) >= 10, year
    starts = {one.spans[0][0].year for one in landmarks()}
    assert set(range(2004, 2026)) <= starts


def test_every_landmark_has_a_source_and_its_own_name() -> None:
    entries = [*LANDMARKS["landmark"], *LANDMARKS["count"], *LANDMARKS["session"], *LANDMARKS["cycle"]]
    assert all(entry["source"].strip() and entry["why"].strip() for entry in entries)
    assert len({entry["id"] for entry in entries}) == len(entries)


@pytest.mark.parametrize("entry", LANDMARKS["landmark"], ids=lambda entry: entry["id"])
def test_a_landmark_is_seen_in_its_example_and_fits_its_time(entry: dict[str, Any]) -> None:
    landmark = next(one for one in landmarks() if one.id == entry["id"])
    assert landmark.sighting(leaf(entry["example"]).text) is not None
    first, last = landmark.spans[-1]
    assert last is None or first < last
    peak = last if landmark.swell == "last" and last else first
    assert landmark.score(peak) == 0.0
    assert landmark.score(landmark.heralded - dt.timedelta(days=400)) == landmark.weights[0] < 0
    if last and landmark.weights[1]:
        assert landmark.score(last + dt.timedelta(days=1500)) < landmark.score(peak)


FALSE_FRIENDS = (
    "全村超额完成造林任务", "评选创新冠军班组", "停车改造工程完工", "干部钻研学习业务", "大沙河长约10公里", "动物疫情防控培训班",
    "发布非典型案例", "第二十一五金机电展", "山东博客来书店", "苏超市开业", "走进哈尔滨", "工龄满十二五个月", "市大数据局",
    "新时代文明实践", "纪检监察干部", "水上交通执法", "他三十五岁",
)  # fmt: skip
FRIENDS_OF = {
    "village-league", "covid", "land-survey-3", "study-travel", "river-heads", "covid-control", "sars", "plan-11", "plan-12",
    "snowball-blog", "su-league", "harbin-craze", "data-bureau", "supervision-bureau", "supervision-commission", "plan-15",
}  # fmt: skip


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_words_that_only_look_like_a_landmark_are_none(text: str) -> None:
    seen = {one.id for one in landmarks() if one.sighting(leaf(text).text)}
    assert not seen & (FRIENDS_OF - {"snowball-blog"})


@pytest.mark.parametrize("entry", [*LANDMARKS["count"], *LANDMARKS["session"]], ids=lambda entry: entry["id"])
def test_a_numbered_thing_means_the_year_of_its_example(entry: dict[str, Any]) -> None:
    thing = next(one for one in numbered() if one.id == entry["id"])
    years = [year for _, _, year in sightings(thing, leaf(entry["example"]).text)]
    assert years == [entry["year"]]


@pytest.mark.parametrize("entry", load("countdowns")["countdown"], ids=lambda entry: entry["example"])
def test_a_countdown_means_the_day_of_its_example(entry: dict[str, Any]) -> None:
    opening = next(one for one in countdowns() if one.pattern.pattern.startswith(f"(?:{entry['words']})"))
    match = opening.pattern.search(leaf(entry["example"]).text)
    assert match and dt.date.fromisoformat(entry["printed"]) in days_meant(opening, match)


def test_a_countdown_finds_the_day_of_an_undated_page() -> None:
    text = leaf("冬奥会倒计时100天 市民登上长城\n本报讯 昨天，健身跑活动在北京举行。")
    days = [dt.date(year, 10, 27) for year in range(2005, 2026)]
    told = next(counted_down(text, days))
    assert [day.year for day, log in zip(days, told.logs, strict=True) if log == 0.0] == [2021]
    assert not list(counted_down(leaf("距考试还有100天，距奥运会还有很久。"), days))


@pytest.mark.parametrize("entry", LANDMARKS["cycle"], ids=lambda entry: entry["id"])
def test_a_cycle_is_loudest_in_the_year_of_its_example(entry: dict[str, Any]) -> None:
    cycle = next(one for one in cycles() if one.id == entry["id"])
    match = cycle.pattern.search(leaf(entry["example"]).text)
    assert match
    from timeline.numerals import to_int

    number = (to_int(match["n"]) if "n" in match.groupdict() else 1) or 1
    scores = {
        year: max(cycle.score(number, dt.date(year, month, 1)) for month in (2, 9))
        for year in range(2015, 2020)
    }
    assert scores[entry["best"]] == max(scores.values()) == 0.0


@pytest.mark.parametrize("entry", load("year_company")["company"], ids=lambda entry: entry["name"])
def test_a_year_keeps_the_company_of_its_example(entry: dict[str, Any]) -> None:
    text = leaf(entry["example"])
    year, span = text.years[0] if entry["name"] != "plan" else text.years[-1]
    assert company_of(text, year, span).name == entry["name"]


def cue_examples() -> Iterator[tuple[str, str]]:
    for tense in ("future", "other", "past"):
        for example in load("day_cues")[tense]["examples"]:
            yield tense, example


@pytest.mark.parametrize(("tense", "example"), list(cue_examples()))
def test_a_day_has_the_tense_of_its_example(tense: str, example: str) -> None:
    start, end = example.index("〔"), example.index("〕")
    text = leaf(example.replace("〔", "").replace("〕", ""))
    marked = [mention for mention in text.days if start <= mention.span.start < end]
    assert marked and marked[0].tense == tense


def test_festivals_are_seen_on_either_side_of_a_date() -> None:
    between = load("moving_days")["between"]
    days = [dt.date(year, 9, 1) for year in range(2000, 2027)]
    for example in [*between["after_examples"], *between["before_examples"]]:
        assert list(festivals(leaf(example), days)), example
    for example in load("moving_days")["zodiac"]["examples"]:
        assert list(zodiac(leaf(example), days)), example


# ---- printed days

NAMES = {
    "20140327-A05.pdf": "2014-03-27",
    "2014-03/27/node_2.htm": "2014-03-27",
    "2014年3月27日 第3版.txt": "2014-03-27",
    "hnrb20140327A05.pdf": "2014-03-27",
    "archive/2014/03/27/content_1.html": "2014-03-27",
    "2014.3.27.txt": "2014-03-27",
    "paper_2014_03_27_p1.txt": "2014-03-27",
    "201403/27/A1.txt": "2014-03-27",
    "scan-20240229.jpg": "2024-02-29",
}  # fmt: skip
NO_NAMES = (
    "000_dccda13be8b99b87.txt",
    "a20140327bcdef0123456789.txt",
    "20230229.txt",
    "20991231.txt",
    "19140327.txt",
    "120140327.txt",
    "20141327.txt",
    "page-3.txt",
    "13820140327.txt",
    "1.2014.3.txt",
)


@pytest.mark.parametrize(("name", "day"), NAMES.items())
def test_a_file_name_tells_its_day(name: str, day: str) -> None:
    found = from_name(name, dt.date(2026, 12, 31))
    assert found and found.day.isoformat() == day
    anchor = find_anchor(page_of("本报讯 近日，全市召开大会。", name))
    assert anchor.basis == "printed" and anchor.date == found.day


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_file_name_that_holds_no_day(name: str) -> None:
    assert from_name(name, dt.date(2026, 12, 31)) is None


MASTHEADS = {
    "临江日报 2014年3月27日 星期四 农历甲午年二月廿七 第1234期": "2014-03-27",
    "2014年3月27日 星期四 责任编辑：何文 版式：孙青": "2014-03-27",
    "二〇一四年三月二十七日　星期四": "2014-03-27",
    "青山周刊 ２０１４年３月２７日 第３版 综合新闻": "2014-03-27",
    "發布時間：2021-05-13 09:26 瀏覽次數：318": "2021-05-13",
    "2020-12-25 18:42:07 来源：新华社": "2020-12-25",
    "中華民國一百零三年三月二十七日 星期四": "2014-03-27",
    "Riverside Gazette, Thursday, March 27, 2014": "2014-03-27",
    "2014年\n3月\n27日\n星期四": "2014-03-27",
    "2014年3月\n27\n星期四\n农历甲午年\n二月廿七": "2014-03-27",
    "星期四\n2014年3月27日\n今日8版": "2014-03-27",
    "THURSDAY\n2014.3.27\n责编/何文 美编/李丽": "2014-03-27",
    "修河日报 2014年3月27日\n星期四 第2版 综合新闻": "2014-03-27",
    "二〇一四年三月二十七日 甲午年二月廿七 星期四": "2014-03-27",
}  # fmt: skip


@pytest.mark.parametrize(("line", "day"), MASTHEADS.items())
def test_a_masthead_tells_the_day(line: str, day: str) -> None:
    anchor = find_anchor(
        page_of(f"{line}\n全市春耕现场会召开\n本报讯 近日，全市春耕现场会召开，与会人员参观了三个村。")
    )
    assert (anchor.basis, str(anchor.date)) == ("printed", day)


def test_a_date_in_prose_is_no_masthead() -> None:
    anchor = find_anchor(
        page_of("2008年5月12日下午，地震发生时，他正在教室上课。十年来，他一直没有忘记那一天。")
    )
    assert anchor.basis in ("inferred", "unknown")


def test_what_is_given_overrules_what_is_printed() -> None:
    text = "临江日报 2014年3月27日 星期四\n本报讯 3月26日，全市召开大会。"
    given = find_anchor(page_of(text, "20150101.txt"), issued=dt.date(2013, 5, 6))
    assert (given.basis, given.date) == ("given", dt.date(2013, 5, 6))
    recorded = find_anchor(page_of(text, "20150101.txt", published="2012-02-03"))
    assert (recorded.basis, recorded.date) == ("given", dt.date(2012, 2, 3))
    named = find_anchor(page_of(text, "20150101.txt"))
    assert (named.basis, named.date) == ("printed", dt.date(2015, 1, 1))


def test_a_masthead_without_its_year_gives_the_day() -> None:
    anchor = find_anchor(
        page_of("临江晚报 3月27日 星期四 农历二月廿七 第4821期\n本报讯 3月26日，市领导调研。")
    )
    assert anchor.date == anchor.earliest == anchor.latest == dt.date(2014, 3, 27)


# ---- the day


def test_the_turn_of_the_year_is_one_run_of_days() -> None:
    found = last_day(
        leaf("本报讯 12月28日，检查组到乡。\n本报讯 12月30日，会议召开。\n本报讯 1月3日，县长调研。")
    )
    assert found and (found.month, found.day) == (1, 3)


def test_stale_copy_does_not_hold_the_day_back() -> None:
    text = "管网清点预计11月3日完成。\n本报讯 11月4日，记者在村里看到芋头丰收。\n预计11月7日开始供暖。"
    anchor = find_anchor(page_of(text + "“两学一做”学习教育与G20杭州峰会安保。纪念红军长征胜利80周年。"))
    assert anchor.date == dt.date(2016, 11, 5) and anchor.latest == dt.date(2016, 11, 7)


def test_the_end_of_a_long_range_is_no_past_day() -> None:
    found = last_day(leaf("本报讯 9月1日，市博物馆新展开幕。展览9月1日至12月20日在二楼展厅举行。"))
    assert found and (found.month, found.day) == (9, 1)
    over = last_day(leaf("8月15日至9月20日，该厂对炉体进行了检修。"))
    assert over and (over.month, over.day) == (9, 20)


def test_a_paper_that_gathers_a_week_appears_on_no_weekend() -> None:
    news = "本报讯 5月6日，大会召开。\n本报讯 5月9日，乡里植树。\n本报讯 5月10日，观摩会举行。"
    anchor = find_anchor(page_of(news + "为庆祝第108个国际护士节，县卫健委举办竞赛。"))
    assert (anchor.date, anchor.earliest) == (dt.date(2019, 5, 13), dt.date(2019, 5, 11))
    daily = find_anchor(page_of("本报讯 5月10日，观摩会举行。为庆祝第108个国际护士节，县卫健委举办竞赛。"))
    assert daily.date == dt.date(2019, 5, 11)


def test_the_day_called_today_is_the_day_of_issue() -> None:
    found = last_day(leaf("今天（3月12日）是植树节。本报讯 3月11日，机关干部植树。"))
    assert found and found.is_issue and found.day == 12


def test_a_page_without_days_gets_months() -> None:
    anchor = find_anchor(
        page_of("今年是“十二五”收官之年。截至10月底，全市完成投资的九成。“三严三实”专题教育扎实开展。")
    )
    assert anchor.year == 2015 and anchor.date is None
    assert anchor.earliest and anchor.latest and (anchor.earliest.month, anchor.latest.month) == (11, 11)


# ---- neighbours


def test_pages_of_one_issue_lend_their_year_and_day() -> None:
    text = "本报讯 3月26日，乡里组织植树。"
    assert find_anchor(page_of(text)).year is None
    beside = [find_anchor(page_of(text, "2014-03-27/2.txt")), find_anchor(page_of(text, "2014-03-27/3.txt"))]
    anchor = find_anchor(page_of(text), neighbours=beside)
    assert (anchor.year, anchor.date) == (2014, dt.date(2014, 3, 27))


def test_a_folder_of_many_years_decides_nothing() -> None:
    text = "本报讯 3月26日，乡里组织植树。"
    beside = [find_anchor(page_of(text, f"{year}0327.txt")) for year in range(2008, 2020)]
    assert find_anchor(page_of(text), neighbours=beside).year is None


# ---- laws


def test_a_page_is_not_from_the_future() -> None:
    text = "今年是“十四五”开局之年。本报讯 3月26日，党史学习教育动员会召开。"
    assert find_anchor(page_of(text), today=dt.date(2026, 1, 1)).year == 2021
    earlier = find_anchor(page_of(text), today=dt.date(2019, 1, 1))
    assert max(earlier.candidates) <= 2019


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="一二三四五六七八九十〇年月日今去明届第周“”。，（）0123456789市县区会全党纪念春节星期 \n",
        max_size=200,
    )
)
def test_any_text_gets_an_anchor_or_none(text: str) -> None:
    anchor = find_anchor(page_of(text))
    assert sum(anchor.candidates.values()) <= 1.02
    assert anchor.year is None or anchor.year == next(iter(anchor.candidates))
    assert all(clue.quote in text for clue in anchor.clues)


@pytest.mark.parametrize(
    "unit", ["1", "月日", "年", "2014年", "3月20日", "第五届", "3月", "（", "周", "二〇一四", "今年", "\n"]
)
def test_time_grows_with_the_page_and_no_faster(unit: str) -> None:
    def seconds(count: int) -> float:
        page = page_of(unit * (count // len(unit)))
        start = time.process_time()
        find_anchor(page)
        return time.process_time() - start

    seconds(2_000)
    short, long = max(seconds(15_000) for _ in range(2)), seconds(120_000)
    assert long < 8 * 3 * max(short, 0.02)


def test_every_clue_function_says_something_of_some_page() -> None:
    days = [dt.date(year, 3, 27) for year in range(2000, 2027)]
    texts = [leaf(entry["text"]) for entry in CORPUS]
    silent = [ask.__name__ for ask in CLUE_FUNCTIONS if not any(list(ask(text, days)) for text in texts)]
    assert not silent
