"""Who wrote an article: the names in a reporter's line, without their roles."""

from __future__ import annotations

import re
from functools import cache

from timeline.lexicon import load
from timeline.pages import Page
from timeline.text import Span, fold

_SET_WIDE = re.compile(r"(?<!\S)(?:\S ){3,}")


def printed(page: Page, span: Span) -> str:
    """The words of ``span`` with the blanks the file has inside its lines: they part names."""
    out: list[str] = []
    last = -1
    for i in range(span.start, span.end):
        at = page.origin[i]
        if last >= 0 and at > last + 1:
            between = page.source[last + 1 : at]
            if not between.strip() and "\n" not in between and "\r" not in between:
                out.append(" ")
        out.append(page.text[i])
        last = at if at >= 0 else last
    # A line set wide has a blank after every character: those part nothing.
    return _SET_WIDE.sub(lambda run: run.group().replace(" ", ""), fold("".join(out)))


@cache
def _roles() -> re.Pattern[str]:
    words = load("bylines")
    both = sorted(
        {*words["roles"], *words["acts"], "本报", "讯", "电", "消息"} - {"文", "图"}, key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, both)))


def names(printed: str) -> tuple[str, ...]:
    """The names in a reporter's line as printed, blanks and all: ``记者张三 通讯员李 四`` → 张三, 李四."""
    out: list[str] = []
    line = re.sub(r"\s+", " ", printed)
    for run in re.split(r"[^一-鿿· ]+", _roles().sub("|", line)):
        for name in _parted(run.strip()):
            if name not in out:
                out.append(name)
    return tuple(out)


def _parted(run: str) -> list[str]:
    """Names in a run of Han characters and blanks."""
    tokens = run.split()
    found: list[str] = []
    k = 0
    while k < len(tokens):
        token = tokens[k]
        # 王 雯: a name of two characters set apart to be as wide as one of three.
        if (
            len(token) == 1
            and k + 1 < len(tokens)
            and len(tokens[k + 1]) <= 2
            and (len(tokens[k + 1]) == 1 or k + 2 == len(tokens))
        ):
            token, k = token + tokens[k + 1], k + 1
        k += 1
        found += _cut(token)
    return [name for name in found if 2 <= len(name) <= 4 or "·" in name]


def _cut(token: str) -> list[str]:
    if token[-1:] in "文图摄" and len(token) > 3:
        token = token.rstrip("文图摄")
    if "·" in token or len(token) <= 3:
        return [token]
    if len(token) == 4:
        return [token[:2], token[2:]] if token[:2] not in _DOUBLE and not _doubled(token) else [token]
    if len(token) == 5:
        return [token[:3], token[3:]]
    if len(token) == 6:
        return [token[:3], token[3:]]
    return []


_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "东方",
    "端木",
    "宇文",
    "长孙",
    "呼延",
    "拓跋",
    "南宫",
    "百里",
    "申屠",
    "歐陽",
    "諸葛",
)


def _doubled(token: str) -> bool:
    return False
