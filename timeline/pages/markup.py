"""HTML markup → the characters a reader sees, each with its offset in the markup. One pass, linear time."""

from __future__ import annotations

import html
import re

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,12})")
_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "textarea", "iframe"))
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")


def declared(content: bytes) -> str | None:
    """The encoding the first bytes of a page declare; the GB family is widened to its superset."""
    match = _CHARSET.search(content, 0, 4096)
    if match is None:
        return None
    name = match.group(1).decode("ascii").lower()
    return "gb18030" if name in ("gb2312", "gbk", "gb_2312-80") else name


def visible(source: str) -> tuple[str, list[int]]:
    """The characters of ``source`` outside tags, scripts and head, without blanks, and their offsets."""
    chars: list[str] = []
    at: list[int] = []
    cursor = 0
    lower = source.lower() if len(source.lower()) == len(source) else source
    while cursor < len(source):
        opening = source.find("<", cursor)
        stop = opening if opening >= 0 else len(source)
        _append(source, cursor, stop, chars, at)
        if opening < 0:
            break
        cursor = _after(source, lower, opening)
    return "".join(chars), at


def _after(source: str, lower: str, opening: int) -> int:
    """The offset after the tag, the comment or the hidden element that begins at ``opening``."""
    if source.startswith("<!--", opening):
        end = source.find("-->", opening + 4)
        return end + 3 if end >= 0 else len(source)
    close = source.find(">", opening)
    if close < 0:
        return len(source)
    name = _NAME.match(source, opening + 1)
    if name is None or source[opening + 1] == "/" or name.group(1).lower() not in _HIDDEN:
        return close + 1
    if source[close - 1] == "/":
        return close + 1
    end = lower.find(f"</{name.group(1).lower()}", close)
    if end < 0:
        return len(source)
    close = source.find(">", end)
    return close + 1 if close >= 0 else len(source)


def _append(source: str, start: int, stop: int, chars: list[str], at: list[int]) -> None:
    """The text between two tags, its entities resolved."""
    i = start
    while i < stop:
        char = source[i]
        if char == "&" and (match := _ENTITY.match(source, i, stop)):
            for one in html.unescape(match.group()):
                if not one.isspace():
                    chars.append(one)
                    at.append(i)
            i = match.end()
            continue
        if not char.isspace():
            chars.append(char)
            at.append(i)
        i += 1
