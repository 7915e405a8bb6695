"""Reporters' lines as they are printed: how a report opens and who signs it.

Reading needs them to know where a report begins, splitting to know who wrote it.
"""

from __future__ import annotations

import re
from functools import cache

from timeline.lexicon import load
from timeline.text import fold

_DAY = r"(?:\d{1,2}月\d{1,2}日)?"
_HAN = "[一-鿿]"


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _opening() -> re.Pattern[str]:
    words = load("bylines")
    papers = _either(words["papers"])
    closing = _either([word for word in words["closings"] if word not in ("消息",)])
    named = rf"{_HAN}{{2,8}}(?:日报|晚报|早报|晨报|商报|都市报|时报|周报|日報|晚報|融媒|网)"
    signed = rf"\((?:{_either(words['roles'])})[^()]{{1,60}}\)?"
    return re.compile(
        rf"[{re.escape(words['bullets'])}]?(?:"
        rf"[\[【](?:{papers}|{named}){_HAN}{{0,6}}{_DAY}(?:{closing}|消息)[\]】]"
        rf"|(?:{papers}|{named})(?:{_HAN}{{2,8}}?{_DAY})?(?:{closing}|消息(?=\())"
        rf"|(?:讯|訊)(?={signed})"
        rf"|(?=\((?:本报|本報)?(?:记者|通讯员|见习记者|全媒体记者|融媒体记者|記者)[^()]{{2,60}}\))"
        rf")"
    )


@cache
def _signature() -> re.Pattern[str]:
    words = load("bylines")
    roles, acts = _either(words["roles"]), _either(words["acts"])
    name = rf"(?:{_HAN}{{1,8}}·{_HAN}{{1,8}}|{_HAN}{{2,4}}|{_HAN}\s{_HAN})"
    part = rf"(?:{roles})[:/]?(?:{name}(?:[、,\s]+{name}){{0,9}})?"
    return re.compile(
        rf"[{re.escape(words['bullets'])}\-(\[【]*{part}(?:[\s、,/;]*{part}){{0,5}}\s*(?:{acts})?[)\]】]*"
    )


def opens(chars: str) -> int:
    """Length of the words by which a report opens (``本报讯``, ``新华社北京3月5日电``), 0 if there are none."""
    match = _opening().match(fold(chars[:80]))
    if match is None:
        return 0
    return max(1, match.end())


def signs(chars: str) -> bool:
    """Whether a whole line names its writers and nothing else: ``本报记者 张三 摄``, ``（李四）``."""
    line = fold(chars).strip()
    if not 2 <= len(line) <= 60 or any(mark in line for mark in ".。;!?\"'"):
        return False
    if re.fullmatch(rf"[(\[【]\s*{_HAN}{{2,4}}(?:[、,\s]{_HAN}{{2,4}}){{0,4}}\s*[)\]】]", line):
        return not any(word in line for word in ("上接", "下转", "下接", "上转", "略", "完", "待续"))
    if re.fullmatch(
        rf"{_HAN}{{2,4}}(?:[、\s]{_HAN}{{2,4}})?\s*(?:摄影|摄|文/图|供图|图|攝)(?:影报道)?", line
    ):
        return True
    if re.fullmatch(rf"{_HAN}{{2,3}}\s*本[报刊网](?:记者|通讯员)", line):
        return True
    if _signature().fullmatch(line) is None:
        return False
    after = re.sub(rf"^[^一-鿿]*(?:{_either(load('bylines')['roles'])})\s*", "", line)
    return not after.startswith(tuple(load("bylines")["verbs"]))


@cache
def _credit() -> re.Pattern[str]:
    words = load("bylines")
    return re.compile(
        rf"(?:(?:{_either(words['roles'])})[\s:]*|(?<=[。.\s)）]))({_HAN}[{'一-鿿'}·、\s]{{1,14}}?)\s*(?:摄影|摄|攝|供图|文/图|图/文|文并摄)[)）]?$"
    )


def credit(chars: str) -> int:
    """Where the photographer's credit at the end of a caption begins (``本报记者 张三 摄``), −1 if there is none."""
    tail = fold(chars[-40:])
    match = _credit().search(tail)
    return -1 if match is None else len(chars) - len(tail) + match.start()


def role_only(chars: str) -> bool:
    """Whether a line is a role whose name stands on the next line: ``本报记者``."""
    return fold(chars) in load("bylines")["roles"]
