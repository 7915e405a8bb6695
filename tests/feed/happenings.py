"""Hand-made events for the feed's tests and benchmarks: one at a time, or many of every kind."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from timeline.events import TYPE_NAMES, Event, event_from

QUOTE = "{day}，全市防汛备汛工作会议在市会议中心召开，副市长林晓枫主持并讲话。"


def happening(
    title: str = "全市防汛备汛工作会议",
    edtf: str = "2017-05-18",
    *,
    type: str = "meeting",
    precision: str = "day",
    start: str | None = "",
    end: str | None = "",
    page: str = "A01.txt",
    at: int = 0,
    quote: str | None = None,
    rrule: str | None = None,
    people: list[dict[str, str]] | None = None,
    place: str = "",
    **more: Any,
) -> Event:
    """An event proved by ``quote`` at character ``at`` of ``page``; ``start`` and ``end`` follow from plain days."""
    days = edtf.split("/")
    text = quote if quote is not None else QUOTE.format(day=edtf)
    plain = all(len(day) == 10 and day[4] == "-" for day in days)
    when = {
        "edtf": edtf,
        "start": (days[0] if plain else None) if start == "" else start,
        "end": (days[-1] if plain else None) if end == "" else end,
        "text": more.pop("text", edtf),
        "precision": precision,
        "basis": more.pop("basis", "explicit"),
        "implied": more.pop("implied", []),
        "part_of_day": more.pop("part_of_day", None),
        "rrule": rrule,
    }
    proof = {
        "document": page,
        "article": more.pop("article", "a1"),
        "start": at,
        "end": at + len(text),
        "quote": text,
    }
    return event_from(
        {
            "type": type, "title": title, "when": when, "evidence": [proof], "people": people or [],
            "place": {"name": place} if place else None, **more,
        }
    )  # fmt: skip


# Words that have broken some feed or reader.
ODD = (
    "总投资3,200万元；其中财政\\投入:1;2", "C:\\new\\Notes", "🎉🚒消防👨‍👩‍👧‍👦宣传", "𠮷野家㐂、䶮、𪚥", "第\u2028二\x0b行\x00",
    "“引号”与\"直引号\"", "a\tb\rc\nd", "\ufeff带标记", "cafe\u0301 与 café 之别", "\ue123缺字\ufffd", "BEGIN:VEVENT", "=1+1", "-2", "  前后空格  ",
    "ＦＵＬＬ，ｗｉｄｔｈ；", "العربية‏ עברית", "\\n\\N\\,\\;",
)  # fmt: skip
_TOPICS = (
    "防汛",
    "春耕",
    "招商",
    "安全生产",
    "人居环境整治",
    "食品安全",
    "图书漂流",
    "义务植树",
    "冬季供暖",
    "健康义诊",
)
_WHERE = ("临江县", "北川路街道", "市会议中心", "望湖镇卫生院", "开发区", "青石桥社区")
_NAMES = ("林晓枫", "赵一鸣", "欧阳青", "买买提·艾力", "陈露", "𠮷田")
_RULES = (
    "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=10", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY",
    "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;UNTIL=20191231", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=12",
)  # fmt: skip


def _whens(chance: random.Random) -> tuple[str, str, str | None, str | None]:
    """(EDTF, precision, start, end) of some kind, between 1950 and 2025."""
    day = dt.date(chance.choice((1951, 1965, 1986, 1987, 1991, *range(1993, 2026))), 1, 1)
    day += dt.timedelta(days=chance.randrange(365))
    hour = f"{day}T{chance.randrange(24):02d}:{chance.choice((0, 15, 30)):02d}"
    later = day + dt.timedelta(days=chance.choice((1, 2, 6, 30, 31, 200)))
    month, year = f"{day:%Y-%m}", f"{day:%Y}"
    return chance.choice(
        (
            (f"{day}", "day", f"{day}", f"{day}"), (f"{day}", "halfday", f"{day}", f"{day}"),
            (f"{day}", "hour", hour, f"{day}"), (f"{day}", "minute", hour, f"{day}"),
            (f"{day}/{later}", "day", f"{day}", f"{later}"), (month, "month", None, None),
            (f"{month}~", "fuzzy", None, None), (year, "year", None, None), (f"{year}-34", "quarter", None, None),
            (f"{day}/..", "day", f"{day}", None), (f"{month}/..", "month", None, None), (f"../{day}", "day", None, f"{day}"),
            (f"{day}~", "fuzzy", None, None), (f"{year}-02/{year}-11", "month", None, None),
            ("XXXX-03-20", "day", None, None),
        )
    )  # fmt: skip


def many(count: int, seed: int = 20170518, *, odd: bool = True, long: bool = True) -> Iterator[Event]:
    """``count`` events of every type, precision, range and recurrence, some with every odd character."""
    chance = random.Random(seed)
    for number in range(count):
        kind = list(TYPE_NAMES)[number % 8]
        edtf, precision, start, end = _whens(chance)
        rule = chance.choice(_RULES) if start and number % 9 == 0 else None
        topic, where = chance.choice(_TOPICS), chance.choice(_WHERE)
        title = f"{where}{topic}{TYPE_NAMES[kind]}第{number}次"
        title += ODD[number % len(ODD)] if odd and number % 3 == 0 else ""
        words = ODD[(number // 3) % len(ODD)] if odd else ""
        quote = f"{edtf}，{where}第{number}次{topic}{TYPE_NAMES[kind]}举行。{words}"
        quote += "会议强调，要压实责任，抓好落实；" * (
            400 if long and number % 97 == 0 else chance.randrange(4)
        )
        some = chance.sample(_NAMES, chance.choice((0, 0, 1, 1, 2, 6)))
        yield happening(
            title, edtf, type=kind, precision=precision, start=start, end=end, rrule=rule, quote=quote,
            page=f"{chance.randrange(1, 60):03d}.txt", at=number * 10_000, place=where if number % 2 else "",
            people=[{"name": name, "title": "副县长", "role": chance.choice(("chair", "speaker", "attendee"))} for name in some],
            confidence=round(chance.uniform(0.3, 1), 2),
        )  # fmt: skip
