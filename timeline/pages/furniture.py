"""Lines that belong to no article: who made the page, its number and date, the names of sections."""

from __future__ import annotations

import re
from functools import cache

from timeline.lexicon import load
from timeline.text import fold

_DATE = re.compile(
    r"(?:[12]\d{3}|[二〇零一九八]{4})年\d{0,2}[一二三四五六七八九十]{0,3}月\d{0,2}[一二三四五六七八九十廿]{0,3}日?"
)
_WEEKDAY = re.compile(
    r"(?:星期|周)[一二三四五六日天]|农历[^\s,。]{3,12}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\S{2,8}"
)
_NUMBER = re.compile(
    r"第?[A-Z]?\d{1,3}[版页]?|[A-Z]\d{1,3}|第?[一二三四五六七八九十]{1,3}版|[-·—]\d{1,3}[-·—]|总?第\d{1,6}期|[\d-]{7,18}|[\w.]{2,30}@[\w.]{4,30}|(?:https?:/{2}|www\.)\S{4,60}|\d+/\d+"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("furniture")

    def either(name: str) -> str:
        return "|".join(sorted(map(re.escape, words[name]), key=len, reverse=True))

    name = rf"(?:(?!{either('credits')})[一-鿿·]){{2,4}}"
    credit = rf"(?:{either('credits')})[:/]?(?:{name}(?:[、,]{name}){{0,4}})?"
    contact = rf"(?:{either('contacts')})[:]?[\w./@:()-]{{0,40}}"
    paper = rf"[一-鿿]{{1,8}}(?:{either('papers')})(?:社|网|主办|出版|主管)?"
    section = rf"(?:{either('sections')})(?:版|周刊|专版|专刊)?"
    return re.compile(credit), re.compile(contact), re.compile(f"(?:{paper}|{section})")


def furniture(chars: str) -> bool:
    """Whether a short line holds nothing but credits, dates, numbers, contacts and section names."""
    line = "".join(fold(chars).split())
    if not 0 < len(line) <= 120:
        return False
    return _rest(line)


def _rest(line: str) -> bool:
    credit, contact, named = _patterns()
    at, firm = 0, False
    while at < len(line):
        if line[at] in " ·|/,;:!-_=*#>《》【】()[]。、":
            at += 1
            continue
        hit = None
        for pattern, sure in (
            (credit, True),
            (_DATE, True),
            (_WEEKDAY, True),
            (named, True),
            (_NUMBER, False),
            (contact, True),
        ):
            if match := pattern.match(line, at):
                if match.end() - match.start() > 1 and _ends(line, match.end()):
                    hit, firm = match, firm or sure
                    break
        if hit is None:
            return False
        at = hit.end()
    return firm


def _ends(line: str, at: int) -> bool:
    """Whether a piece may stop here: at the end, at a sign, or where another piece begins."""
    if at == len(line) or not ("一" <= line[at] <= "鿿"):
        return True
    return any(pattern.match(line, at) for pattern in (*_patterns(), _DATE, _WEEKDAY, _NUMBER))


def section_name(chars: str) -> bool:
    """Whether a line at the top of a page is the name of a place or section the page is given to."""
    words = load("furniture")
    line = fold(chars)
    if not 2 <= len(line) <= 16 or any(mark in line for mark in ',。;:!?、"()'):
        return False
    if any(verb in line for verb in words["verbs"]):
        return False
    return (
        line.endswith(tuple(words["places"]))
        or line.endswith(tuple(words["sections"]))
        or line.endswith(tuple(words["papers"]))
    )
