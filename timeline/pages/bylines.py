"""Reporters' lines as they are printed: how a report opens and who signs it.

Reading needs them to know where a report begins, splitting to know who wrote it.
"""

from __future__ import annotations

import re
from functools import cache

from timeline.lexicon import load
from timeline.pages.names import family, foreign, parted
from timeline.text import fold

_HAN = "[一-鿿]"
_DAY = r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日)"
_SET_WIDE = re.compile(r"(?<!\S)(?:\S ){3,}|(?<!\S)(?:\S ){2,}\S(?!\S)")
# 教务处 贺琳: the writer's office before the name.
_OFFICE = re.compile(
    rf"{_HAN}{{1,14}}?(?:处|局|办|科|部|室|中心|委|校|院|乡|镇|街道|支队|大队|社|站|所|公司|厂|会|联|法院|检察院)\s*({_HAN}{{2,3}}(?:[、\s]{_HAN}{{2,3}})*)"
)
_SOURCE = re.compile(
    r"据|来源|综合(?:$|自|新华)|作者(?:系|为|单位|是)|(?:本文|文图|图文|图片|稿件|资料)(?:均)?(?:由|据|为)|均为|均由"
)
_SHORT = re.compile(
    rf"[(\[【]?\s*({_HAN}[一-鿿·]{{1,11}}(?:[、,\s]{_HAN}[一-鿿·]{{1,11}}){{0,4}}|{_HAN}\s+{_HAN})\s*[)\]】]?"
)


def either(words: list[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _opening() -> re.Pattern[str]:
    words = load("bylines")
    own = either(words["papers"])
    named = rf"{_HAN}{{2,10}}?(?:{either(words['named'])})"
    closing = either([word for word in words["closings"] if word != "消息"])
    roles = either(words["roles"])
    return re.compile(
        rf"[{re.escape(words['bullets'])}]?(?:"
        rf"[\[【(](?:{own}|{named})(?:{_HAN}{{0,8}}{_DAY})?(?:{closing}|消息)[\]】)]"
        rf"|(?:{own}|{named})(?:{closing}|消息(?=\())"
        rf"|(?:{own}|{named})(?:{_HAN}{{2,8}}?{_DAY}|{_HAN}{{2,3}}(?=[电電讯]\())(?:{closing}|消息(?=\())"
        rf"|(?:{own}|{named})消息(?:记者)?(?={_HAN}|[,:(])"
        rf"|(?:{own}|{named}){_DAY}(?:{closing})"
        # 新京报讯 3月…, 县融媒讯（记者…, 讯 近日: a paper nobody lists, told by what follows
        rf"|{_HAN}{{0,9}}(?:报|网|社|台|客户端|在线|融媒|院|校)讯(?=[(]|记者|通讯员|\d|近日|日前|昨|今|连日)"
        rf"|讯(?=\d{{1,2}}月|记者|近日|日前|昨日|昨天)"
        rf"|(?:本报|本刊|本网|见习|实习)?(?:记者|通讯员)(?!{either(words['verbs'])}){_HAN}{{2,12}}?报[道导](?=[:,]|\d|日前|近日|昨|今)"
        rf"|[讯訊](?=\((?:{roles})[^()]{{1,60}}\))"
        rf"|(?=\((?:{roles})[^()]{{2,60}}\))"
        rf")"
    )


@cache
def _credit() -> re.Pattern[str]:
    words = load("bylines")
    photo = either(words["photo"])
    return re.compile(
        rf"(?:(?:{either(words['roles'])})[\s:]*|(?<=[。.!\s)」”\"]))"
        rf"({_HAN}[一-鿿·、\s]{{1,14}}?)\s*[/(]?(?:{photo})[)]?$"
    )


@cache
def _parts() -> re.Pattern[str]:
    """Roles, acts and separators inside a reporter's line."""
    words = load("bylines")
    return re.compile(
        rf"((?:{_HAN}{{0,6}}?(?:全媒体|融媒体|融媒)|学生|校园|小|见习|实习|特约|特派|首席|驻站|驻地|摄影)?"
        rf"(?:{_HAN}{{0,8}}?(?:中心|电视台|电台|报社|日报|晚报|晨报|都市报|教育报|法治报|商报|网))?"
        rf"(?:{either(words['roles'])}))"
        rf"|({either(words['acts'])}|(?<=\s)[文图](?=\s|$)|^[文图摄][/|:]|(?<={_HAN})[文图摄][/|](?={_HAN}{{2,4}}$)|(?<=\s)[文图摄][/|:]|[/|][文图摄](?=$|\s|[)、,;]|{_HAN}{{2,4}}[/|][文图摄]))|([、,/;:|\s()\[\]【】\-]+)"
    )


def opens(chars: str) -> int:
    """Length of the words by which a report opens (``本报讯``, ``新华社北京3月5日电``), 0 if there are none."""
    head = fold(chars[:80])
    match = _opening().match(head)
    if match is None:
        return 0
    # 本报电子版, 本网讯息中心: the last word goes on.
    rest = head[match.end() : match.end() + 2]
    if rest.startswith(tuple(load("bylines")["not_after"])):
        return 0
    return max(1, match.end())


def signs(chars: str) -> bool:
    """Whether a whole line names its writers and nothing else: ``本报记者 张三 摄``, ``（李四）``."""
    words = load("bylines")
    line = fold(chars).strip()
    if not 2 <= len(line) <= 60 or any(mark in line for mark in ".。;!?\"'《"):
        return False
    if role_only(chars):
        return True
    bare = line.lstrip(words["bullets"] + "-— ")
    if match := _SHORT.fullmatch(bare):
        marked = bare[0] in "([【" and bare[-1] in ")]】"
        if marked and (_SOURCE.match(match.group(1)) or _of_office(match.group(1))):
            return True
        if (marked or bare != line) and _all_names(match.group(1)):
            return bare.strip("()[]【】 ") not in words["not_names"]
    return _signature(bare.strip("()[]【】 "))


def _of_office(run: str) -> str:
    """The names behind an office's name, "" if there are none."""
    match = _OFFICE.fullmatch(run)
    split = re.split(r"[、\s]+", match.group(1)) if match else []
    return match.group(1) if match and all(family(name, firm=True) for name in split) else ""


def _all_names(run: str) -> bool:
    tokens = [token for token in re.split(r"[、,\s]+", run) if token]
    if all(len(token) == 1 for token in tokens):
        return len(tokens) in (2, 3)
    return all(
        (names := parted(token)) is not None and all(map(_plausible, names))
        for token in tokens
        if len(token) > 1
    )


def _plausible(name: str) -> bool:
    return family(name) or foreign(name) or "·" in name


def _signature(line: str) -> bool:
    """Whether a line is roles, names and acts only, with a name after a role or before an act."""
    words = load("bylines")
    role = act = sure = False
    names: list[str] = []
    at = 0
    for match in [*_parts().finditer(line), None]:
        run = line[at : match.start() if match else len(line)]
        if run:
            if role and not names and run.startswith(tuple(words["verbs"])):
                return False
            if len(run) > 1 and not _names_only(run, sure):
                return False
            names.append(run)
        if match is None:
            break
        if match.group(1):
            # After 记者 any short run is a name; 摄影 and the like begin ordinary words too.
            role, sure = True, match.group(1)[-1] in "者员員生"
        act = act or match.group(2) is not None
        at = match.end()
    return bool(names) and (role or (act and all(map(_plausible, names)) and len("".join(names)) <= 9))


def _names_only(run: str, sure: bool) -> bool:
    split = parted(run)
    if split is None:
        return False
    if sure:
        return len(run) <= 4 or all(map(_plausible, split))
    return all(family(name, firm=True) or "·" in name for name in split)


def credit(chars: str) -> int:
    """Where the photographer's credit at the end of a caption begins (``本报记者 张三 摄``), −1 if there is none."""
    tail = fold(chars[-40:])
    match = _credit().search(tail)
    if match is None or not _all_names(match.group(1)):
        return -1
    start = len(chars) - len(tail) + match.start()
    return start - 1 if start and chars[start - 1] in "（(【[" else start


def role_only(chars: str) -> bool:
    """Whether a line is a role whose name stands on the next line: ``本报记者``."""
    bare = fold(chars).lstrip(load("bylines")["bullets"] + " ")
    return bare in load("bylines")["roles"] and len(bare) > 2


def names(printed: str) -> tuple[str, ...]:
    """The names in a reporter's line as printed, blanks and all: ``记者张三 通讯员李 四`` → 张三, 李四."""
    wide = _SET_WIDE.sub(lambda run: run.group().replace(" ", ""), fold(printed))
    out: list[str] = []
    for run in re.split(r"[^一-鿿· ]+", _parts().sub(_separator, wide)):
        for name in _parted((_of_office(run.strip()) or run).split()):
            if name not in out:
                out.append(name)
    return tuple(out)


def _separator(match: re.Match[str]) -> str:
    return " " if match.group().isspace() else "|"


def _parted(tokens: list[str]) -> list[str]:
    found: list[str] = []
    k = 0
    while k < len(tokens):
        token = tokens[k]
        # 王 雯: a name of two characters set apart to be as wide as one of three.
        if len(token) == 1 and k + 1 < len(tokens) and len(tokens[k + 1]) <= 2:
            token, k = token + tokens[k + 1], k + 1
        k += 1
        found += parted(token) or []
    roles = load("bylines")["roles"]
    nobody = load("bylines")["not_names"]
    return [
        name
        for name in found
        if (2 <= len(name) <= 3 or "·" in name or (len(name) <= 6 and _plausible(name)))
        and name not in roles
        and name not in nobody
    ]
