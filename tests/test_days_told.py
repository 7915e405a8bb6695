"""Days that a report tells in a roundabout way: looks back, stretches in two clauses, headlines, terms."""

from __future__ import annotations

import pytest

from timeline.anchors import find_anchor
from timeline.articles import split
from timeline.events import Event
from timeline.pages import read_page
from timeline.pipeline import read
from timeline.timex import find_timexes

MASTHEAD = "云溪日报\n{day}\n\n"


def events(text: str, day: str) -> list[Event]:
    """The events of a page that prints its date, e.g. 2019年11月11日."""
    return read("page.txt", content=(MASTHEAD.format(day=day) + text).encode()).events


def days(text: str, day: str) -> list[str]:
    """The EDTF of what a page tells."""
    return [event.when.edtf for event in events(text, day)]


STORY = (
    "市委书记下乡调研记\n\n11月5日至8日，市委书记何明远到三县（区）调研。在河西街道，9月30日，老旧小区改造刚刚完工。"
    "“水管不漏了，灯也亮了，大家都说好。”居民说。6日一早，何明远到青石镇检查矿山生态修复工作。"
)


def test_a_bare_day_belongs_to_the_stretch_the_story_began_with() -> None:
    assert "2019-11-06" in days(STORY, "2019年11月11日")


def test_that_day_is_the_day_of_the_news_where_the_day_named_last_is_a_look_back() -> None:
    text = (
        "高空坠物案开庭\n\n3月23日上午9时，云溪县人民法院公开开庭审理一起高空坠物案。2月25日，合议庭召开庭前会议，组织双方交换证据。"
        "根据民法典的规定，禁止从建筑物中抛掷物品；经调查难以确定具体侵权人的，由可能加害的建筑物使用人给予补偿，物业服务企业也应当采取必要的安全保障措施。"
        "经过两个多小时的审理，法庭当庭宣判，被告均表示不上诉，旁听的居民说这一课上得好。"
        "当天下午，法院在锦绣苑小区举行普法宣讲活动。"
    )
    assert days(text, "2021年3月26日")[-1].startswith("2021-03-23")


@pytest.mark.parametrize(
    ("before", "edtf"),
    [("2008年1月，一场凝冻让石门乡断电断路17天。", "2008-01-28"), ("村里去年修了路。", "2019-01-28")],
)
def test_a_month_named_again_is_of_the_same_year(before: str, edtf: str) -> None:
    text = f"好医生龙大山\n\n6月25日，龙大山事迹报告会在县影剧院举行。{before}1月28日夜，他走了11公里山路，接生了一个孩子。"
    assert any(day.startswith(edtf) for day in days(text, "2019年6月26日"))


def test_a_stretch_whose_end_stands_in_a_clause_of_its_own() -> None:
    text = "征兵报名\n\n今年下半年征兵工作于8月15日开始，9月30日结束，9月1日起运新兵。"
    assert "2023-08-15/2023-09-30" in days(text, "2023年7月14日")


def test_by_the_beginning_of_term() -> None:
    text = "县政府常务会议\n\n6月10日，县政府召开常务会议。会议要求，今年秋季开学前要补足农村小学教师缺口。"
    due = [event for event in events(text, "2008年6月12日") if event.type == "deadline"]
    assert [(event.when.edtf, event.when.text) for event in due] == [("../2008-08-31~", "今年秋季开学前")]


def test_a_term_put_off_is_a_deadline() -> None:
    text = "税务讲座\n\n6月15日，县税务局举办纳税服务讲座。授课人提醒，6月属期的申报期限延长至7月18日。"
    due = [event.when.edtf for event in events(text, "2018年6月20日") if event.type == "deadline"]
    assert due == ["../2018-07-18"]


def test_the_day_before_a_festival_is_counted_from_the_festival() -> None:
    text = "牧民搬新家\n\n10月9日，县定居点举行搬迁仪式。“国庆节前一天搬进来的。”牧民说。"
    found = read("page.txt", content=(MASTHEAD.format(day="2009年10月14日") + text).encode())
    assert [t.when.edtf for t in found.timexes if t.text == "国庆节前一天" and t.when] == ["2009-09-30"]


def test_an_undated_report_takes_the_day_of_its_headline_and_shows_it() -> None:
    text = "中秋晚会9月22日晚开演\n\n本报讯 由县委宣传部主办的“月满云溪”中秋晚会将在人民广场举行。"
    event = events(text, "2010年9月13日")[0]
    assert event.when.edtf == "2010-09-22" or (event.when.start or "").startswith("2010-09-22")
    assert any("9月22日" in proof.quote for proof in event.evidence)


def test_a_length_that_is_over_sets_no_limit() -> None:
    text = "人大代表视察\n\n11月28日，县人大常委会召开会议。会前，代表们利用11天时间，走访了9个乡镇。"
    assert not [event for event in events(text, "2013年11月29日") if event.type == "deadline"]


def test_two_thousand_six_hundred_years_are_no_year() -> None:
    assert not [t for t in find_timexes("延续了2600年的农业税全面取消。") if t.kind == "date"]
    assert [t.value for t in find_timexes("完成了2014年的任务。")] == ["2014"]


def anchor(text: str) -> tuple[object, object]:
    page = read_page("page.txt", content=text.encode())
    found = find_anchor(page, split(page), find_timexes(page.text))
    return found.year, found.date


def test_a_headline_with_a_date_and_its_report_with_tomorrow_give_the_day_of_print() -> None:
    text = (
        "夏秋季征兵8月1日全面展开\n\n记者从市征兵办获悉，今年夏秋季征兵工作明天全面展开。\n\n"
        "庆祝建军90周年\n\n7月26日，全市庆祝建军90周年座谈会召开，学习贯彻党的十八届六中全会精神。"
    )
    found = anchor(text)[1]
    assert found is not None and str(found)[5:] == "07-31"


@pytest.mark.parametrize("printed", ["2月29日", "2011年2月29日"])
def test_a_leap_day_told_twice_breaks_nothing(printed: str) -> None:
    text = f"全县植树活动{printed}启动\n\n记者获悉，全县植树活动明天启动。"
    assert anchor(text)[1] is None


def test_a_leap_day_beside_tomorrow_gives_the_day_of_print() -> None:
    assert str(anchor("通知\n\n活动明天（2月29日）举行。今年是2012年。")[1]) == "2012-02-28"


def test_the_years_of_a_life_at_work_give_the_year() -> None:
    text = (
        "牧道上的活地图\n\n10月12日，派出所民警努尔兰骑马出发了。1986年7月，从警校毕业的他被分配到派出所。"
        "这是他从警的第29个年头。在党的群众路线教育实践活动中，他走访牧民86户。"
    )
    assert anchor(text)[0] == 2014
