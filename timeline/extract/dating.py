"""Which expression dates a sentence's predicate: not a name, not an attribution, not somebody else's meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.extract.sentences import Sentence
from timeline.extract.words import triggers
from timeline.text import Span
from timeline.timex import Timex

DAYS = ("minute", "hour", "halfday", "day")


_CITED_NOUN = re.compile(
    r"[^，,。；;:]{0,36}?(?:会议|大会|座谈会|讲话|全会|活动|文件|推进会|动员会|部署会|工作会)"
)


REPORTED = re.compile(
    r"^(?:[^，,。]{0,16}?\))?(?:[^，,。]{1,8}[，,](?=记者|笔者))?[^，,。]{0,12}?(?:记者|笔者)?[^，,。]{0,26}?(?:获悉|了解到|得知|召开的[^，,。]{2,20}上获悉)[，,:：]?"
)


AFTER_IT = re.compile(
    r"[^，,。]{0,50}?(?:会|大会|会议|活动|动员会|部署会|推进会)(?:议)?(?:召开|结束|举行|落幕|开展)?(?:后|之后)[,，]"
)


# A day's name inside a title: 庆祝“5·12”国际护士节大会, 纪念“三八”妇女节.
_NAMED_DAY = re.compile(
    r"(?:庆祝|纪念|喜迎|迎接?|庆|“|\")\|(?:[”\"]|暨|表彰|主题|大会|晚会|系列|慰问|国际|宣传|节)|电\||\|电[（(]"
)


_AT_MEETING = re.compile(r"(?:召开|举行)的[^，,。]{2,30}(?:会|会议|大会|活动)上")


_NAMED_BEFORE = re.compile(r"(?:庆祝|纪念|喜迎|迎接|欢度)[^，,。]{0,12}$|第[^，,。]{1,8}[个届\"“]$")


def own_timexes(row: Sentence, dateline: Span | None) -> list[Timex]:
    """The expressions of a sentence that may date something: not those of the dateline, nor a day's name in a title."""
    kept: list[Timex] = []
    for timex in row.timexes:
        if timex.when is None or (timex.kind == "duration" and timex.role != "deadline"):
            continue
        a, b = timex.span.start - row.span.start, timex.span.end - row.span.start
        if (dateline is not None and dateline.overlaps(timex.span)) or _NAMED_DAY.search(
            row.plain[max(0, a - 4) : a] + "|" + row.plain[b : b + 6]
        ):
            continue
        if _is_name_or_clause(row, timex, a, b):
            continue
        timex = _as_meant(row, timex, a, b)
        if kept and (whole := _stretch(row, kept[-1], timex)):
            kept[-1] = whole
        elif not (kept and _twins(kept[-1], timex)):
            kept.append(timex)
    return kept


_ENDS = re.compile(r"(?:正式|全部|圆满)?(?:结束|闭幕|落幕|收官)")
_GOES_ON = re.compile(
    r"(?:开始|启动|展开|打响|起|开幕|开赛|开展)?[,，、]?(?:预计|计划|将)?(?:一直)?(?:持续|延续)?"
)


def _stretch(row: Sentence, one: Timex, other: Timex) -> Timex | None:
    """从今年9月开始，到明年2月: the two ends of one stretch, told in two clauses."""
    first, last = one.when, other.when
    if first is None or last is None or not first.start or not last.end:
        return None
    shut = _ENDS.match(row.plain, other.span.end - row.span.start)
    if not other.text.startswith(("到", "至")) and not shut:
        return None
    begun = (
        shut or one.role == "since" or row.plain[max(0, one.span.start - row.span.start - 1) :][:1] in "从自"
    )
    between = row.plain[one.span.end - row.span.start : other.span.start - row.span.start]
    if shut and not (re.match("开始|启动|开幕|开赛|开展", between) or one.text.endswith("开始")):
        return None
    if not begun or not _GOES_ON.fullmatch(between) or first.start[:10] > last.end:
        return None
    head, tail = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    head, tail = (
        (head[:7] + "~" * ("旬" in one.text), tail[:7])
        if first.precision == last.precision == "month" or "旬" in one.text
        else (first.start[:10], last.end)
    )
    tail = tail[: len(head.rstrip("~"))]
    when = replace(first, edtf=f"{head}/{tail}", end=last.end)
    return replace(one, span=Span(one.span.start, other.span.end), role="range", when=when)


def _twins(one: Timex, other: Timex) -> bool:
    """6月9日（端午节）: the day said twice."""
    close = other.span.start - one.span.end <= 2
    return close and one.when is not None and other.when is not None and one.when.edtf == other.when.edtf


# 10月15日供暖前: by then, as 10月15日前 would say.
_BEFORE_IT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,3}(?:转场|供暖|供热|开学|开园|开赛|开幕|开业|放假|入冬|入汛|封冻|上冻|播种|开镰|返校|到来|来临|降温))之?前"
)


# 今年秋季开学前: by the end of August; the spring term's by the end of February.
_TERM = re.compile("(?:学期)?开学之?前")


def _as_meant(row: Sentence, timex: Timex, a: int, b: int) -> Timex:
    """自2021年3月启动建设以来 is open; 4月初 and 10月中旬 are about a month, not a stretch of days that an event fills."""
    when = timex.when
    if when is not None and when.start and timex.role == "since" and "旬" in timex.text:
        return replace(timex, when=replace(when, edtf=f"{when.start[:7]}~/..", start=f"{when.start[:7]}-01"))
    if when is None or when.start is None or timex.role not in ("point", "range"):
        return timex
    term = _TERM.match(row.plain, b)
    if term and timex.text.endswith(("秋季", "春季")) and when.start[:4].isdigit():
        last = f"{when.start[:4]}-{'08-31' if '秋' in timex.text else '02-28'}"
        due = replace(when, edtf=f"../{last}~", start=None, end=last, text=timex.text + term[0])
        return replace(timex, role="deadline", when=due)
    if timex.role == "point" and when.precision == "day" and _BEFORE_IT.match(row.plain, b):
        return replace(timex, role="deadline", when=replace(when, edtf=f"../{when.start}", start=None))
    if re.search(r"(?:自|从)$", row.plain[:a]) and re.match(r"[^，,。；;]{2,24}以来", row.plain[b:]):
        first = when.start[:10]
        head = when.edtf.split("/")[0]
        return replace(timex, role="since", when=replace(when, edtf=f"{head}/..", start=first, end=None))
    if (
        re.search(r"(?:上旬|中旬|下旬|月初|月中)$", timex.text)
        and when.end
        and not timex.text.startswith(("至", "到", "截"))
    ):
        about = f"{when.start[:7]}~"
        return replace(timex, when=replace(when, edtf=about, start=None, end=None, precision="month"))
    return timex


def _is_name_or_clause(row: Sentence, timex: Timex, a: int, b: int) -> bool:
    """A festival inside a title, 去年同期, 今年确定的…: words that date nothing here."""
    return _is_name(row, timex, a, b) or _is_attribute(row, timex, a, b)


def _is_name(row: Sentence, timex: Timex, a: int, b: int) -> bool:
    """庆祝国际护士节, 第六届丰收节: a day's name that is part of another name."""
    named = not re.search(r"\d", timex.value) or re.match(r"XXXX-[^\dXWQ]", timex.value) or "·" in timex.text
    if not named or timex.kind != "date" or timex.role != "point" or "UNDEF" in timex.value:
        return False
    after, before = row.plain[b : b + 9], row.plain[max(0, a - 1) : a]
    if re.match(r"前|之前|后|之后|期间|当天|当日|来临|上午|下午|晚(?!会)", after):
        return False
    if _NAMED_BEFORE.search(row.plain[max(0, a - 18) : a]):
        return True
    inside = re.match(r"[\u4e00-\u9fff]", before) and before not in "于在是到逢值年本的月日前迎至过从"
    goes_on = re.match(r"[\u4e00-\u9fff”\"]", after) and not re.match(r"[在于将]", after)
    return bool((inside and not re.match(r"[上前期,，]", after[:1])) or goes_on)


def _is_attribute(row: Sentence, timex: Timex, a: int, b: int) -> bool:
    """去年同期 and 今年年初确定的29家: the expression belongs to a noun, not to the predicate."""
    after_all = row.plain[b : b + 60]
    after = after_all[:9]
    if (
        timex.text.endswith("年度")
        and re.match(r"[《“\"\u4e00-\u9fff]", after)
        and not re.match("以来|内|末|底|共|累计", after)
    ):
        return True
    if row.text.count("《", 0, a) > row.text.count("》", 0, a):
        return True
    if re.match(r"的?同期|的\d|的[一二两三]", after) or _ANNIVERSARY.match(row.plain, b):
        return True
    vague = timex.kind == "fuzzy" or width(timex) != 0
    if vague and _DECIDED.match(after):
        return True
    opens = re.match(r"[,，。；;、]", row.plain[a - 1]) if a > 2 else True
    relative = not opens and re.match(r"[\u4e00-\u9fff]{1,7}的", after)
    early = timex.text.endswith("初")
    if relative and _PLACED_AT.match(after_all):
        return False
    return bool(relative) and ((timex.kind in ("date", "fuzzy") and width(timex) != 0) or early)


# 在上月举行的英语演讲比赛中荣获二等奖: the prize is of that day.
_PLACED_AT = re.compile(
    r"(?:举行|举办|召开|结束|闭幕|落幕)的[^，,。；;]{2,36}?[中上](?:[，,]|一举|勇|荣|获|夺|斩|喜|摘|取得)"
)
_ANNIVERSARY = re.compile(r"(?:正)?(?:是|系|为|适逢|恰逢)[^，,。；;]{2,28}(?:周年|之年|年)(?=[,，。；;])")
_DECIDED = re.compile(r"(?:确定|制定|制订|签订|实施|启动|出台|印发|成立|下达|部署|筛选|列入)(?:实施)?的")


def is_cited(row: Sentence, timex: Timex) -> bool:
    """The date of somebody else's meeting, whose speech or decisions are only named."""
    position = timex.span.end - row.span.start
    noun = _CITED_NOUN.match(row.plain, position)
    if timex.kind in ("set", "fuzzy") or not noun:
        return False
    tail = triggers().cited_after.match(row.plain, noun.end())
    start = timex.span.start - row.span.start
    if noun.end() - position <= 14 and re.search(
        r"(?:学习|传达|贯彻|落实)[^，,。；;]{0,24}$", row.plain[:start]
    ):
        return True
    before = row.plain[max(0, timex.span.start - row.span.start - 12) : timex.span.start - row.span.start]
    return (bool(tail) and not (tail and tail[0] in {"要求", "安排", "会后"})) or bool(
        re.search(r"(?:讲话|印发的|下发的)$", noun[0]) and "在" in before
    )


def governing(row: Sentence, own: Sequence[Timex]) -> Timex | None:
    """The expression that dates the sentence's predicate: not 记者昨日从…获悉, nor words inside a quotation.

    The first day or 近日 or …以来 wins over a month, a month over a year: 2016年“水乡杯”赛将于6月9日开锣.
    """
    told = REPORTED.match(row.plain)
    usable = [t for t in own if _governs(row, t)]
    if told and _AT_MEETING.search(told[0]):
        return next((t for t in usable if t.span.start - row.span.start < told.end()), None)
    after = [t for t in usable if not told or t.span.start - row.span.start >= told.end()]
    strong = [t for t in after if t.text not in triggers().now_words]
    if told and not any(width(t) == 0 for t in strong):
        strong = [t for t in usable if t not in after and width(t) == 0] or strong
    return min(strong or after or usable, key=lambda t: (width(t), t.span.start), default=None)


def _governs(row: Sentence, timex: Timex) -> bool:
    """Whether the expression may date a predicate (a duration, a goal or a set does not, nor one that is quoted)."""
    if timex.kind == "set" or timex.role not in ("point", "range", "since", "fuzzy", "after", "asof"):
        return False
    before = row.text[: timex.span.start - row.span.start]
    if row.plain.endswith(("?", "？")) and row.plain.startswith(("问", "记者")):
        return False
    return before.count("“") <= before.count("”") and before.count('"') % 2 == 0


def width(timex: Timex) -> int:
    """How wide a date is: the smaller, the better it tells the day of a happening."""
    when = timex.when
    if (
        timex.kind == "fuzzy"
        or timex.role in ("since", "range", "after")
        or (when and when.precision in DAYS)
    ):
        return 0
    return 2 if when and when.precision == "year" else 1


def region(row: Sentence, timex: Timex, dateline: Span | None) -> tuple[int, int]:
    """The stretch of a sentence that an expression dates: up to the next day that begins a clause of its own."""
    told = REPORTED.match(row.plain)
    at = timex.span.start - row.span.start
    if told and at < told.end() and _AT_MEETING.search(told[0]):
        return 0, told.end()
    begin = _begin(row, at)
    if timex.kind == "fuzzy" or timex.when is None or timex.when.precision not in DAYS:
        return begin, len(row.plain)
    for other in own_timexes(row, dateline):
        start = other.span.start - row.span.start
        exact = other.when is not None and other.when.precision in DAYS and other.kind not in ("set", "fuzzy")
        cut = max(row.plain.rfind(mark, at, start) for mark in ",，;；")
        if start > at and exact and cut > 0 and not is_cited(row, other):
            return begin, cut
    return begin, len(row.plain)


def _begin(row: Sentence, offset: int) -> int:
    """Where the report proper starts: after 记者从…获悉, else near the expression in a long sentence."""
    told = REPORTED.match(row.plain) or AFTER_IT.match(row.plain)
    if told and told.end() < len(row.plain) - 4:
        return told.end()
    return 0 if offset < 60 else offset


def next_start(row: Sentence, own: Sequence[Timex], timex: Timex) -> int:
    """Where the next expression's own clause begins; a year inside a name (召开2008年启动会) begins none."""
    for other in own:
        at = other.span.start - row.span.start
        if other.span.start > timex.span.start and (
            width(other) < 2 or row.plain[at - 1 : at] in {",", ";", "，", "；"}
        ):
            return at
    return len(row.plain)


def cited_noun(row: Sentence, position: int) -> re.Match[str] | None:
    """The meeting or document named from ``position`` on: 市委工作会议 in 3月2日市委工作会议精神."""
    return _CITED_NOUN.match(row.plain, position)
