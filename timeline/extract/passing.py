"""What a sentence says in passing: a goal with its date, a standing duty, a state of things."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.dates import When, edtf_bounds
from timeline.extract.aspect import goal_words, is_goal, is_planned
from timeline.extract.dating import DAYS, REPORTED, next_start, width
from timeline.extract.draft import Draft
from timeline.extract.hits import Hit
from timeline.extract.lasting import LASTS, lasting, nearest_hit
from timeline.extract.sentences import Sentence
from timeline.extract.words import triggers
from timeline.timex import Timex

_STARTS = re.compile(r"开工|封顶|完工|过半|开业|启用|落地")


def passing(
    row: Sentence,
    timex: Timex,
    own: Sequence[Timex],
    main: Draft | None,
    before: Sequence[Draft],
    issued: dt.date | None,
) -> Draft | None:
    """What a sentence says in passing: a goal with its date, a standing duty, a state of things."""
    when = timex.when
    if when is None:
        return None
    a = timex.span.start - row.span.start
    stop = next_start(row, own, timex)
    start, end = _clause_start(row, a), _clause_stop(row, a, stop)
    hit = nearest_hit(row, a, start, end)
    if timex.kind == "time" and _TIMETABLE.search(row.plain[max(0, a - 8) : a]):
        return None
    if timex.kind == "set" and when.rrule:
        begun = _since(timex, own)
        return _duty(row, timex, begun or _duty_start(row, when, before, issued), hit, start, end)
    planned = is_planned(row, timex, issued)
    if main is not None and width(timex) == 2 and main.timex and timex.span.start < main.timex.span.start:
        return None
    if LASTS.search(row.plain[max(0, a - 4) : a + 2]) and (
        span := lasting(row, timex, own, when, start, end, before)
    ):
        return None if span is main else span
    if is_goal(row, timex, planned, issued) and not (main and _agenda_year(row, timex, main)):
        return _goal(row, timex, when, start, end)
    if main is not None and (
        when.precision not in DAYS or timex.kind == "fuzzy" or REPORTED.match(row.plain)
    ):
        return None
    if main is not None and width(timex) == 2:
        return None
    if main is not None and main.hit and hit and main.hit.start == hit.start:
        return None
    return _state(row, timex, when, hit, start, end, planned)


# 首班6时40分, 早班车由6时40分提前: the clock of a timetable.
_TIMETABLE = re.compile(r"(?:[首末早晚]班车?|班车|发车)(?:时间)?(?:为|由|从)?$")


def _since(timex: Timex, own: Sequence[Timex]) -> When | None:
    """从10月起，每半月通报一次: when a duty begins that the same sentence dates."""
    first = next((t.when for t in own if t.role == "since" and t.span.start < timex.span.start), None)
    if first is None or timex.when is None or not first.edtf.endswith("/.."):
        return None
    return replace(timex.when, edtf=first.edtf, start=first.start, end=None, basis=first.basis)


def _agenda_year(row: Sentence, timex: Timex, main: Draft) -> bool:
    """总结2019年工作，部署今年任务 after a meeting: years of the agenda, no goals."""
    return timex.role != "deadline" and main.type in ("meeting", "study", "ceremony")


def _clause_start(row: Sentence, position: int) -> int:
    for mark in range(position - 1, -1, -1):
        if row.plain[mark] in "；;。":
            return mark + 1
        if row.plain[mark] in "，," and position - mark > 3:
            before = row.plain[:mark]
            # The subject may stand one clause earlier: 示范区…产业集群，到今年年底，将…
            return mark + 1 if len(before) > 40 else 0
    return 0


def _clause_stop(row: Sentence, position: int, stop: int) -> int:
    for mark in range(position, stop):
        if row.plain[mark] in "；;。":
            return mark + 1
    return stop


def _duty_start(row: Sentence, when: When, before: Sequence[Draft], issued: dt.date | None) -> When:
    """A duty that a meeting lays down begins with it; one that is merely told of goes on about the day of print."""
    told = re.match(r"(?:会议|大会|会上)[^，,。]{0,6}(?:决定|明确|要求|强调|提出)", row.plain)
    day = next((d.when.start[:10] for d in before if d.salience == "main" and d.when.start), None)
    if told and day and when.rrule and when.edtf.endswith("/.."):
        return replace(when, edtf=f"{day}/..", start=day)
    decided = bool(told) or any(d.type == "meeting" and d.salience == "main" for d in before)
    if decided or issued is None or when.basis != "inherited" or not when.edtf.endswith("/.."):
        return when
    return replace(when, edtf=issued.strftime("%Y-%m~"), start=None, end=None, basis="fuzzy")


def _duty(row: Sentence, timex: Timex, when: When, hit: Hit | None, start: int, end: int) -> Draft | None:
    kind = _duty_type(row.plain[start:end], timex.text, hit)
    if kind is None:
        return None
    return Draft(kind, row, start, end, when, timex, hit, "ongoing", "secondary", 0.5, "recurring duty")


_DUTIES = (
    ("contest", re.compile(r"排名|考评|评比|评选|竞赛")),
    ("meeting", re.compile(r"例会|会议|调度会|会商|开一次会|碰头|座谈|研判|议事|坐班|听取")),
    (
        "inspection",
        re.compile(
            r"巡查|巡[一二三河林]|[一两二三]巡|联系村|检查|督查|督导|巡回|通报|考核|暗访|巡河|观摩|走访|排查|调度"
        ),
    ),
    (
        "study",
        re.compile(
            r"学习|训练|培训|授课|讲课|讲一课|开讲|上课|上一[堂节]课|党课|课堂|课程|社团|晨会|讲座|夜校|沙龙|党员活动日|党日"
        ),
    ),
    (
        "campaign",
        re.compile(
            r"大扫除|志愿|宣传|义诊|坐诊|巡诊|体检|咨询|清扫|清理|清洁日|奉献日|服务日|活动日|走进|进社区|进小区|集市|开放日"
        ),
    ),
    ("meeting", re.compile(r"接待日|接待(?:党员|群众|来访)|恳谈|协商|对话|夜话|开一场|说事")),
    ("inspection", re.compile(r"驻村|驻点|蹲点|到联系点|进村|入户|核对|下沉|到岗")),
)


def _duty_type(text: str, words: str, hit: Hit | None) -> str | None:
    for source in (words, text):
        for kind, pattern in _DUTIES:
            if pattern.search(source):
                return kind
    return hit.type if hit and hit.rank >= 4 else None


def _goal(row: Sentence, timex: Timex, when: When, start: int, end: int) -> Draft:
    about = edtf_bounds(when.edtf)[1] if when.edtf.endswith("~") else None
    last = when.end[:10] if when.end else about.isoformat() if about else when.edtf.split("/")[-1]
    if timex.role != "deadline" and when.edtf[:2] != ".." and (when.start or about or "/" in when.edtf):
        when = replace(when, edtf=f"../{last}", start=None)
        if about:
            when = replace(when, end=about.isoformat(), precision="month")
    sure = 0.9 if timex.role == "deadline" or goal_words(row, timex) else 0.6
    return Draft(
        "deadline", row, start, end, when, timex, None, "planned", "secondary", sure, "goal with a date"
    )


def _state(
    row: Sentence, timex: Timex, when: When, hit: Hit | None, start: int, end: int, planned: bool
) -> Draft | None:
    exact = when.precision in DAYS
    if hit is None and not (exact and _tells(row, timex, start, end, planned)):
        return None
    if timex.text in triggers().now_words and not re.search(r"\d", row.plain[start:end]):
        return None
    telling = hit is not None and (exact or timex.role == "asof" or (timex.role == "since" and hit.rank >= 4))
    status = "planned" if planned else "ongoing" if timex.role == "since" else "happened"
    kind = hit.type if hit else "milestone"
    salience = "secondary" if telling else "mention"
    return Draft(kind, row, start, end, when, timex, hit, status, salience, 0.6, "dated clause")


def _tells(row: Sentence, timex: Timex, start: int, end: int, planned: bool) -> bool:
    """Whether a clause without a trigger still reports something of its day."""
    clause = row.plain[start:end]
    if timex.role == "asof":
        return bool(_COUNTED.search(clause))
    if timex.kind == "fuzzy" or timex.role not in ("point", "range", "since"):
        return False
    at = timex.span.start - row.span.start - start
    return planned or (at <= 12 and end - start - at >= (14 if timex.role != "since" else 10))


# 截至27日17时，共收到提案193件: a count that has been reached.
_COUNTED = re.compile(r"(?:累计|共|已有?|达到?|超过|[，,])[^，,。；;]{0,24}?[0-9]")


def shared_goals(row: Sentence, found: Sequence[Draft]) -> list[Draft]:
    """其中，甲项目全面开工；乙工程建成…: items that share the year of the goal before them."""
    goal = next((d for d in reversed(found) if d.type == "deadline"), None)
    parts = [m.span() for m in re.finditer(r"[^；;]+[；;]?", row.plain)]
    if (
        goal is None
        or len(parts) < 2
        or goal.when.precision != "year"
        or row.order - goal.sentence.order > 3
        or row.timexes
    ):
        return []
    among = row.plain.startswith("其中") and row.order - goal.sentence.order == 1
    when = replace(
        goal.when, basis="inherited", implied=(*goal.when.implied, f"year: {goal.when.text} before it")
    )
    drafts = []
    for a, b in parts:
        verb = triggers().due.search(row.plain, a, b) or _STARTS.search(row.plain, a, b)
        if verb and (among or re.search(r"计划|预计|力争|将|确保", row.plain[a:b])):
            rule = "goal shared with the sentence before"
            drafts.append(Draft("milestone", row, a, b, when, None, None, "planned", "secondary", 0.5, rule))
    return drafts
