"""Candidate events of one article: a trigger, the expression that dates it, and how they were found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from timeline.articles import Article
from timeline.dates import When
from timeline.extract.hits import Hit, best_hit, find_hits
from timeline.extract.sentences import Sentence, clauses, mask
from timeline.extract.words import triggers
from timeline.numerals import to_int
from timeline.text import Span, fold
from timeline.timex import Timex

_DAYS = ("minute", "hour", "halfday", "day")
_IS_A_DAY = re.compile(
    r"^[^，,。；;]{0,12}?(?:是|为|系|迎来)[^，,。；;]{0,20}?(?:日|节|周|月|周年|纪念日)[^，,。；;]{0,4}[，,。]?$"
)
_CITED_NOUN = re.compile(
    r"[^，,。；;:]{0,36}?(?:会议|大会|座谈会|讲话|全会|活动|文件|推进会|动员会|部署会|工作会)"
)
_AFTER_IT = re.compile(
    r"[^，,。]{0,50}?(?:会|大会|会议|活动|动员会|部署会|推进会)(?:议)?(?:召开|结束|举行|落幕|开展)?(?:后|之后)[,，]"
)
_PURPOSE = re.compile(r"^为[^，,。]{4,60}，")
_REPORTED = re.compile(
    r"^(?:[^，,。]{0,16}?\))?[^，,。]{0,12}?(?:记者|笔者)?[^，,。]{0,26}?(?:获悉|了解到|得知|召开的[^，,。]{2,20}上获悉)[，,:：]?"
)
# A day's name inside a title: 庆祝“5·12”国际护士节大会, 纪念“三八”妇女节.
_NAMED_DAY = re.compile(
    r"(?:庆祝|纪念|喜迎|迎接?|庆|“|\")\|(?:[”\"]|暨|表彰|主题|大会|晚会|系列|慰问|国际|宣传|节)|电\||\|电[（(]"
)
_AT_MEETING = re.compile(r"(?:召开|举行)的[^，,。]{2,30}(?:会|会议|大会|活动)上")
_NAMED_BEFORE = re.compile(r"(?:庆祝|纪念|喜迎|迎接|欢度)[^，,。]{0,12}$|第[^，,。]{1,8}[个届\"“]$")
# Words for now that seldom date a report by themselves.
_WEAK_WORDS = frozenset(
    {
        "现在",
        "目前",
        "当前",
        "如今",
        "眼下",
        "此前",
        "刚刚",
        "同时",
        "当下",
        "此时",
        "今后",
        "当时",
        "最近",
        "近年来",
        "近些年",
        "过去",
        "以往",
    }
)
_LASTING = frozenset(
    {
        "连日来",
        "近期",
        "目前",
        "当前",
        "近来",
        "近段时间",
        "近段时间以来",
        "眼下",
        "这几天",
        "近几天",
        "入冬以来",
        "入夏以来",
        "入汛以来",
        "连日",
        "这段时间",
        "近一段时间",
    }
)
_AHEAD = re.compile(
    r"(?:预计|计划|拟|将|将于|定于|拟于|力争|争取|有望|预定|原定|安排在|初定|定在|要|时间为|时间:|时间：)(?:在|于|到|从|自)?$"
)
_WILL = re.compile(r"[，,]?[^，,。；;]{0,14}?(?:将(?![军来])|要召开|要举行|拟|预计|计划|有望|即将|可望)")
_GOAL_AFTER = re.compile(
    r"(?:[^，,。；;]{0,8}[，,](?=争取|力争|确保))?[，,]?[^，,。；;]{0,36}?(?:力争|计划|确保|争取|预计|要(?![求素闻])|将(?!军)|必须|务必|拟|力促|完成|实现|达到)"
)
_STARTS = re.compile(r"开工|封顶|完工|过半|开业|启用|落地")
_LASTS = re.compile(r"(?:持续|延续|展出|一直)(?:到|至)?")
# What is only begun next year is a plan, not a deadline.
_STARTING = re.compile(
    r"[，,]?[^，,。；;]{0,10}?(?:将|计划|拟|还将)[^，,。；;]{0,6}(?:开工|启动|投入|实施|开展|举办|推出|新建)(?![^，,。；;]{0,24}(?:完成|建成|达到|实现))"
)
_DUE = re.compile(
    r"完成|实现|建成|达到|力争|确保|争取|突破|竣工|交付|投用|投入使用|到位|销号|清零|通车|完工|必须|务必|全部|全面"
)
_CLOSING = re.compile(r"截止(?:时间|日期)?[^|]{0,6}\||报名时间[^|]{0,4}\||有效期[^|]{0,4}\||\|(?:截止|止)")


@dataclass(slots=True)
class Draft:
    """A candidate event. ``start``/``end`` bound the proving clause inside ``sentence``; ``rule`` names what found it."""

    type: str
    sentence: Sentence
    start: int
    end: int
    when: When
    timex: Timex | None
    hit: Hit | None
    status: str
    salience: str
    confidence: float
    rule: str
    echoes: list[Sentence] = field(default_factory=list)


def find_drafts(article: Article, rows: Sequence[Sentence], issued: dt.date | None = None) -> list[Draft]:
    """The candidates of ``article`` in the order of the text; ``issued`` is the day of print where it is known."""
    found: list[Draft] = []
    for row in rows:
        if not _is_a_day(row):
            for draft in _of_sentence(article, row, rows, found, issued):
                if not _echoes(draft, found):
                    found.append(draft)
            found += _shared_goals(row, found) + _for_days(row, found)
    if not any(d.salience == "main" for d in found) and article.kind != "editorial":
        found += _undated(article, rows, issued)
    return found


_LENGTH = re.compile(r"为期(\d{1,2}|[一二两三四五六七八九十]{1,2}|半)(天|日|周|个星期|个月)")


def _for_days(row: Sentence, found: Sequence[Draft]) -> list[Draft]:
    """相关活动为期一周: the happening before it, as long as it is said to last."""
    told = _LENGTH.search(row.plain)
    earlier = next(
        (d for d in found if d.salience == "main" and d.when.start and d.when.precision in _DAYS), None
    )
    count = to_int(told[1]) if told else None
    if (
        told is None
        or earlier is None
        or count is None
        or "月" in told[2]
        or earlier.when.start != earlier.when.end
    ):
        return []
    first = dt.date.fromisoformat((earlier.when.start or "")[:10])
    last = first + dt.timedelta(days=count * (1 if told[2] in "天日" else 7) - 1)
    implied = (f"day: {earlier.when.text}",)
    when = When(f"{first}/{last}", str(first), str(last), told[0], "day", "inherited", implied=implied)
    part = next((a, b) for a, b in clauses(row.plain) if a <= told.start() < b)
    return [
        Draft(earlier.type, row, *part, when, None, None, "ongoing", "secondary", 0.6, "lasting happening")
    ]


def _undated(article: Article, rows: Sequence[Sentence], issued: dt.date | None) -> list[Draft]:
    """An article without a date: news of about the day of print, said to be no more than that."""
    for row in rows[:3]:
        hit = best_hit(find_hits(row.plain))
        if (
            hit
            and hit.rank >= (2 if article.kind == "caption" else 4)
            and not _AGREED.search(row.plain[: hit.start])
        ):
            month = issued.strftime("%Y-%m~") if issued else "XXXX~"
            when = When(month, None, None, "", "fuzzy", "publication", implied=("month: the issue",))
            ongoing = bool(_ONGOING.search(row.plain)) or hit.type == "campaign"
            status = "ongoing" if ongoing else "happened"
            return [
                Draft(
                    hit.type, row, 0, len(row.plain), when, None, hit, status, "main", 0.5, "undated report"
                )
            ]
    return []


_AGREED = re.compile(r"要|应|如何|怎样|为什么|如果|只要|必须")
_ONGOING = re.compile(r"正在|以来|持续|不断|加紧|连日|积极|着力|扎实")


def _echoes(draft: Draft, found: Sequence[Draft]) -> bool:
    """当日上午，现场气氛热烈: tells more of a happening of that day; it becomes its evidence."""
    if draft.hit is not None or draft.rule != "dated clause" or draft.status == "planned":
        return False
    day = (draft.when.start or "")[:10]
    for other in found:
        if other.salience == "main" and day and (other.when.start or "")[:10] == day:
            other.echoes.append(draft.sentence)
            return True
    return False


def _shared_goals(row: Sentence, found: Sequence[Draft]) -> list[Draft]:
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


def _is_a_day(row: Sentence) -> bool:
    """4月15日是第5个全民国家安全教育日: names the day, reports nothing."""
    if not row.timexes or len(row.plain) > 60:
        return False
    return bool(_IS_A_DAY.match(row.plain[row.timexes[0].span.end - row.span.start :]))


def _of_sentence(
    article: Article, row: Sentence, rows: Sequence[Sentence], before: list[Draft], issued: dt.date | None
) -> list[Draft]:
    dated = _own_timexes(row, article.dateline)
    cited = [t for t in dated if _is_cited(row, t)]
    own = [t for t in dated if t not in cited]
    found = [draft for t in cited if (draft := _citation(row, t))]
    lead = _is_lead(article, row, rows, before)
    governing = _governing(row, own)
    told = _AFTER_IT.match(row.plain)
    loose = governing is None or (told and governing.span.end - row.span.start <= told.end())
    after = _after_it(row, before) if loose else None
    main = after or (_happening(article, row, governing, lead, issued) if governing else None)
    own = [t for t in own if after is None or t is not governing]
    if main:
        found.append(main)
    for timex in own:
        if main is None or timex is not main.timex:
            draft = _passing(row, timex, own, main, [*before, *found], issued)
            if draft:
                found.append(draft)
    return sorted(found, key=lambda draft: (draft.sentence.order, draft.start))


def _governing(row: Sentence, own: Sequence[Timex]) -> Timex | None:
    """The expression that dates the sentence's predicate: not 记者昨日从…获悉, nor words inside a quotation.

    The first day or 近日 or …以来 wins over a month, a month over a year: 2016年“水乡杯”赛将于6月9日开锣.
    """
    told = _REPORTED.match(row.plain)
    usable = [t for t in own if _governs(row, t)]
    if told and _AT_MEETING.search(told[0]):
        return next((t for t in usable if t.span.start - row.span.start < told.end()), None)
    after = [t for t in usable if not told or t.span.start - row.span.start >= told.end()]
    strong = [t for t in after if t.text not in _WEAK_WORDS]
    if told and not any(_width(t) == 0 for t in strong):
        strong = [t for t in usable if t not in after and _width(t) == 0] or strong
    return min(strong or after or usable, key=lambda t: (_width(t), t.span.start), default=None)


def _width(timex: Timex) -> int:
    when = timex.when
    if (
        timex.kind == "fuzzy"
        or timex.role in ("since", "range", "after")
        or (when and when.precision in _DAYS)
    ):
        return 0
    return 2 if when and when.precision == "year" else 1


def _own_timexes(row: Sentence, dateline: Span | None) -> list[Timex]:
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
        twin = (
            kept
            and timex.span.start - kept[-1].span.end <= 2
            and kept[-1].when
            and kept[-1].when.edtf == timex.when.edtf
        )
        if not twin:
            kept.append(timex)
    return kept


def _as_meant(row: Sentence, timex: Timex, a: int, b: int) -> Timex:
    """自2021年3月启动建设以来 is open; 4月初 and 10月中旬 are about a month, not a stretch of days that an event fills."""
    when = timex.when
    if when is None or when.start is None or timex.role not in ("point", "range"):
        return timex
    if re.search(r"(?:自|从)$", row.plain[:a]) and re.match(r"[^，,。；;]{2,24}以来", row.plain[b:]):
        first = when.start[:10]
        head = when.edtf.split("/")[0]
        return replace(timex, role="since", when=replace(when, edtf=f"{head}/..", start=first, end=None))
    if (
        re.search(r"(?:上旬|中旬|下旬|月初|月中|月底|月末)$", timex.text)
        and when.end
        and not timex.text.startswith(("至", "到", "截"))
    ):
        about = f"{when.start[:7]}~"
        return replace(timex, when=replace(when, edtf=about, start=None, end=None, precision="month"))
    return timex


def _is_name_or_clause(row: Sentence, timex: Timex, a: int, b: int) -> bool:
    """A festival inside a title, 去年同期, 今年确定的…: words that date nothing here."""
    after = row.plain[b : b + 9]
    before = row.plain[max(0, a - 1) : a]
    named = not re.search(r"\d", timex.value) or re.match(r"XXXX-\D", timex.value) or "·" in timex.text
    if named and timex.kind == "date" and timex.role == "point" and "UNDEF" not in timex.value:
        titled = _NAMED_BEFORE.search(row.plain[max(0, a - 18) : a]) or re.match(r"[\u4e00-\u9fff”\"]", after)
        if (
            re.match(r"[\u4e00-\u9fff]", before)
            and before not in "于在是到逢值年本的月日前迎至过从"
            and not re.match(r"[上前期]|[,，]", after[:1])
        ):
            return True
        if titled and not re.match(r"前|之前|后|之后|期间|当天|当日|来临|上午|下午|晚|在|于|,|，|将", after):
            return True
    if re.match(r"的?同期|的\d|的[一二两三]", after):
        return True
    relative = (
        a > 2
        and re.match(r"[\u4e00-\u9fff]{1,7}的", after)
        and not re.match(r"[,，。；;、]", row.plain[a - 1])
    )
    return (bool(relative) and timex.kind in ("date", "fuzzy") and _width(timex) != 0) or bool(
        relative and timex.text.endswith(("初", "年初"))
    )


def _is_cited(row: Sentence, timex: Timex) -> bool:
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


def _citation(row: Sentence, timex: Timex) -> Draft | None:
    position = timex.span.end - row.span.start
    noun = _CITED_NOUN.match(row.plain, position)
    when = timex.when
    if when is None or noun is None or when.precision not in _DAYS:
        return None
    hit = Hit("meeting", noun[0][-2:], noun.end() - 2, noun.end(), "noun", -1, position, 0, True)
    start = timex.span.start - row.span.start
    when = _closed(when)
    return Draft(
        "meeting", row, start, noun.end(), when, timex, hit, "happened", "mention", 0.6, "cited meeting"
    )


def _closed(when: When) -> When:
    """4月3日动员大会召开以来: the meeting itself was on that day."""
    if when.start and when.end is None and when.edtf.endswith("/.."):
        return replace(when, edtf=when.edtf[:-3], end=when.start[:10])
    return when


def _is_lead(article: Article, row: Sentence, rows: Sequence[Sentence], before: list[Draft]) -> bool:
    """Whether this sentence may report what the article or its section exists for."""
    if any(d.salience == "main" and d.sentence.section == row.section for d in before):
        return False
    same = sum(1 for other in rows[: row.order] if other.section == row.section)
    return same <= (2 if article.kind in ("caption", "brief") else 4)


def _governs(row: Sentence, timex: Timex) -> bool:
    """Whether the expression may date a predicate (a duration, a goal or a set does not, nor one that is quoted)."""
    if timex.kind == "set" or timex.role not in ("point", "range", "since", "fuzzy", "after", "asof"):
        return False
    before = row.text[: timex.span.start - row.span.start]
    return before.count("“") <= before.count("”") and before.count('"') % 2 == 0


def _happening(
    article: Article, row: Sentence, timex: Timex, lead: bool, issued: dt.date | None
) -> Draft | None:
    begin, end = _region(row, timex, article.dateline)
    hit = best_hit(find_hits(row.plain, begin, end))
    if hit is None and end == len(row.plain):
        hit = best_hit(find_hits(row.plain, begin))
    planned = _is_planned(row, timex, issued)
    if not lead or timex.text in _WEAK_WORDS:
        return _later(row, timex, hit, planned)
    when = timex.when
    if when is None or (_is_goal(row, timex, planned, issued) and article.kind != "caption"):
        return None
    ongoing = _is_ongoing(row, timex)
    named = _in_headline(article) if hit is None or hit.rank < 4 else None
    exact = when.precision in _DAYS and timex.role == "point"
    kind = named or (hit.type if hit else ("campaign" if ongoing and not exact else "milestone"))
    status = "planned" if planned else "ongoing" if ongoing else "happened"
    rule = f"lead: {hit.form} trigger" if hit else "lead: dated sentence"
    sure = 0.95 if hit and hit.rank >= 4 else 0.8 if hit else 0.6
    salience = "secondary" if article.kind == "editorial" and row.order != 0 else "main"
    start = max(0 if begin < 60 else begin, _after_dateline(article, row))
    return Draft(kind, row, start, len(row.plain), when, timex, hit, status, salience, sure, rule)


def _after_dateline(article: Article, row: Sentence) -> int:
    """Where the report begins behind 本报讯（记者…）."""
    line = article.dateline
    return (
        line.end - row.span.start
        if line and row.span.contains(line) and line.end - row.span.start < 60
        else 0
    )


def _in_headline(article: Article) -> str | None:
    """The type that the headline names where the first sentence only paints the scene."""
    for line in article.headline.split():
        hit = best_hit(find_hits(fold(mask(line))))
        if hit and hit.rank >= 4:
            return hit.type
    return None


def _region(row: Sentence, timex: Timex, dateline: Span | None) -> tuple[int, int]:
    """The stretch of a sentence that an expression dates: up to the next day that begins a clause of its own."""
    told = _REPORTED.match(row.plain)
    at = timex.span.start - row.span.start
    if told and at < told.end() and _AT_MEETING.search(told[0]):
        return 0, told.end()
    begin = _begin(row, at)
    if timex.kind == "fuzzy" or timex.when is None or timex.when.precision not in _DAYS:
        return begin, len(row.plain)
    for other in _own_timexes(row, dateline):
        start = other.span.start - row.span.start
        exact = (
            other.when is not None and other.when.precision in _DAYS and other.kind not in ("set", "fuzzy")
        )
        cut = max(row.plain.rfind(mark, at, start) for mark in ",，;；")
        if start > at and exact and cut > 0 and not _is_cited(row, other):
            return begin, cut
    return begin, len(row.plain)


def _begin(row: Sentence, offset: int) -> int:
    """Where the report proper starts: after 记者从…获悉, else near the expression in a long sentence."""
    told = _REPORTED.match(row.plain) or _AFTER_IT.match(row.plain)
    if told and told.end() < len(row.plain) - 4:
        return told.end()
    return 0 if offset < 60 else offset


def _later(row: Sentence, timex: Timex, hit: Hit | None, planned: bool) -> Draft | None:
    """A dated happening after the lead: a second meeting of a feature, a step of a project."""
    when = timex.when
    if when is None or hit is None or hit.rank < 4 or timex.role not in ("point", "range", "fuzzy"):
        return None
    exact = when.precision in _DAYS
    early = timex.span.start - row.span.start < 24
    if timex.kind == "fuzzy" and not planned and (not row.opens or timex.text in _WEAK_WORDS):
        return None
    if not exact and timex.kind != "fuzzy" and not early:
        return None
    main = exact and early and not planned and hit.rank >= 5 and (row.opens or hit.form == "noun")
    status = "planned" if planned else "happened"
    sure, salience = (0.85, "main") if main else (0.7, "secondary")
    rule = f"dated sentence: {hit.form} trigger"
    return Draft(hit.type, row, 0, len(row.plain), when, timex, hit, status, salience, sure, rule)


def _is_planned(row: Sentence, timex: Timex, issued: dt.date | None) -> bool:
    """Whether the sentence puts its date ahead: 将于, 定于, 预计 … 举行."""
    when = timex.when
    if issued and when and when.end and when.end[:10] < issued.isoformat() and timex.role != "deadline":
        near = row.plain[: timex.span.start - row.span.start][-5:]
        return bool(re.search(r"预计|计划", near))
    at = timex.span.start - row.span.start
    if _AHEAD.search(row.plain[max(0, at - 8) : at]):
        return True
    if issued and when and when.start and when.start[:10] > issued.isoformat():
        return True
    return bool(_WILL.match(row.plain[timex.span.end - row.span.start :][:26]))


def _is_ongoing(row: Sentence, timex: Timex) -> bool:
    when = timex.when
    if timex.role == "since" or (when is not None and when.edtf.endswith("/..")):
        return True
    return timex.text in _LASTING or bool(re.search(r"正在|火热进行|如火如荼|正紧张|正加紧", row.plain))


def _is_goal(row: Sentence, timex: Timex, planned: bool, issued: dt.date | None) -> bool:
    """Whether the expression says by when something is to be reached."""
    when = timex.when
    if when is None or timex.role in ("since", "asof", "after") or timex.kind in ("fuzzy", "set"):
        return False
    if issued and when.end and when.end[:10] < issued.isoformat() and when.precision not in _DAYS:
        return False
    if timex.role == "deadline":
        past = bool(issued and when.end and when.end[:10] < issued.isoformat())
        return not (past and timex.text.startswith(("到", "至", "截至", "截止"))) or bool(
            _goal_words(row, timex)
        )
    if _CLOSING.search(_around(row, timex)):
        return True
    if when.precision == "year":
        if _STARTING.match(row.plain[timex.span.end - row.span.start :]):
            return False
        return planned or bool(_goal_words(row, timex)) or _program(row, timex, issued)
    # 8月底投入使用 is due; 10月将开通 only lies ahead.
    wide = when.precision in ("month", "quarter") or bool(
        when.start and when.end and when.start[:10] != when.end
    )
    near = row.plain[max(0, timex.span.start - row.span.start - 6) :][:44]
    ahead = planned or bool(_goal_words(row, timex))
    season = re.search(r"[春夏秋冬]", timex.text)
    return wide and ahead and not season and bool(_DUE.search(near)) and timex.role in ("point", "range")


def _program(row: Sentence, timex: Timex, issued: dt.date | None) -> bool:
    """今年新增30万平方米, printed in the first half of that year, is what is planned for it."""
    if (
        issued is None
        or issued.month > 6
        or (timex.when and (timex.when.start or "")[:4] != str(issued.year))
    ):
        return False
    after = row.plain[timex.span.end - row.span.start :][:30]
    return bool(re.match(r"(?:新增|新建|改造|打造|建成|引进|实现|完成|创建|培育)", after)) and not re.search(
        r"已|了|累计|共", after
    )


def _around(row: Sentence, timex: Timex) -> str:
    a, b = timex.span.start - row.span.start, timex.span.end - row.span.start
    return row.plain[max(0, a - 10) : a] + "|" + row.plain[b : b + 4]


def _goal_words(row: Sentence, timex: Timex) -> re.Match[str] | None:
    a, b = timex.span.start - row.span.start, timex.span.end - row.span.start
    ahead = re.search(r"(?:力争|计划|确保|争取|预计|要|将|必须|务必|拟|目标)[^，,。；;]{0,6}$", row.plain[:a])
    part = max(row.plain.rfind(mark, 0, a) for mark in "；;。") + 1
    demanded = re.match(r"(?:[一二三四五六七八九十]是?)?(?:要(?![求素])|务必|必须)", row.plain[part:a])
    return ahead or (demanded if a - part < 24 else None) or _GOAL_AFTER.match(row.plain[b:])


def _passing(
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
    stop = _next_start(row, own, timex)
    start, end = _clause_start(row, a), _clause_stop(row, a, stop)
    hit = best_hit(find_hits(row.plain, a, end)) or best_hit(find_hits(row.plain, max(start, a - 30), end))
    if timex.kind == "set" and when.rrule:
        return _duty(row, timex, when, hit, start, end)
    planned = _is_planned(row, timex, issued)
    if main is not None and _width(timex) == 2 and main.timex and timex.span.start < main.timex.span.start:
        return None
    if _LASTS.search(row.plain[max(0, a - 4) : a + 2]) and (
        lasting := _lasting(row, timex, when, start, end, before)
    ):
        return lasting
    if _is_goal(row, timex, planned, issued) and not (main and _agenda_year(row, timex, main)):
        return _goal(row, timex, when, start, end)
    if main is not None and (
        when.precision not in _DAYS or timex.kind == "fuzzy" or _REPORTED.match(row.plain)
    ):
        return None
    if main is not None and _width(timex) == 2:
        return None
    if main is not None and main.hit and hit and main.hit.start == hit.start:
        return None
    return _state(row, timex, when, hit, start, end, planned)


def _next_start(row: Sentence, own: Sequence[Timex], timex: Timex) -> int:
    """Where the next expression's own clause begins; a year inside a name (召开2008年启动会) begins none."""
    for other in own:
        at = other.span.start - row.span.start
        if other.span.start > timex.span.start and (
            _width(other) < 2 or row.plain[at - 1 : at] in {",", ";", "，", "；"}
        ):
            return at
    return len(row.plain)


def _lasting(
    row: Sentence, timex: Timex, when: When, start: int, end: int, before: Sequence[Draft]
) -> Draft | None:
    """行动将持续到9月底: the happening before it, with its last day."""
    earlier = next(
        (d for d in reversed(before) if d.when.start and d.when.precision in _DAYS and d.type != "deadline"),
        None,
    )
    if earlier is None or when.end is None:
        return None
    first = (earlier.when.start or "")[:10]
    if first > when.end:
        return None
    span = replace(when, edtf=f"{first}/{when.end}", start=first, precision="day")
    return Draft(
        earlier.type, row, start, end, span, timex, None, "ongoing", "secondary", 0.6, "lasting happening"
    )


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


def _duty(row: Sentence, timex: Timex, when: When, hit: Hit | None, start: int, end: int) -> Draft | None:
    kind = _duty_type(row.plain[start:end], timex.text, hit)
    if kind is None:
        return None
    return Draft(kind, row, start, end, when, timex, hit, "ongoing", "secondary", 0.6, "recurring duty")


_DUTIES = (
    ("contest", re.compile(r"排名|考评|评比|评选|竞赛")),
    ("meeting", re.compile(r"例会|会议|调度会|会商|开一次会|碰头|座谈|研判|议事|坐班|听取")),
    (
        "inspection",
        re.compile(
            r"巡查|巡[一二三河林]|[一两二三]巡|联系村|检查|督查|督导|巡回|通报|考核|暗访|巡河|观摩|走访|排查|调度"
        ),
    ),
    ("study", re.compile(r"学习|训练|培训|授课|党课|课堂|课程|社团|晨会|讲座|夜校")),
)


def _duty_type(text: str, words: str, hit: Hit | None) -> str | None:
    for source in (words, text):
        for kind, pattern in _DUTIES:
            if pattern.search(source):
                return kind
    return hit.type if hit and hit.rank >= 4 else None


def _goal(row: Sentence, timex: Timex, when: When, start: int, end: int) -> Draft:
    if when.start and when.end and timex.role != "deadline":
        when = replace(when, edtf=f"../{when.end[:10]}", start=None)
    sure = 0.85 if timex.role == "deadline" or _goal_words(row, timex) else 0.6
    return Draft(
        "deadline", row, start, end, when, timex, None, "planned", "secondary", sure, "goal with a date"
    )


def _state(
    row: Sentence, timex: Timex, when: When, hit: Hit | None, start: int, end: int, planned: bool
) -> Draft | None:
    exact = when.precision in _DAYS
    if hit is None and not (exact and _tells(row, timex, start, end, planned)):
        return None
    if timex.text in _WEAK_WORDS and not re.search(r"\d", row.plain[start:end]):
        return None
    telling = hit is not None and (exact or timex.role == "asof" or (timex.role == "since" and hit.rank >= 4))
    status = "planned" if planned else "ongoing" if timex.role == "since" else "happened"
    kind = hit.type if hit else "milestone"
    salience = "secondary" if telling else "mention"
    return Draft(kind, row, start, end, when, timex, hit, status, salience, 0.5, "dated clause")


def _tells(row: Sentence, timex: Timex, start: int, end: int, planned: bool) -> bool:
    """Whether a clause without a trigger still reports something of its day."""
    if timex.kind == "fuzzy" or timex.role not in ("point", "range"):
        return False
    at = timex.span.start - row.span.start - start
    return planned or (at <= 12 and end - start - at >= 14)


def _after_it(row: Sentence, before: Sequence[Draft]) -> Draft | None:
    """动员大会召开后，该局立即召开全体人员会议: dated only by the meeting before it."""
    told = _AFTER_IT.match(row.plain)
    earlier = _named_meeting(row, told, before)
    fresh = row.section >= 0 and not any(d.sentence.section == row.section for d in before)
    if earlier is None or not (told or fresh):
        return None
    begin = told.end() if told else 0
    hit = best_hit(find_hits(row.plain, begin))
    if hit is None or hit.rank < (2 if told else 4):
        return None
    words = row.text[: begin - 1] if told else ""
    when = _inherited(earlier.when, words, hit)
    main = bool(told) and hit.rank >= 4
    salience = "main" if main else "secondary"
    status = "ongoing" if when.edtf.endswith("..") else "happened"
    return Draft(
        hit.type, row, 0, len(row.plain), when, None, hit, status, salience, 0.6, "after an earlier meeting"
    )


def _named_meeting(row: Sentence, told: re.Match[str] | None, before: Sequence[Draft]) -> Draft | None:
    """The meeting that 大会召开后 speaks of: the one whose quoted name it repeats, else the first of the article."""
    dated = [d for d in before if d.type == "meeting" and d.when.precision in _DAYS and d.when.start]
    name = re.search(r"[“\"]([^”\"]{2,30})[”\"]", row.text[: told.end()]) if told else None
    named = [d for d in dated if name and name[1] in d.sentence.text]
    return next(iter(named or dated), None)


def _inherited(when: When, words: str, hit: Hit) -> When:
    """What follows a meeting is some time after its day; a campaign that it set off goes on from then."""
    day = (when.start or "")[:10]
    implied = (f"day: after {when.text}",)
    text = "".join(words.split())
    if hit.type == "campaign":
        return When(f"{day}/..", day, None, text, "day", "inherited", implied=implied)
    return When(f"{day}~", None, None, text, "fuzzy", "inherited", implied=implied)
