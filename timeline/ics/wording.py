"""What a calendar entry says, in Chinese: titles, descriptions, colours."""

from __future__ import annotations

import re

from timeline.dates import When
from timeline.events import TYPE_NAMES, Event
from timeline.ics.placing import Placement
from timeline.text import Evidence, squeeze

# CSS3 names: the only colours RFC 7986 allows; dark enough for white text, apart from each other for most eyes.
COLORS: dict[str, str] = {
    "meeting": "steelblue", "inspection": "seagreen", "campaign": "darkorange", "study": "slateblue",
    "contest": "goldenrod", "ceremony": "crimson", "milestone": "teal", "deadline": "firebrick",
}  # fmt: skip

_ROLES = {
    "chair": "主持",
    "speaker": "讲话",
    "inspector": "带队",
    "organizer": "组织",
    "attendee": "参加",
    "host": "承办",
}
_PARTS = {
    "year": "年份",
    "month": "月份",
    "day": "日期",
    "start": "起始",
    "end": "终止",
    "weekday": "星期",
    "time": "钟点",
}
_DAY_PARTS = {"morning": "上午", "afternoon": "下午", "evening": "晚上"}
_BASES = {
    "inherited": "日期承上文", "year-inferred": "年份为推断", "publication": "据见报日期推定", "fuzzy": "报上只有约略时间",
}  # fmt: skip

QUOTE_MAX = 120
PROOF_MAX = 60
_TITLE_MAX = 80
_TEXT_MAX = 900
_NAMES_MAX = 12
_ITEMS_MAX = 6

# Controls and non-characters are illegal or shown as boxes; a damaged or private-use character becomes 〓, the
# printers' sign for a missing piece of type.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_MISSING = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\v\f]")


def clean(text: str) -> str:
    """``text`` as a TEXT value may hold it: no controls, and no backslash, which readers take for a line break before n."""
    text = _ILLEGAL.sub("", _BREAKS.sub("\n", text))
    return _MISSING.sub("〓", text).replace("\\", "＼")


def one_line(text: str) -> str:
    """``text`` cleaned, with every run of blanks one blank."""
    return " ".join(clean(text).split())


def shorten(text: str, most: int) -> str:
    """``text`` of at most ``most`` characters, … for what is cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def feed_title(name: str) -> str:
    """A feed's name without the characters that clients show escaped."""
    return one_line(name).translate({ord(","): "，", ord(";"): "；", ord("\\"): "＼"}) or "报纸事件"


def heading(event: Event, placement: Placement | None, cancelled: bool = False) -> str:
    """The entry's title: what it is, and what its place in the calendar does not say."""
    title = shorten(one_line(event.title) or TYPE_NAMES[event.type], _TITLE_MAX)
    if placement is not None:
        title = f"{placement.before}{title}{placement.after}"
    return f"【撤回】{title}" if cancelled else title


def description(event: Event, placement: Placement | None, *, drawn_until: str, cancelled: bool) -> str:
    """When, where, who, what was inferred and why, and the sentence that proves it; at most 900 characters."""
    lines = ["本条已撤回：报纸原文不支持，或所据版面已移除。"] if cancelled else []
    lines.append(f"时间：{when_words(event.when)}")
    if placement is not None and placement.length_assumed:
        lines.append("结束时间报上未印，日历上占一小时。")
    if drawn_until:
        lines.append(f"报上未说何时停止，日历上只列到{drawn_until}。")
    if event.place and event.place.name:
        lines.append(f"地点：{one_line(event.place.name)}")
    lines += (
        _people(event) + _organizations(event) + _details(event) + _inferred(event) + _proofs(event.evidence)
    )
    return shorten("\n".join(lines), _TEXT_MAX)


def when_words(when: When) -> str:
    """``2014-03-20 上午（“3月20日上午”）``."""
    part = f" {_DAY_PARTS[when.part_of_day]}" if when.part_of_day else ""
    hour = f" {when.start[11:16]}" if when.start and "T" in when.start else ""
    printed = f"（报上作“{one_line(when.text)}”）" if when.text else ""
    return f"{when.edtf.partition('T')[0]}{hour or part}{printed}"


def _people(event: Event) -> list[str]:
    named = []
    for person in event.people[:_NAMES_MAX]:
        notes = [one_line(person.title)] if person.title else []
        notes += [_ROLES[person.role]] if person.role != "attendee" else []
        named.append(one_line(person.name) + (f"（{'，'.join(notes)}）" if notes else ""))
    more = len(event.people) - len(named)
    return [f"人物：{'、'.join(named)}{f'等{len(event.people)}人' if more > 0 else ''}"] if named else []


def _organizations(event: Event) -> list[str]:
    named = [
        one_line(body.name) + (f"（{_ROLES[body.role]}）" if body.role != "attendee" else "")
        for body in event.organizations[:_NAMES_MAX]
    ]
    return [f"单位：{'、'.join(named)}"] if named else []


def _details(event: Event) -> list[str]:
    """The lists a reader wants beside the title: agenda, requirements, sites, materials, winners."""
    details = event.details.model_dump()
    names = {
        "agenda": "议题", "requirements": "要求", "findings": "情况", "sites": "地点", "theme": "主题",
        "materials": "学习内容", "winners": "获奖", "task": "任务", "responsible": "责任单位", "project": "项目",
    }  # fmt: skip
    lines = []
    for key, name in names.items():
        value = details.get(key)
        items = [value] if isinstance(value, str) else value or []
        text = "；".join(shorten(one_line(item), 60) for item in items[:_ITEMS_MAX] if item)
        if text and text != one_line(event.title):
            lines.append(f"{name}：{text}")
    return lines


def _inferred(event: Event) -> list[str]:
    lines = []
    for implied in event.when.implied:
        part, _, why = implied.partition(":")
        lines.append(
            f"推断：{_PARTS.get(part.strip(), part.strip())}——{shorten(one_line(why), 80) or '报上未印'}"
        )
    if not lines and event.when.basis in _BASES:
        lines.append(f"推断：{_BASES[event.when.basis]}")
    return lines


def _proofs(evidence: list[Evidence]) -> list[str]:
    lines = [
        f"原文：“{shorten(squeeze(clean(proof.quote)), QUOTE_MAX)}”（{one_line(proof.document)}）"
        for proof in evidence[:1]
    ]
    others = (
        sorted({one_line(proof.document) for proof in evidence[1:]} - {one_line(evidence[0].document)})
        if evidence
        else []
    )
    return lines + ([f"又见：{'、'.join(others[:_ITEMS_MAX])}"] if others else [])
