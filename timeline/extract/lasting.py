"""How long a happening lasts: 行动将持续到9月底, 培训为期三天, 会期4天."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.dates import Precision, When
from timeline.extract.cues import type_told
from timeline.extract.dating import DAYS
from timeline.extract.draft import Draft
from timeline.extract.hits import Hit, best_hit, find_hits
from timeline.extract.sentences import Sentence, clauses
from timeline.numerals import to_int
from timeline.timex import Timex

LASTS = re.compile(
    r"(?:持续|延续|展出|[展赛节会工]期|公示期|供暖期|活动期|集中缴费期|一直|坚持|延长|封闭|开放)(?:限)?(?:为|将)?(?:到|至)?"
)


def nearest_hit(row: Sentence, at: int, start: int, end: int) -> Hit | None:
    """The trigger of an expression at ``at``: after it, else before it in its own clause, else further before."""
    clause = max(row.plain.rfind(mark, 0, at) for mark in ",，;；") + 1
    for begin in (at, max(start, clause), max(start, at - 30)):
        hit = best_hit(find_hits(row.plain, begin, end))
        if hit:
            return hit
    return None


# 书画展今日开展，展期至本月27日: the same sentence tells its first and its last day.
_SHOWN = re.compile(
    r"(?:[展赛节会工]期|公示期|供暖期|活动期|展出|持续|延续|开放|坚持)(?:限)?(?:为|将)?(?:到|至)?$|(?:答题|征集|投票|申报|活动|报名)?截[止至](?:时间|日期)?(?:为|到|至)?$"
)


# 申报期限延长至7月18日: a term, no happening that goes on.
_TERM_MOVED = re.compile(r"(?:期限|截止|时限|时间)[^，,。；;]{0,6}?(?:延长|顺延|延期|推迟)(?:到|至)?$")
# Years that a happening told of by its last day may last.
_LONGEST = 10


def _begun(row: Sentence, dated: Sequence[Draft]) -> list[Draft]:
    """该行动将持续到8月22日 behind 自5月15日启动“百日攻坚”行动以来: the open happening that the clause names."""
    subject = re.search(
        r"(?:该|本次|此次|这次|这项)([\u4e00-\u9fff]{2,6}?)(?:将|一直|要|计划)*(?:持续|延续|坚持)", row.plain
    )
    if subject is None:
        return []
    return [d for d in dated if d.when.edtf.endswith("/..") and subject[1] in d.sentence.plain][-1:]


def lasting(
    row: Sentence,
    timex: Timex,
    own: Sequence[Timex],
    when: When,
    start: int,
    end: int,
    before: Sequence[Draft],
) -> Draft | None:
    """行动将持续到9月底: the happening before it, with its last day."""
    begun = next(
        (t.when for t in own if t.span.start < timex.span.start and _BEGINS.match(_after(row, t))), None
    )
    if begun and begun.start and when.end and begun.start[:10] <= when.end:
        head = begun.edtf.split("/")[0][:10]
        whole = replace(
            when, edtf=f"{head}/{when.end[: len(head)]}", start=begun.start[:10], precision=begun.precision
        )
        told = next((d for d in before if d.sentence is row and d.when.start == begun.start), None)
        if told and told.type != "deadline":
            told.when = replace(told.when, edtf=whole.edtf, end=whole.end)
            return told
        hit = nearest_hit(row, 0, 0, end)
        kind = hit.type if hit else type_told(row.folded) or "campaign"
        return Draft(kind, row, 0, end, whole, timex, hit, "ongoing", "secondary", 0.6, "lasting happening")
    dated = [d for d in before if d.when.start and d.when.precision in DAYS and d.type != "deadline"]
    same = [d for d in dated if d.sentence is row]
    main = [d for d in dated if d.salience == "main"]
    if when.end and _TERM_MOVED.search(row.plain[: timex.span.start - row.span.start]):
        due = replace(when, edtf=f"../{when.end}", start=None)
        return Draft("deadline", row, start, end, due, timex, None, "planned", "secondary", 0.6, "term moved")
    earlier = next(iter([*same[-1:], *_begun(row, dated), *main, *dated[-1:]]), None)
    if earlier is None or when.end is None:
        return None
    first = (earlier.when.start or "")[:10]
    if first > when.end or int(when.end[:4]) - int(first[:4]) > _LONGEST:
        return None
    if earlier.sentence is row and _SHOWN.search(row.plain[: timex.span.start - row.span.start]):
        earlier.when = replace(
            earlier.when, edtf=f"{first}/{when.end}", start=first, end=when.end, precision="day"
        )
        return earlier
    span = replace(when, edtf=f"{first}/{when.end}", start=first, precision="day")
    rule = "lasting happening"
    return Draft(
        earlier.type, row, start, end, span, timex, None, "ongoing", "secondary", 0.6, rule, whole=earlier
    )


_BEGINS = re.compile(r"[^，,。；;]{0,6}?(?:展开|启动|开始|打响|开展|铺开|部署|开赛|开播|开营)")


def _after(row: Sentence, timex: Timex) -> str:
    return row.plain[timex.span.end - row.span.start :][:16]


_LENGTH = re.compile(
    r"(?:为期|[会展赛节工]期|期限|历时)(?:为|共|约)?(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(半)?(天|日|周|星期|月)(半)?"
)
# 为期两天的峰会6月6日闭幕: the day named is the last.
_CLOSES = re.compile(r"闭幕|落幕|结束|收官|落下帷幕|画上句号|圆满句号|告捷|顺利完成|圆满完成")


def for_days(row: Sentence, found: Sequence[Draft]) -> list[Draft]:
    """相关活动为期一周: the happening before it, as long as it is said to last."""
    told = _LENGTH.search(row.plain)
    earlier = _begun_before(row, found)
    if told is None or earlier is None:
        return []
    day = dt.date.fromisoformat((earlier.when.start or "")[:10])
    if earlier.sentence is not row and _CLOSES.search(row.plain):
        return []
    backwards = earlier.sentence is row and _CLOSES.search(row.plain) and earlier.status != "ongoing"
    # 历时5个月，工程于4月27日竣工 tells how long the work took, not how long the happening does.
    # So does 历时52天的大修 beside an hour.
    moment = earlier.when.precision in ("hour", "minute")
    begun = earlier.timex is not None and bool(_BEGINS.match(_after(earlier.sentence, earlier.timex)))
    over = told[3] in "天日" and (backwards or (begun and earlier.sentence is row))
    if told[0].startswith("历时") and (moment or not over):
        return []
    ends = _ends(day, told[1], told[3], -1 if backwards else 1, half=bool(told[2] or told[4]))
    if ends is None:
        return []
    first, last = ends
    implied = (f"day: {earlier.when.text}",)
    month = earlier.when.precision == "month"
    span = f"{first:%Y-%m}/{last:%Y-%m}" if month else f"{first}/{last}"
    fine: Precision = "month" if month else "day"
    when = When(span, str(first), str(last), told[0], fine, "inherited", implied=implied)
    part = next((a, b) for a, b in clauses(row.plain) if a <= told.start() < b)
    if earlier.sentence is row or _ITSELF.match(row.plain[part[0] : told.end()]):
        # The happening itself lasts: 培训为期三天.
        earlier.when = replace(earlier.when, edtf=when.edtf, start=when.start, end=when.end, precision=fine)
        return []
    rule = "lasting happening"
    return [
        Draft(earlier.type, row, *part, when, None, None, "ongoing", "secondary", 0.6, rule, whole=earlier)
    ]


_KNOWN = (*DAYS, "month")


def _begun_before(row: Sentence, found: Sequence[Draft]) -> Draft | None:
    """The happening whose length ``row`` may tell: the one of this sentence, else the article's main one."""
    dated = [d for d in found if d.when.start and d.when.precision in _KNOWN and d.type != "deadline"]
    own = [d for d in dated if d.sentence is row]
    named = [d for d in dated if _names(row, d)]
    one = next(iter(own or named[-1:] or [d for d in dated if d.salience == "main"]), None)
    if one is None or not (one.when.start or "")[:4].isdigit():
        return None
    single = (one.when.start or "")[:10] == one.when.end or one.when.edtf.endswith("/..")
    whole = one.when.precision in DAYS or one.when.edtf.endswith("/..")
    return one if single and whole else None


def _names(row: Sentence, draft: Draft) -> bool:
    """督导为期一周 after 4个督导组分赴各地: the happening whose own words the clause repeats."""
    subject = re.search(r"([\u4e00-\u9fff]{2})(?:将)?(?:为期|[会展赛节]期)", row.plain)
    generic = subject is None or subject[1] in ("活动", "本次", "此次")
    return not generic and subject is not None and subject[1] in draft.sentence.plain


def _ends(
    day: dt.date, count: str, unit: str, step: int, *, half: bool = False
) -> tuple[dt.date, dt.date] | None:
    """First and last day of what lasts ``count`` units (and a half) from ``day`` on, or (``step`` −1) up to it."""
    number = 15 if (count, unit) == ("半", "月") else to_int(count)
    if not number or number > 400:
        return None
    days = number + half if unit in "天日" or count == "半" else number * 7 if unit != "月" else 0
    if not days:
        whole = day.month - 1 + number
        later = (day.year + whole // 12, whole % 12 + 1)
        last = dt.date(*later, min(day.day, calendar.monthrange(*later)[1])) - dt.timedelta(days=1)
        return (day, last) if step > 0 else None
    other = day + dt.timedelta(days=step * (days - 1))
    return (day, other) if step > 0 else (other, day)


_ITSELF = re.compile(
    r"(?:据悉|据了解)?[,，]?(?:本次|此次|本届|该|这次)?(?:活动|培训|培训班|大赛|比赛|节会|展览|展会|会议|集训|论坛|研学|演出|赛事|会期|督导|检查|巡视|巡察|整治|行动|集市|节日|民俗)?(?:将)?(?:为期|[会展赛节工]期|历时)"
)
