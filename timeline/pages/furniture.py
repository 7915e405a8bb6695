"""Lines that belong to no article: who made the page, its number and date, the names of sections."""

from __future__ import annotations

import re
from functools import cache

from timeline.lexicon import load
from timeline.pages.bylines import either
from timeline.text import fold

_DATE = re.compile(
    r"[12]\d{3}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|[二一][〇零○九八二一三四五六七]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十廿]{1,3}日)?"
)
_DAY = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日](?![一-鿿])")
_LUNAR = re.compile(
    r"(?:[农旧夏藏彝]历|农曆|農曆|夏曆)[^\s,。]{2,12}?(?:初[一二三四五六七八九十]|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)(?![一-鿿]{0,1}月)"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[^\s,。]{2,8}"
)
_NUMBER = re.compile(
    r"第?[A-Z]?\d{1,3}[版页]|0\d(?!\d)|[A-Z]{1,2}\d{1,3}|第?[一二三四五六七八九十]{1,3}版|[-·]{1,2}\d{1,3}[-·]{1,2}|总?第?\d{1,6}期|(?:本期|今日)[\d一二三四五六七八九十]{1,3}版"
    r"|\d{1,3}/\d{1,3}|\d{3,4}-\d{7,8}|1\d{10}|\d{7,8}|[\w.]{2,30}@[A-Za-z\d.]{4,30}|(?:https?:/{2}|www\.)[A-Za-z\d./?=&_%#-]{4,80}"
)
_SIGNS = frozenset(" ·|/,;:!-_=*#>《》【】()[]。、｜「」")
_LEFT, _HALF = 16, 6
_CREDITED = re.compile("(?:责任编辑|责编|版面设计|版式设计|版式|校对|美编|组版|值班编委|值班总编):")
_RUBRIC = re.compile(r"[【\[]([一-鿿·]{2,8})[】\]]")
_SUPPLIED = re.compile(
    r"\(?(?:本版|本组|以上|本文)?(?:稿件|图片|文字|文图|图文|照片|资料)+(?:均)?(?:由|为)[^,。]{2,20}(?:提供|摄|供图|采写|整理)\)?"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load("furniture")
    credits = either(words["credits"])
    name = rf"(?!同志|部|室|导语|推荐|荐)(?:(?!{credits})[一-鿿·]){{2,4}}"
    section = rf"(?:{either(words['sections'])})(?:版|周刊|专版|专刊)?"
    return (
        re.compile(rf"(?:{credits})[:/·]?(?:{name}(?:[、,]{name}){{0,4}})?"),
        re.compile(
            rf"(?:{either(words['contacts'])})[:]?[A-Za-z0-9./@:()_×*-]{{1,40}}|(?:{either(words['addresses'])}):[^,。]{{2,30}}"
        ),
        re.compile(
            rf"(?:{either(words['meta'])})[:][^,。:]{{0,20}}?(?=(?:{either(words['meta'])})[:]|$|{_DATE.pattern})|{_DATE.pattern}"
        ),
        re.compile(
            rf"[一-鿿]{{1,8}}?(?:{either(words['papers'])})(?:社|网|主办|出版|主管)?|{section}(?:·{section})?"
        ),
        _DAY,
        _LUNAR,
    )


def furniture(chars: str) -> bool:
    """Whether a short line holds nothing but credits, dates, numbers, contacts and section names."""
    line = "".join(fold(chars).split())
    if not 1 < len(line) <= 120 or line[-1] in "。!?":
        return False
    if line.startswith(
        (
            "首页>",
            "首页»",
            "当前位置:",
            "您的位置:",
            "您当前的位置:",
            "您现在的位置:",
            "上一篇:",
            "下一篇:",
            "上一条:",
            "下一条:",
        )
    ):
        return True
    if _SUPPLIED.fullmatch(line):
        return True
    if _APPOINTED.match(line):
        return False
    if (rubric := _RUBRIC.fullmatch(line)) and rubric.group(1) not in load("furniture")["inside"]:
        return True
    if (
        _DATE.search(line)
        and _DAY.search(line)
        and (_LUNAR.search(line) or re.search(r"第\d+期|国内统一|准印", line))
    ):
        return True  # a masthead, whatever the paper is called
    if len(set(_told().findall(line))) >= _SEVERAL and _DATE.search(line):
        return True  # 来源：… 发布时间：2017-11-16 09:12 作者：… 浏览次数：386
    credited = _CREDITED.search(line) is not None
    rest, firm, dated = _rest(line, _LEFT if _DATE.search(line) or credited else 0)
    if not rest:
        return firm
    # 云溪新闻 文体 责任编辑：韦丽 / 娜 版面设计：邵迪: a name of the page or half a person's beside a credit.
    if credited and len(rest) <= _HALF:
        return True
    # 三江垦区报 2025年6月20日 星期五 第2版: the name of the paper is what is left beside a full date.
    named = re.fullmatch(rf"[一-鿿A-Za-z]{{2,{_LEFT}}}", rest) is not None and rest.endswith(
        ("报", "刊", "報", "版", "讯", "网")
    )
    return dated and named and len(line) <= 60


# So many things a web page tells of an article make a line its own.
_SEVERAL = 3


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"({either(load('furniture')['meta'])}):")


def _rest(line: str, most: int) -> tuple[str, bool, bool]:
    """What no pattern accounts for, given up beyond ``most``; whether something firm was met; whether a full date was."""
    at, firm, dated = 0, False, False
    rest = ""
    while at < len(line):
        if line[at] in _SIGNS:
            at += 1
            continue
        end, sure = _piece(line, at)
        if end:
            firm = firm or sure
            dated = dated or _DATE.match(line, at) is not None
            at = end
        else:
            rest += line[at]
            at += 1
        if len(rest) > most:
            break
    return rest, firm, dated


def _piece(line: str, at: int) -> tuple[int, bool]:
    """The end of the piece of furniture that begins at ``at`` (0: none), and whether it is one by itself."""
    for pattern in _patterns():
        match = pattern.match(line, at)
        if match and match.end() > at + 1 and _ends(line, match.end()):
            return match.end(), True
    match = _NUMBER.match(line, at)
    if match and _ends(line, match.end()):
        return match.end(), "版" in match.group() or "期" in match.group() or "-" in match.group()
    return 0, False


def _ends(line: str, at: int) -> bool:
    """Whether a piece may stop here: at the end, at a sign, or where another piece begins."""
    if at == len(line) or not ("一" <= line[at] <= "鿿"):
        return True
    return any(pattern.match(line, at) for pattern in (*_patterns(), _NUMBER))


# 时间：5月22日（星期六）上午9时: the hour of what is announced, not the date of a web page.
_APPOINTED = re.compile(
    r"[\u4e00-\u9fff]{0,4}时间:(?!.{0,60}(?:来源|作者|编辑|浏览|点击)).{4,24}?[0-9](?:时|点|:[0-9])"
)


def section_name(chars: str) -> bool:
    """Whether a line at the top of a page is the name of a place or section the page is given to."""
    words = load("furniture")
    line = fold(chars)
    if not 2 <= len(line) <= 16 or any(mark in line for mark in ',。;:!?、"()'):
        return False
    if line in words["sections"] or line.endswith(("专版", "专刊", "特刊", "周刊", "专栏")):
        return True
    if line.endswith((*words["places"], *words["papers"])):
        return not any(verb in line for verb in words["verbs"])
    return "·" in line and all(part in words["sections"] for part in line.split("·"))


def writer(chars: str) -> str:
    """The part of a line of page data that names the writer: ``来源：… 作者：和丽珍`` → ``作者：和丽珍``."""
    words = load("furniture")
    line = "".join(fold(chars).split())
    match = re.search(
        rf"(?:作者|记者|文/|撰稿|撰文|供稿人)[:]?([一-鿿·、]{{2,20}}?)(?=(?:{either(words['meta'])})[:/]|$|\d|【)",
        line,
    )
    return match.group() if match else ""
