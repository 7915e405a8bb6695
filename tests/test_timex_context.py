"""What an expression takes from the issue and from its neighbours, what stays open, and pages in other languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.anchors import Anchor, Clue
from timeline.text import Span, squeeze
from timeline.timex import Timex, find_timexes, resolve

ISSUED = dt.date(2016, 11, 7)


def read(text: str, anchor: object = ISSUED, bounds: tuple[Span, ...] = ()) -> dict[str, Timex]:
    """Each expression by its words (the last one, where words come twice)."""
    return {timex.text: timex for timex in resolve(find_timexes(text), anchor, text, bounds)}


def edtf(text: str, words: str, anchor: object = ISSUED, bounds: tuple[Span, ...] = ()) -> str | None:
    when = read(text, anchor, bounds)[words].when
    return when.edtf if when else None


def test_inheritance_stops_at_the_end_of_an_article() -> None:
    first, second = "9月25日，新校舍启用。", "28日，合作社分红。当天，社员喜笑颜开。"
    text = first + "\n" + second
    bounds = (Span(0, len(first)), Span(len(first) + 1, len(text)))
    assert edtf(text, "28日", bounds=bounds) == "2016-10-28"
    assert edtf(text, "28日") == "2016-09-28"


def test_this_day_without_a_day_before_it_in_the_article_stays_fuzzy() -> None:
    first, second = "9月3日，新校舍启用。", "当天，社员喜笑颜开。"
    text = first + "\n" + second
    bounds = (Span(0, len(first)), Span(len(first) + 1, len(text)))
    assert edtf(text, "当天", bounds=bounds) == "2016-11~"


def test_the_reason_for_a_year_is_the_heaviest_clue() -> None:
    clues = (
        Clue((2016,), 0.4, "“两学一做”", "a campaign of 2016"),
        Clue((2016,), 2.1, "第十一届豫商大会", "held in 2016"),
        Clue((2015,), 9.0, "另一年", "speaks for another year"),
    )
    anchor = Anchor(ISSUED, ISSUED, ISSUED, 2016, {2016: 0.97}, clues, "inferred")
    when = read("11月4日，芋头丰收。", anchor)["11月4日"].when
    assert when and when.edtf == "2016-11-04"
    assert when.implied == ("year: 第十一届豫商大会",)


def test_a_year_without_a_day_of_print_is_enough_for_a_month_and_day() -> None:
    anchor = Anchor(None, None, None, 2012, {2012: 0.9})
    assert edtf("3月20日，全市植树。", "3月20日", anchor) == "2012-03-20"
    assert edtf("今年，全市植树。", "今年", anchor) == "2012"
    assert edtf("近日，全市植树。", "近日", anchor) == "2012~"
    assert edtf("昨天，全市植树。", "昨天", anchor) == "2012~"


UNKNOWN = {
    "3月20日，全市植树。": ("3月20日", "XXXX-03-20"),
    "3月20日至22日，全市植树。": ("3月20日至22日", "XXXX-03-20/XXXX-03-22"),
    "12月30日至1月2日，广场办展。": ("12月30日至1月2日", "XXXX-12-30/XXXX-01-02"),
    "6月底前完成植树。": ("6月底前", "../XXXX-06-30"),
    "2月底前完成植树。": ("2月底前", "../XXXX-02"),
    "3月份，全市植树。": ("3月份", "XXXX-03"),
    "一季度，全市植树。": ("一季度", "XXXX-01/XXXX-03"),
    "今年，全市植树。": ("今年", "XXXX"),
    "去年底，全市植树。": ("去年底", "XXXX-12~"),
    "近日，全市植树。": ("近日", "XXXX~"),
    "昨天，全市植树。": ("昨天", "XXXX"),
    "上周五，全市植树。": ("上周五", "XXXX"),
    "10日，全市植树。": ("10日", "XXXX-XX-10"),
    "每周五，机关植树。": ("每周五", "XXXX~"),
    "自8月份以来，全市植树。": ("自8月份以来", "XXXX-08/.."),
    "3月20日上午10时，全市植树。": ("3月20日上午10时", "XXXX-03-20T10:00"),
    "农历八月十五，全市赏月。": ("农历八月十五", "XXXX"),
    "清明节，全市植树。": ("清明节", "XXXX"),
}


@pytest.mark.parametrize(("text", "wanted"), UNKNOWN.items())
def test_an_unknown_year_stays_open(text: str, wanted: tuple[str, str]) -> None:
    when = read(text, None)[wanted[0]].when
    assert when and when.edtf == wanted[1]
    assert (when.start, when.end) == (None, None)
    assert when.implied and any(
        "not known" in part or "not printed" in part or "near" in part for part in when.implied
    )


def test_a_printed_year_needs_no_anchor() -> None:
    when = read("2013年6月开工，同年8月完工。", None)["同年8月"].when
    assert when and (when.edtf, when.start, when.basis) == ("2013-08", "2013-08-01", "inherited")


def test_what_is_printed_is_not_listed_as_implied() -> None:
    when = read("2014年3月20日，全市植树。")["2014年3月20日"].when
    assert when and when.implied == () and when.basis == "explicit"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("预计1月15日通车。", "1月15日", "2017-01-15"),
        ("1月15日已经通车。", "1月15日", "2016-01-15"),
        ("12月2日，新桥将通车。", "12月2日", "2016-12-02"),
        ("预计11月3日完成测绘。", "11月3日", "2016-11-03"),
        ("力争明年3月开工。", "明年3月", "2017-03"),
        ("12月，全县评选好人。", "12月", "2016-12"),
        ("2月3日（星期三），老人体检。", "2月3日（星期三）", "2016-02-03"),
        ("2月3日（星期二），老人体检。", "2月3日（星期二）", "2015-02-03"),
    ],
)
def test_tense_and_weekday_choose_the_year(text: str, words: str, value: str) -> None:
    assert edtf(text, words) == value


def test_history_is_not_lent_to_the_news() -> None:
    text = "2008年5月12日，他参加了抗震救灾。如今，他在社区当志愿者。10日，他又来到敬老院。"
    assert edtf(text, "10日") == "2016-10-10"


def test_a_document_of_another_year_lends_nothing() -> None:
    assert edtf("根据2015年工作要点，10月20日全区开展检查。", "10月20日") == "2016-10-20"


IMPOSSIBLE = ["2月30日开会。", "13月5日开会。", "25时开会。", "2015年2月29日开会。", "4月31日开会。"]


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_an_impossible_date_is_never_on_the_calendar(text: str) -> None:
    assert [timex.text for timex in resolve(find_timexes(text), ISSUED, text) if timex.when] == []


def test_29_february_falls_in_the_leap_year() -> None:
    assert edtf("2月29日，老人体检。", "2月29日") == "2016-02-29"


# ---------------------------------------------------------------- where things stand


def test_spans_are_absolute_inside_a_part_of_the_page() -> None:
    text = "版面导读\n3月20日，全市植树。\n责任编辑"
    (timex,) = find_timexes(text, Span(5, 15))
    assert text[timex.span.start : timex.span.end] == timex.text == "3月20日"


@pytest.mark.parametrize(
    "printed",
    [
        "2014 年 3 月 20 日 上午",
        "2014年 3月 20日上午",
        "２０１４ 年３ 月２０ 日上 午",
        "2014\u3000年3月20日\u3000上午",
    ],
)
def test_stray_blanks_do_not_break_a_date(printed: str) -> None:
    text = f"本报讯 {printed}，全市植树。"
    (timex,) = find_timexes(text)
    assert text[timex.span.start : timex.span.end] == printed
    assert (timex.text, timex.value) == (squeeze(printed), "2014-03-20TMO")


def test_a_date_does_not_run_over_the_end_of_a_paragraph() -> None:
    assert [timex.text for timex in find_timexes("会议定于3月\n20日照市来宾到访。")] == ["3月"]


@dataclass
class Printed:
    """An anchor of the least kind: a day and a year."""

    date: dt.date | None
    year: int | None


def test_any_object_with_a_date_and_a_year_is_an_anchor() -> None:
    assert edtf("11月4日，芋头丰收。", "11月4日", Printed(ISSUED, 2016)) == "2016-11-04"
    assert edtf("11月4日，芋头丰收。", "11月4日", Printed(None, None)) == "XXXX-11-04"


# ---------------------------------------------------------------- other languages


def test_an_english_page_yields_its_dates() -> None:
    text = (
        "The parish council met on 12 March 2014 in the village hall; 26 people came.\n"
        "On April 3, residents may attend the second reading. Route 104 stays closed.\n"
        "The next issue appears on 15/04/2014."
    )
    found = resolve(find_timexes(text), dt.date(2014, 3, 20), text)
    assert [timex.when.edtf for timex in found if timex.when] == ["2014-03-12", "2014-04-03", "2014-04-15"]
    assert all(squeeze(text[t.span.start : t.span.end]) == t.text for t in found)


def test_an_english_page_without_a_date_yields_none() -> None:
    assert find_timexes("She may march with the band; 12 of 20 shops in the High Street are let.") == []


# ---------------------------------------------------------------- laws

PIECES = ["2014年", "3月", "20日", "至", "22日", "上午", "10时", "今年", "底前", "以来", "自", "截至", "每周", "五", "三天", "内", "农历", "八月十五", "，", "。", "\n", " ", "了", "预计", "(", ")", "3", "-", ":", "清明节", "周", "第", "后", "当天"]  # fmt: skip
soup = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


@settings(max_examples=300, deadline=None)
@given(soup, st.one_of(st.none(), st.dates(dt.date(1980, 1, 1), dt.date(2060, 1, 1))))
def test_any_text_is_read_without_a_crash(text: str, day: dt.date | None) -> None:
    found = resolve(find_timexes(text), day, text)
    at = 0
    for timex in found:
        assert at <= timex.span.start < timex.span.end <= len(text)
        assert squeeze(text[timex.span.start : timex.span.end]) == timex.text
        at = timex.span.end
        when = timex.when
        if when and when.start and when.end:
            assert when.start[:10] <= when.end
        if when and "XXXX" in when.edtf:
            assert when.start is None and when.end is None


@settings(max_examples=100, deadline=None)
@given(soup)
def test_finding_does_not_depend_on_what_stands_before_the_paragraph(text: str) -> None:
    before = "全市植树。\n"
    alone = [(t.span.start, t.value, t.role) for t in find_timexes("树" + text)]
    behind = [(t.span.start - len(before), t.value, t.role) for t in find_timexes(before + "树" + text)]
    assert alone == behind
