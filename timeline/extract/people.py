"""Persons named in an article: where, with which office, doing what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timeline.extract.names import name_at
from timeline.extract.words import persons
from timeline.pages.joints import words
from timeline.text import Span, fold

_LIST_MARK = re.compile(r"、|和|及|与|以及")
_TITLE_EDGE = "，,。；;：:！？!?\n“”\"'（(）)【】[]、《》—-"
# Words at which an office stops when read leftwards from the name.
_TITLE_STOP = re.compile(
    r"^(?:.*(?:由|和|与|及|等|在|经|据|就|从|向|邀请|会同|陪同|在内的|以及|了|对|为|是|到|受|代表|聘请|来自|带领|包括|通过|走进|来到|深入|走访|探望|看望|慰问|日|午|晚))"
)
_CITED = re.compile(r"[^。；;\n]{0,24}?(?:讲话|指示|批示|思想|论述|精神|回信|贺信|文章|署名|重要)")
_SPEAKS = re.compile(
    r"(?:在[^，,。]{0,12}?)?[^，,。]{0,4}?(?:说|夺得|摘得|获得|荣获|夺冠|分获|表示|指出|强调|要求|介绍|告诉记者|告诉笔者|认为|坦言|感慨|希望|回忆|提醒|建议)"
)


_MOST_NAMES = 400


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of a person: ``span`` of the name in the page, ``title`` as printed before it (or ``""``)."""

    name: str
    title: str
    span: Span
    cited: bool = False


def find_people(text: str, span: Span, known: frozenset[str] = frozenset()) -> list[Named]:
    """Every mention of a person in ``text[span]``, in order; ``known`` are names met elsewhere on the page."""
    raw = text[span.start : span.end]
    flat = fold(raw)
    first = _with_office(flat)
    first += _listed(flat, first)
    names = {named.name for named in first} | known
    first += [
        n for n in _speaking(flat, {n.span.start for n in first}) if not _longer_than_known(n.name, names)
    ]
    names |= {named.name for named in first}
    first += _again(flat, names, first)
    first.sort(key=lambda named: named.span.start)
    return [_placed(named, raw, flat, span.start) for named in _disjoint(first)]


def _longer_than_known(name: str, names: set[str]) -> bool:
    return any(name[:length] in names for length in range(2, len(name)))


def _placed(named: Named, raw: str, flat: str, offset: int) -> Named:
    a, b = named.span
    cited = bool(_CITED.match(flat, b)) and _is_cited(flat, a, b)
    # The office as printed: it stands right before the name, or was said once for a list.
    office = raw[a - len(named.title) : a] if flat[a - len(named.title) : a] == named.title else named.title
    return Named(raw[a:b], "".join(office.split()).lstrip("、"), Span(a + offset, b + offset), cited)


def _is_cited(flat: str, start: int, end: int) -> bool:
    """A leader whose speech or order is studied did not take part."""
    sentence = max(flat.rfind("。", 0, start), flat.rfind("\n", 0, start), start - 90, 0)
    studied = re.search(r"传达|学习|贯彻|领会|按照|根据|落实", flat[sentence:start])
    own = re.match(
        r"(?:总书记|主席|总理)?(?:在|关于|对|致|的|同志|重要讲话|讲话精神|批示|指示)", flat[end : end + 8]
    )
    listed = re.match(r"[^。\n]{0,30}?(?:重要讲话|讲话精神)", flat[end : end + 40])
    if listed and studied:
        return True
    return bool(own) and (bool(studied) or flat[end : end + 3] == "总书记" or flat[:start].endswith("总书记"))


def _disjoint(found: list[Named]) -> Iterator[Named]:
    last = -1
    for named in found:
        if named.span.start >= last:
            yield named
            last = named.span.end


def _with_office(flat: str) -> list[Named]:
    found = []
    for office in persons().office.finditer(flat):
        # “抗美援朝老战士”某某, 县委副书记（援藏）某某
        aside = _ASIDE.match(flat, office.end())
        start = aside.end() if aside else office.end()
        end = name_at(flat, start)
        if end > 0 and not _inside_word(flat, office):
            found.append(Named(flat[start:end], _title(flat, office.end()), Span(start, end)))
    return found


_ASIDE = re.compile(r"[\"”](?=[\u4e00-\u9fff])|\([\u4e00-\u9fff]{2,6}\)(?=[\u4e00-\u9fff])")


def _inside_word(flat: str, office: re.Match[str]) -> bool:
    """代表 in 代表大会 or 成员 in 成员单位 are no offices; the name test has refused most of these already."""
    before = flat[office.start() - 1 : office.start()] if office.start() else ""
    if before + office[0][:2] in ("公司长", "社区长", "小区长", "园区长", "确保安", "城区长", "工地长"):
        return True
    return flat[max(0, office.start() - 2) : office.start()] in {"各级", "全体", "所有"}


def _title(flat: str, end: int) -> str:
    """The office that ends at ``end``, read leftwards; parts joined by 、 belong when each ends in an office."""
    start = end
    while start > max(0, end - 48):
        char = flat[start - 1]
        if char == "、" and _ends_in_office(flat, start - 1):
            start -= 1
        elif char in "）)" and (opened := flat.rfind("(", max(0, start - 12), start)) >= 0:
            start = opened
        elif char in _TITLE_EDGE or char.isspace() or char.isdigit():
            break
        else:
            start -= 1
    title = flat[start:end].lstrip("、")
    stop = _TITLE_STOP.match(title[: -len(_office_tail(title)) or None])
    return (title[stop.end() :] if stop and stop.end() < len(title) else title).lstrip("、")


def _office_tail(title: str) -> str:
    """The last office word of ``title``: what must stay of it."""
    match = persons().office_end.search(title)
    return match[0] if match else title[-2:]


def _ends_in_office(flat: str, end: int) -> bool:
    return bool(persons().office_end.search(flat[max(0, end - 8) : end]))


def _listed(flat: str, found: list[Named]) -> list[Named]:
    """Names that follow a found name after 、 or 和: 区领导甲、乙、丙出席."""
    more = []
    for named in found:
        position, title = named.span.end, named.title
        while mark := _LIST_MARK.match(flat, position):
            end = name_at(flat, mark.end(), strict=mark[0] != "、")
            if end < 0 and mark[0] == "、":
                end = _among_names(flat, mark.end())
            if end < 0 or (persons().office.match(flat, mark.end() + 1) and not _follows(flat, end)):
                break
            more.append(Named(flat[mark.end() : end], title if _shared(title) else "", Span(mark.end(), end)))
            position = end
    return more


_TOKEN = re.compile(r"[\u4e00-\u9fff]{2,4}(?=、)")


def _among_names(flat: str, start: int) -> int:
    """The end of what no rule takes for a name but stands in a list of them, with a name behind it; or −1."""
    token = _TOKEN.match(flat, start)
    if token is None or persons().office.search(token[0]) or token[0] in words().whole:
        return -1
    return token.end() if name_at(flat, token.end() + 1, strict=True) > 0 else -1


def _follows(flat: str, end: int) -> bool:
    return bool(persons().follower.match(flat, end))


def _shared(title: str) -> bool:
    """Whether an office is said once for a whole list (县领导甲、乙、丙)."""
    return title.endswith(
        ("领导", "同志", "班子成员", "代表", "委员", "村民", "选手", "同学", "典型", "老师", "队员", "常委")
    )


# 来自蒙阳县的某某, 42岁的某某: where from and how old is told of persons.
_ORIGIN = re.compile(
    r"来自[\u4e00-\u9fff]{2,12}?的|[0-9]{2}(?:周)?岁的(?:[\u4e00-\u9fff]{2,8}?(?:青年|小伙|姑娘|老人|大学生|母亲|父亲))?"
)
_ROW = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=授予)|(?<=包括)|(?<=邀请)|(?<=表彰))[\u4e00-\u9fff·]{2,9}?(?:、[\u4e00-\u9fff·]{2,9}?){1,80}(?=获[一二三四特优“\"最]|上台|上榜|分列|等|[0-9一二三四五六七八九十]{1,3}(?:位|名|人)|分别|一同|出席|参加|陪同|主持|包揽|分获|获得|荣获|当选|夺得|位列|入选|摘得|包办)"
)


def _speaking(flat: str, taken: set[int]) -> list[Named]:
    """Names without an office: before a word of speech, or in a row before 等 or 出席."""
    found = []
    for edge in re.finditer(r"(?:^|[，,。！？；;\n”\"])", flat):
        start = edge.end()
        end = name_at(flat, start, strict=True) if start not in taken else -1
        if end > 0 and _SPEAKS.match(flat, end) and _SPEAKS.match(flat, end).end() - end <= 16:  # type: ignore[union-attr]
            found.append(Named(flat[start:end], "", Span(start, end)))
    for origin in _ORIGIN.finditer(flat):
        start = origin.end()
        end = name_at(flat, start) if start not in taken else -1
        if end > 0 and _follows(flat, end):
            found.append(Named(flat[start:end], "", Span(start, end)))
    for body in _OF_BODY.finditer(flat):
        start = body.end()
        end = name_at(flat, start, strict=True) if start not in taken else -1
        if end > 0 and _WINS.match(flat, end):
            found.append(Named(flat[start:end], "", Span(start, end)))
    for row in _ROW.finditer(flat):
        found += _row_names(flat, row, taken)
    return found


# 维修车间甲、热电车间乙分获第一名: who won, by the body they come from.
_OF_BODY = re.compile(
    r"(?:公司|车间|[局队厂校镇乡村系班科所站室院]|学院|中学|小学|社区|街道|支行|分局|农场|林场|工段|班组)(?=[\u4e00-\u9fff])"
)
_WINS = re.compile(
    r"(?:(?:、|和)[^，,。；;]{2,24}){0,4}(?:分获|分列|分别获|等[0-9一二三四五六七八九十]{1,3}(?:户|名|人|位)|获|荣获|喜获|以(?=[0-9《“\"]|总分|绝对)|夺|摘|包揽|捧|位列|名列|当选)"
)


def _row_names(flat: str, row: re.Match[str], taken: set[int]) -> list[Named]:
    parts, start = [], row.start()
    for piece in row[0].split("、"):
        end = name_at(flat, start, strict=True)
        if end != start + len(piece) or start in taken:
            return []
        parts.append(Named(piece, "", Span(start, end)))
        start = end + 1
    return parts


def _again(flat: str, names: set[str], found: list[Named]) -> list[Named]:
    """Later mentions of names already known."""
    if not names:
        return []
    taken = {named.span.start for named in found}
    # A bounded alternation: a page of a hundred thousand names must not become one pattern.
    some = sorted(names, key=lambda n: (-len(n), n))[:_MOST_NAMES]
    pattern = re.compile("|".join(re.escape(fold(name)) for name in some))
    return [Named(m[0], "", Span(*m.span())) for m in pattern.finditer(flat) if m.start() not in taken]
