"""The words around a date that say how it is meant: 截至…, 自…以来, 到…年底, …前, …之后."""

from __future__ import annotations

import re

from timeline.timex.ranges import Found
from timeline.timex.types import Point, Range, Reading

_BEFORE = re.compile(
    r"(?P<asof>截至到?|截止到?|截止)$|(?P<since>自从|自|从|打从)$"
    r"|(?P<until>(?<![来看达得收见感找回走听遇提想碰送拿做办受临直等迟期改移挪])到|(?<![甚乃直以推延提调冬夏截及迟期改移挪])至|直到)$"
)
_AFTER = re.compile(
    r"(?P<orlater>[或及](?:之后|以后))|(?P<orearlier>[或及](?:之前|以前))"
    r"|(?P<deadline>之前|以前|前(?![来往去进锋列期后景夕天两三几半台提线排茅述者]|沿(?![江河海街路湖岸]))(?![0-9一二三四五六七八九十]+[个天周月年]))"
    r"|(?P<after>之后|以后|过后|后(?![天期续勤者台备来方面]))"
    r"|(?P<since>(?:开始|起)?以来|至今|迄今|来(?=[,。])|起(?![来点步伐草源动诉飞火爆伏床立码居]))|(?P<begun>开始)"
    r"|(?P<until>为止|止(?![步血损境])|截止)|(?P<about>左右|前后|前夕)"
    r"|(?P<inside>年?(?:之内|以内|内(?![部外容蒙心设涵])))"
)
# 确保国庆节前17个项目竣工: a limit although a number follows.
_LIMIT, _DEMANDED = (
    re.compile("前(?=[0-9]+[个项条座家户])"),
    re.compile("(?:确保|力争|争取|务必|必须|赶在|在|于|须)$"),
)
_BEGINNING = re.compile(r"[^,。;\n]{0,2}(?:开始|起步|起(?=[,。]))")
_SINCE_THEN = re.compile(r"[^,。;\n]{0,30}?以来")
_BEGUN_SINCE = re.compile(
    r"[\u4e00-\u9fff\"]{0,14}?(?:启动|开展|实施|成立|开工|打响|推行|试行|发生|部署|投产|运行|入驻|上线)以来"
)
_BEGUN_ENDS = re.compile(r"[,。;的\n]|$")


def with_role(text: str, found: Found, floor: int) -> Found:
    """``found`` with the words before and behind it that give it a role; nothing before ``floor`` is taken."""
    if text[found.end : found.end + 1] == text[found.start - 1 : found.start] == '"' and _AFTER.match(
        text, found.end + 1
    ):
        found = found._replace(start=found.start - 1, end=found.end + 1)  # “八一”前夕
    before = _BEFORE.search(text[max(floor, found.start - 4) : found.start])
    after = _AFTER.match(text, found.end)
    if (
        after is None
        and _LIMIT.match(text, found.end)
        and _DEMANDED.search(text[max(floor, found.start - 4) : found.start])
    ):
        return _ahead_of(found, found.end + 1)
    kind = (before.lastgroup or "") if before else ""
    tail = (after.lastgroup or "") if after else ""
    start = found.start - len(before.group()) if before else found.start
    end = after.end() if after else found.end
    if tail in ("deadline", "orearlier"):
        return _ahead_of(found, end)
    if tail in ("after", "orlater"):
        return found._replace(end=end, role="after" if tail == "after" else "since")
    closed = end if tail == "until" else found.end
    if kind == "asof":
        return found._replace(start=start, end=closed, role="asof")
    if isinstance(found.reading, Range):
        return found._replace(start=start if kind == "since" else found.start, end=closed)
    if (tail == "inside" and _is_long(found.reading)) or text[found.end - 2 : found.end] == "年内":
        return found._replace(end=end, role="deadline")
    return _open(text, found, kind, tail, start, end, closed)


def _is_long(reading: Reading) -> bool:
    """Whether something can be due inside it: 本月内, 2014年内, 本周内."""
    return isinstance(reading, Point) and not reading.day and (bool(reading.month or reading.year or reading.quarter) or any(
        shift is not None for shift in (reading.year_shift, reading.month_shift, reading.week_shift, reading.quarter_shift)
    ))  # fmt: skip


def _ahead_of(found: Found, end: int) -> Found:
    """…前: a limit. 2020至2025年前 keeps its beginning."""
    if isinstance(found.reading, Range):
        return found._replace(end=end)
    return found._replace(end=end, role="deadline")


def _open(text: str, found: Found, kind: str, tail: str, start: int, end: int, closed: int) -> Found:
    """A single point that may be open on one side."""
    begun = tail == "begun" and (kind == "since" or _BEGUN_ENDS.match(text, end))
    if tail == "since" or begun:
        return found._replace(start=start if kind == "since" else found.start, end=end, role="since")
    if not kind and _BEGUN_SINCE.match(text, found.end):
        return found._replace(role="since")  # 今年3月工程启动以来
    if kind == "since" and _SINCE_THEN.match(text, found.end):
        return found._replace(start=start, role="since")
    if kind == "until":
        return found._replace(start=start, end=closed, role="deadline")
    if kind == "since" and _BEGINNING.match(text, found.end):
        return found._replace(role="since")
    if tail == "about" and isinstance(found.reading, Point):
        return found._replace(end=end, reading=found.reading._replace(about=True))
    return found
