"""Events for the tests of the page: the gold of the seeds, and generated ones of any number."""

from __future__ import annotations

import datetime as dt
import json
import random
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.events import Event, event_from

GOLD = Path(__file__).parent / "gold"
HOSTILE = (
    '<img src=x onerror="window.__xss=(window.__xss||0)+1">',
    '<svg onload="window.__xss=(window.__xss||0)+1"></svg>',
    '"><script>window.__xss=(window.__xss||0)+1</script>',
    '<a href="javascript:window.__xss=(window.__xss||0)+1">点此</a>',
    '<iframe srcdoc="<script>parent.__xss=(parent.__xss||0)+1</script>"></iframe>',
    "{{7*7}}${7*7}",
    "</script><script>window.__xss=(window.__xss||0)+1</script>",
    '<details open ontoggle="window.__xss=(window.__xss||0)+1">x</details>',
)


@dataclass(frozen=True)
class Kept:
    """A stored event, as far as the page is concerned."""

    uid: str
    event: Event
    sequence: int = 0
    updated: dt.datetime = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    cancelled: bool = False


def _kept(record: dict[str, Any], key: str) -> Kept:
    return Kept(str(uuid.uuid5(uuid.NAMESPACE_URL, key)), event_from(record))


def from_gold() -> list[Kept]:
    """The annotated events of the five seed pages."""
    kept = []
    for path in sorted(GOLD.glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        for one in page["events"]:
            when = dict(one["when"])
            record = {
                "type": one["type"], "title": one["title"], "salience": one["salience"], "status": one["status"],
                "when": when, "people": one["people"], "organizations": one["orgs"],
                "place": {"name": one["place"]} if one["place"] else None,
                "evidence": [
                    {"document": page["doc"], "article": one["article"], "start": 0, "end": len(quote), "quote": quote}
                    for quote in one["evidence"]
                ],
            }  # fmt: skip
            kept.append(_kept(record, f"{page['doc']}#{one['id']}"))
    return kept


_TYPES = ("meeting", "inspection", "campaign", "study", "contest", "ceremony", "milestone", "deadline")
_TOPICS = ("防汛抗旱", "义务教育", "安全生产", "招商引资", "全民健身", "食品药品安全", "农村道路", "志愿服务")
_PLACES = ("会展中心", "滨江路", "第三中学", "南山村", "人民医院", "文化馆", "开发区", "老城街道")
_BODIES = ("市教育局", "县水利局", "区卫健委", "团市委", "镇政府", "市总工会")
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈", ("晓云", "立新", "敏", "建华", "雪", "志远", "可", "明")


def generated(number: int, *, hostile: bool = False) -> list[Kept]:
    """``number`` events over twelve years, of every type and every kind of date; the same each time."""
    dice = random.Random(number)
    return [_generated(place, dice, hostile) for place in range(number)]


def _generated(place: int, dice: random.Random, hostile: bool) -> Kept:
    day = dt.date(2009, 1, 1) + dt.timedelta(days=dice.randrange(4380))
    kind = _TYPES[place % len(_TYPES)]
    poison = (lambda shift: HOSTILE[(place + shift) % len(HOSTILE)]) if hostile else (lambda shift: "")
    title = f"{poison(0)}{dice.choice(_PLACES)}{dice.choice(_TOPICS)}第{place}次"
    when = _when(day, kind, dice)
    name = dice.choice(_SURNAMES) + dice.choice(_GIVEN)
    quote = f"{when['text']}，{name}在现场强调，要把{title}办好。{poison(2)}"
    role = ("chair", "speaker", "inspector", "organizer", "attendee")[place % 5]
    record = {
        "type": kind, "title": title, "salience": ("main", "main", "secondary")[place % 3], "when": when,
        "status": "planned" if kind == "deadline" else "happened", "confidence": dice.choice((0.6, 0.8, 0.95)),
        "place": {"name": poison(1) + dice.choice(_PLACES)},
        "people": [{"name": poison(3) + name, "title": poison(4) + "主任", "role": role}],
        "organizations": [{"name": poison(5) + dice.choice(_BODIES), "role": "organizer"}],
        "evidence": [{"document": f"{poison(6)}{day:%Y%m}.txt", "article": "a1", "start": 0, "end": len(quote),
                      "quote": quote}],
    }  # fmt: skip
    return _kept(record, f"generated-{place}")


def _when(day: dt.date, kind: str, dice: random.Random) -> dict[str, Any]:
    base = {"part_of_day": None, "implied": ("year: 版面年份",), "rrule": None, "basis": "year-inferred"}
    text = f"{day.month}月{day.day}日"
    if kind == "deadline":
        return base | {
            "edtf": f"../{day}",
            "start": None,
            "end": str(day),
            "text": f"{text}前",
            "precision": "day",
        }
    roll = dice.random()
    if roll < 0.1:
        words = {"text": "近日", "precision": "fuzzy", "basis": "fuzzy"}
        return base | {"edtf": f"{day:%Y-%m}~", "start": None, "end": None} | words
    if roll < 0.2:
        last = day + dt.timedelta(days=dice.randrange(1, 40))
        words = {"text": f"{text}至{last.month}月{last.day}日", "precision": "day"}
        return base | {"edtf": f"{day}/{last}", "start": str(day), "end": str(last)} | words
    if roll < 0.25:
        words = {"text": f"{day.month}月份", "precision": "month"}
        return base | {"edtf": f"{day:%Y-%m}", "start": f"{day:%Y-%m}-01", "end": None} | words
    if roll < 0.28:
        edtf = f"XXXX-{day:%m-%d}"
        return base | {
            "edtf": edtf,
            "start": None,
            "end": None,
            "text": text,
            "precision": "day",
            "implied": (),
        }
    if roll < 0.45:
        words = {"text": f"{text}上午9时", "precision": "hour", "part_of_day": "morning"}
        return base | {"edtf": str(day), "start": f"{day}T09:00", "end": str(day)} | words
    return base | {"edtf": str(day), "start": str(day), "end": str(day), "text": text, "precision": "day"}
