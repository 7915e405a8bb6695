"""Candidate events of one article: a trigger, the expression that dates it, and how they were found."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.articles import Article
from timeline.dates import When
from timeline.extract.aspect import is_goal, is_ongoing, is_planned, shuts
from timeline.extract.cues import retyped, type_told
from timeline.extract.dating import (
    AFTER_IT,
    DAYS,
    cited_noun,
    governing,
    is_cited,
    own_timexes,
    region,
    width,
)
from timeline.extract.draft import Draft
from timeline.extract.following import after_it, besides, of_its_day, reopened
from timeline.extract.hits import Hit, best_hit, find_hits
from timeline.extract.lasting import for_days
from timeline.extract.passing import passing, shared_goals
from timeline.extract.sentences import Sentence, mask
from timeline.extract.words import triggers
from timeline.text import Span, fold
from timeline.timex import Timex

_IS_A_DAY = re.compile(
    r"[^，,。；;]{0,4}?(?:是|为|系|迎来)(?!期|止)[^，,。；;]{0,22}?(?:日|节|周|月|周年)(?=[,，。；;])[,，。；;]"
)


def find_drafts(
    article: Article, rows: Sequence[Sentence], issued: dt.date | None = None, headed: Timex | None = None
) -> list[Draft]:
    """The candidates of ``article`` in the order of the text.

    ``issued`` is the day of print where it is known, ``headed`` the one day that the headline names.
    """
    if article.is_column:
        items = [list(group) for _, group in itertools.groupby(rows, key=lambda row: row.section)]
        return [draft for item in items for draft in _drafts(article, item, issued)]
    return _drafts(article, rows, issued, headed)


def _drafts(
    article: Article, rows: Sequence[Sentence], issued: dt.date | None, headed: Timex | None = None
) -> list[Draft]:
    """The candidates of sentences that belong together."""
    found: list[Draft] = []
    carried: Timex | None = None
    for number, row in enumerate(rows):
        if number + 1 < len(rows) and (bare := _only_a_day(row)):
            carried = bare
            continue
        day = _named_day(row)
        if day:
            found.append(day)
        if day is None or day.end < len(row.plain) - 6:
            for draft in _of_sentence(article, row, rows, found, issued, carried):
                if not _echoes(draft, found):
                    found.append(draft)
            found += shared_goals(row, found) + for_days(row, found)
        carried = day.timex if day and day.end >= len(row.plain) - 6 else None
    if not any(d.salience == "main" for d in found) and article.kind != "editorial":
        found += [_by_headline(draft, headed, issued) for draft in _undated(article, rows, issued)]
    told = _told_later(found)
    for draft in told:
        draft.type = "ceremony" if _opened(draft, rows) else retyped(draft, article)
        if draft.type == "milestone" and draft.rule == "lead: dated sentence":
            draft.type = _told_after(draft, rows) or draft.type
    return told


def _told_after(draft: Draft, rows: Sequence[Sentence]) -> str | None:
    """What the sentences right behind a scene (候诊椅上坐满了人) tell that it is, where they have no day of their own."""
    for row in rows:
        near = 0 < row.order - draft.sentence.order <= 2 and row.section == draft.sentence.section
        if not near or any(width(t) == 0 for t in row.timexes):
            continue
        hit = best_hit(find_hits(row.plain))
        kind = hit.type if hit and hit.rank >= 4 else type_told(row.folded)
        if kind:
            return kind
    return None


_OPENS = re.compile(r"(?:节|活动|展|周|季)[^，,。；;]{0,30}?(?:开幕|启幕|帷幕|序幕|开展(?=[，,。]))")
_OFFICIATES = re.compile(r"宣布[^，,。]{0,16}(?:开幕|启幕|开始|启动)|致(?:欢迎|开幕)?[辞词]|开幕式")


def _opened(draft: Draft, rows: Sequence[Sentence]) -> bool:
    """Whether a festival that opens is told of as its opening: somebody declares it open or gives an address."""
    if draft.type != "campaign" or draft.salience != "main" or draft.status != "happened":
        return False
    near = [row for row in rows if 0 <= row.order - draft.sentence.order <= 2]
    single = draft.when.precision in DAYS and (draft.when.start or "")[:10] == draft.when.end
    return (
        single
        and bool(_OPENS.search(draft.sentence.plain))
        and any(_OFFICIATES.search(r.plain) for r in near)
    )


def _told_later(found: list[Draft]) -> list[Draft]:
    """A report that opens with a scene (6月11日，村民激动地说) names its happening a sentence later, on the same day."""
    for scene in [d for d in found if d.rule == "lead: dated sentence" and d.hit is None]:
        day = (scene.when.start or scene.when.edtf)[:10]
        for other in found:
            near = 0 < other.sentence.order - scene.sentence.order <= 4
            same = (other.when.start or other.when.edtf)[:10] == day and other.when.precision in DAYS
            if near and same and other.hit and other.hit.rank >= 3 and other.type != "deadline":
                other.salience, other.rule = "main", f"after a scene: {other.hit.form} trigger"
                other.echoes.insert(0, scene.sentence)
                found.remove(scene)
                break
    return found


def _only_a_day(row: Sentence) -> Timex | None:
    """12月21日，冬至。 The day on which the next sentence plays; nothing is told of it."""
    timex = row.timexes[0] if row.timexes else None
    when = timex.when if timex else None
    if timex is None or when is None or when.precision not in DAYS or timex.role != "point":
        return None
    rest = row.plain[timex.span.end - row.span.start :].strip(",，。!！ ")
    alone = timex.span.start - row.span.start <= 2 and len(rest) <= _FEW and row.plain.endswith("。")
    return timex if alone and not find_hits(rest) and not re.search(r"[0-9]", rest) else None


# What stands beside a day that only sets a scene is this short: 冬至, 星期四, 大雪纷飞.
_FEW = 12


def _named_day(row: Sentence) -> Draft | None:
    """4月15日是第5个全民国家安全教育日: names the day, which comes every year, and reports nothing."""
    timex = row.timexes[0] if row.timexes else None
    when = timex.when if timex else None
    if timex is None or when is None or when.precision != "day" or timex.span.start - row.span.start > 24:
        return None
    match = _IS_A_DAY.match(row.plain, timex.span.end - row.span.start)
    month_day = re.search(r"(\d\d)-(\d\d)$", when.edtf)
    if match is None or month_day is None:
        return None
    rule = f"FREQ=YEARLY;BYMONTH={int(month_day[1])};BYMONTHDAY={int(month_day[2])}"
    start = timex.span.start - row.span.start
    yearly = replace(when, rrule=rule)
    kind = "milestone" if "周年" in match[0] else "campaign"
    return Draft(kind, row, start, match.end(), yearly, timex, None, "happened", "mention", 0.6, "named day")


def _undated(article: Article, rows: Sequence[Sentence], issued: dt.date | None) -> list[Draft]:
    """An article without a date: news of about the day of print, said to be no more than that."""
    for row in rows[:3]:
        hit = best_hit(find_hits(row.plain))
        if (
            hit
            and hit.rank >= (1 if article.kind == "caption" or _LATELY.search(row.plain) else 4)
            and not _AGREED.search(row.plain[: hit.start])
        ):
            month = issued.strftime("%Y-%m~") if issued else "XXXX~"
            when = When(month, None, None, "", "fuzzy", "publication", implied=("month: the issue",))
            ongoing = bool(_ONGOING.search(row.plain)) or hit.type == "campaign"
            status = "ongoing" if ongoing else "happened"
            return [
                Draft(
                    hit.type, row, 0, len(row.plain), when, None, hit, status, "main", 0.4, "undated report"
                )
            ]
    return []


def _by_headline(draft: Draft, headed: Timex | None, issued: dt.date | None) -> Draft:
    """An undated report whose headline names the day: 中秋晚会9月22日晚开演."""
    if headed is None or headed.when is None:
        return draft
    ahead = issued is not None and (headed.when.start or "") > issued.isoformat()
    status = "planned" if ahead else draft.status
    return replace(
        draft,
        when=headed.when,
        status=status,
        confidence=0.6,
        rule="day of the headline",
        dated_by=headed.span,
    )


# 疫情发生以来，全县坚持…: what has been going on of late is a report although no strong word tells of it.
_LATELY = re.compile(r"以来[，,]|连日来|近段时间|这几天|近年来")
_AGREED = re.compile(r"要|应|如何|怎样|为什么|如果|只要|必须")


_ONGOING = re.compile(r"正在|以来|持续|不断|加紧|连日|积极|着力|扎实")


def _echoes(draft: Draft, found: Sequence[Draft]) -> bool:
    """当日上午，现场气氛热烈: tells more of a happening of that day; it becomes its evidence."""
    strong = draft.hit is not None and (draft.hit.rank >= 4 or draft.type != "milestone")
    if strong or draft.rule != "dated clause" or draft.status == "planned":
        return False
    day = (draft.when.start or "")[:10] if draft.when.precision in DAYS else ""
    for other in found:
        if other.salience == "main" and day and (other.when.start or "")[:10] == day:
            other.echoes.append(draft.sentence)
            return True
    return False


def _of_sentence(
    article: Article,
    row: Sentence,
    rows: Sequence[Sentence],
    before: list[Draft],
    issued: dt.date | None,
    carried: Timex | None,
) -> list[Draft]:
    dated = [of_its_day(row, t, before, issued) for t in own_timexes(row, article.dateline)]
    if carried and not any(width(t) == 0 for t in dated):
        # The day named in the sentence before dates this one: its expression stands, empty, at the beginning.
        dated = [replace(carried, span=Span(row.span.start, row.span.start)), *dated]
    cited = [t for t in dated if is_cited(row, t)]
    own = [t for t in dated if t not in cited]
    found = [draft for t in cited if (draft := _citation(row, t))]
    lead = _is_lead(article, row, rows, before)
    dating = governing(row, own)
    told = AFTER_IT.match(row.plain)
    loose = dating is None or (
        told and (dating.kind == "fuzzy" or dating.span.end - row.span.start <= told.end())
    )
    after = (after_it(row, before) or besides(row, before)) if loose else None
    main = after or (_happening(article, row, dating, lead, issued) if dating else None)
    own = [t for t in own if after is None or t is not dating]
    if main:
        reopened(row, own, main)
        found.append(main)
    for timex in own:
        if main is None or timex is not main.timex:
            draft = passing(row, timex, own, main, [*before, *found], issued)
            if draft:
                found.append(draft)
    return sorted(found, key=lambda draft: (draft.sentence.order, draft.start))


def _citation(row: Sentence, timex: Timex) -> Draft | None:
    position = timex.span.end - row.span.start
    noun = cited_noun(row, position)
    when = timex.when
    if when is None or noun is None or when.precision not in DAYS:
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
    same = sum(1 for other in rows if other.order < row.order and other.section == row.section)
    return same <= (2 if article.kind in ("caption", "brief") else 4)


def _happening(
    article: Article, row: Sentence, timex: Timex, lead: bool, issued: dt.date | None
) -> Draft | None:
    begin, end = region(row, timex, article.dateline)
    hit = best_hit(find_hits(row.plain, begin, end))
    if hit is None and end == len(row.plain):
        hit = best_hit(find_hits(row.plain, begin))
    planned = is_planned(row, timex, issued)
    if not lead or timex.text in triggers().now_words:
        return _later(row, timex, hit, planned)
    when = timex.when
    shown = article.kind == "caption" and not shuts(row, timex)
    if when is None or (is_goal(row, timex, planned, issued) and not shown):
        return None
    ongoing = is_ongoing(row, timex)
    if (
        hit is None
        and not ongoing
        and not planned
        and when.precision in ("year", "quarter", "month")
        and timex.kind != "fuzzy"
    ):
        return None  # 九月的山坡一片金黄: a season paints the scene
    if hit is None and _COUNTDOWN.search(row.plain):
        return None
    named = _in_headline(article) if hit is None or hit.rank < 4 else None
    exact = when.precision in DAYS and timex.role in ("point", "since")
    if (
        timex.role == "asof"
        and hit
        and hit.form == "verb"
        and hit.type in ("inspection", "campaign", "study")
    ):
        named = "milestone"  # 截至12月20日，共走访用户1.3万户
    kind = named or (hit.type if hit else ("campaign" if ongoing and not exact else "milestone"))
    status = "planned" if planned else "ongoing" if ongoing else "happened"
    rule = f"lead: {hit.form} trigger" if hit else "lead: dated sentence"
    # Shares of right records on the development texts (benchmarks/calibration.py).
    sure = 0.92 if hit and hit.rank >= 4 else 0.78 if hit else 0.4
    salience = "secondary" if article.kind == "editorial" and row.order != 0 else "main"
    start = max(0 if begin < 60 else begin, _after_dateline(article, row))
    return Draft(kind, row, start, len(row.plain), when, timex, hit, status, salience, sure, rule)


# 今天，距离运动会开幕还有12天: nothing happens on that day.
_COUNTDOWN = re.compile(
    r"距离?[^。]{2,40}?(?:还有|仅有|仅剩|只剩|只有|不足|不到)[^，,。]{0,6}[天日月年]|倒计时"
)


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


def _later(row: Sentence, timex: Timex, hit: Hit | None, planned: bool) -> Draft | None:
    """A dated happening after the lead: a second meeting of a feature, a step of a project."""
    when = timex.when
    if when is None or hit is None or hit.rank < 4 or timex.role not in ("point", "range", "fuzzy"):
        return None
    exact = when.precision in DAYS
    early = timex.span.start - row.span.start < 24
    if timex.kind == "fuzzy" and not planned and (not row.opens or timex.text in triggers().now_words):
        return None
    if not exact and timex.kind != "fuzzy" and not early:
        return None
    main = exact and early and not planned and hit.rank >= 5 and (row.opens or hit.form == "noun")
    status = "planned" if planned else "happened"
    sure, salience = (0.85, "main") if main else (0.7, "secondary")
    rule = f"dated sentence: {hit.form} trigger"
    return Draft(hit.type, row, 0, len(row.plain), when, timex, hit, status, salience, sure, rule)
