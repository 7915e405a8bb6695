"""What follows or goes with a happening told before: 大会召开后，该局立即…; 大会还举行了授帽仪式."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.dates import When
from timeline.extract.dating import AFTER_IT, DAYS
from timeline.extract.draft import Draft
from timeline.extract.hits import Hit, best_hit, find_hits
from timeline.extract.sentences import Sentence
from timeline.timex import Timex


def after_it(row: Sentence, before: Sequence[Draft]) -> Draft | None:
    """动员大会召开后，该局立即召开全体人员会议: dated only by the meeting before it."""
    told = AFTER_IT.match(row.plain)
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


# 会后, 随后, 大会还举行了…: the same day as what was told before.
_BESIDES = re.compile(
    r"(?:[^，,。；;]{0,12}?(?:会议|大会|会|会见|仪式|典礼|庆典|活动|比赛|揭牌|点验|调研|检查|党课|培训)(?:结束)?(?:后|前|时|之后|之前)|随后|接着|之后|期间|其间|[^，,。；;]{0,8}?(?:会|大会|会议|活动|仪式|庆典|典礼)(?:上|中|期间)?)"
    r"[，,]?"
)


_BEHIND = re.compile(r"随后|接着|之后|[^，,。]*?(?:会|结束|仪式|典礼|活动|调研|检查)之?后")


def besides(row: Sentence, before: Sequence[Draft]) -> Draft | None:
    """会后，与会人员参观了…; 大会还举行了授帽仪式: a second happening of the day told before."""
    told = _BESIDES.match(row.plain)
    main = next((d for d in reversed(before) if d.salience == "main" and d.when.precision in DAYS), None)
    if told is None or main is None or not main.when.start or not main.when.end:
        return None
    if row.order - main.sentence.order > 6 or row.section != main.sentence.section:
        return None
    hit = best_hit(find_hits(row.plain))
    also = bool(re.search(r"后|前|时|随后|接着", told[0])) or "还" in row.plain[: told.end() + 8]
    # 会上，各单位签订了责任书: a meeting's own ceremony.
    signed = hit is not None and hit.type == "ceremony" and hit.form == "verb"
    if (
        hit is None
        or hit.rank < (2 if signed or also else 4)
        or not (also or signed)
        or hit.word == (main.hit.word if main.hit else "")
    ):
        return None
    # What comes behind a happening of several days comes on its last one.
    last = main.when.end if _BEHIND.match(told[0]) else None
    first = last or main.when.start[:10]
    when = replace(
        main.when,
        precision="day",
        start=first,
        edtf=main.when.edtf if first != main.when.end else first,
        basis="inherited",
        text=told[0].strip("，,"),
        part_of_day=None,
        implied=(f"day: {main.when.text}",),
    )
    return Draft(
        hit.type, row, 0, len(row.plain), when, None, hit, "happened", "secondary", 0.6, "besides it"
    )


def _named_meeting(row: Sentence, told: re.Match[str] | None, before: Sequence[Draft]) -> Draft | None:
    """The meeting that 大会召开后 speaks of: the one whose quoted name it repeats, else the first of the article."""
    dated = [d for d in before if d.type == "meeting" and d.when.precision in DAYS and d.when.start]
    name = re.search(r"[“\"]([^”\"]{2,30})[”\"]", row.text[: told.end()]) if told else None
    named = [d for d in dated if name and name[1] in d.sentence.text]
    return next(iter(named or dated), None)


def _inherited(when: When, words: str, hit: Hit) -> When:
    """What follows a meeting is some time after its day; a campaign that it set off goes on from then."""
    day = (when.start or "")[:10]
    implied = (f"day: after {when.text}",)
    text = "".join(words.split())
    if re.search(r"结束|仪式|集会|散会|典礼", text) and day:
        return When(day, day, day, text, "day", "inherited", implied=implied)
    if hit.type == "campaign":
        return When(f"{day}/..", day, None, text, "day", "inherited", implied=implied)
    return When(f"{day}~", None, None, text, "fuzzy", "inherited", implied=implied)


_ITS_DAY = re.compile(
    r"(?:比赛|赛事|马拉松|节日|开幕|开赛|大赛|会议|大会|行动|活动|庆典|仪式|典礼|义诊|演出)(?:式)?的?$"
)


def of_its_day(row: Sentence, timex: Timex, before: Sequence[Draft], issued: dt.date | None) -> Timex:
    """开幕当天, 比赛当天上午: the day of the happening it names; 即日起, where no meeting decided it: the day of print."""
    when, at = timex.when, timex.span.start - row.span.start
    main = next(
        (d.when for d in before if d.salience == "main" and d.when.precision in DAYS and d.when.start), None
    )
    if when is None:
        return timex
    if main and main.start and timex.text.startswith(("当天", "当日")) and _ITS_DAY.search(row.plain[:at]):
        clock = f"T{when.start[11:]}" if when.start and len(when.start) > 11 else ""
        day = main.start[:10]
        return replace(timex, when=replace(when, edtf=day + clock, start=day + clock, end=day))
    met = any(d.type == "meeting" and d.when.start == when.start for d in before)
    if issued and timex.text.lstrip("从自") == "即日起" and not met and when.edtf.endswith("/.."):
        return replace(timex, when=replace(when, edtf=f"{issued}/..", start=str(issued), basis="publication"))
    return timex


_REOPENS = re.compile(r"(?:重新|恢复)(?:开放|开馆|开园|通行|通车|供水|供电|供气|营业|运行|正常)")


def reopened(row: Sentence, own: Sequence[Timex], main: Draft) -> None:
    """自5月15日起闭馆，预计9月1日重新开放: what is closed is so until it opens again."""
    first = main.when
    if not first.edtf.endswith("/..") or first.start is None:
        return
    for timex in own:
        when = timex.when
        later = when is not None and when.start is not None and when.start[:10] > first.start[:10]
        if when and when.end and later and _REOPENS.match(row.plain, timex.span.end - row.span.start):
            main.when = replace(first, edtf=f"{first.start[:10]}/{when.end}", end=when.end)
