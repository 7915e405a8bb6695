"""Persons named in an article: where, with which office, doing what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timeline.extract.words import persons
from timeline.pages.joints import words
from timeline.text import Span, fold

_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7}){1,3}")
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
# Characters no given name ends in, and those it seldom ends in.
_NEVER_LAST = frozenset(
    "等的也还被把说在到就从对是了并及与其此该这那将向给让使由要已们后前时上下随拿又却才仅"
)
# Words that are given names as well.
_GIVEN = frozenset(
    {
        "天山",
        "和平",
        "建军",
        "国庆",
        "建设",
        "文明",
        "平安",
        "解放",
        "胜利",
        "建国",
        "援朝",
        "卫东",
        "长江",
        "黄河",
        "长城",
        "泰山",
        "志愿",
        "春天",
    }
    | {
        "团结",
        "光明",
        "光荣",
        "向阳",
        "东风",
        "永久",
        "永恒",
        "成功",
        "幸福",
        "吉祥",
        "如意",
        "富强",
        "高明",
        "英明",
        "海洋",
        "江河",
        "雪莲",
        "春风",
        "梅花",
        "桂花",
    }
)
_SELDOM_LAST = frozenset("为和同一以")


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


def name_at(flat: str, position: int, *, strict: bool = False) -> int:
    """The end of the name that starts at ``position`` of folded text, or −1.

    Two or three characters are told apart by what follows; ``strict`` refuses family names that are ordinary words and
    names without a family name.
    """
    lexicon = persons()
    dotted = _DOTTED.match(flat, position)
    if dotted:
        return _dotted_end(flat, dotted)
    if flat[position : position + 2] in lexicon.double:
        end = _best_length(flat, position, (4, 3), 2, strict)
    elif flat[position : position + 1] in lexicon.single and not (strict and flat[position] in lexicon.weak):
        end = _best_length(flat, position, (3, 2), 1, strict)
    else:
        end = -1
    spelt = -1 if strict else _spelt(flat, position)
    return max(end, spelt)


def _word_at(flat: str, position: int) -> bool:
    """Whether an ordinary word of two to four characters begins at ``position``."""
    return any(flat[position : position + length] in words().whole for length in (2, 3, 4))


def _stands_alone(flat: str, start: int, end: int) -> bool:
    """Whether what an office is followed by is no ordinary word and an ordinary word goes on behind it."""
    piece = flat[start:end]
    if piece[0] in persons().weak or piece[1:] in words().whole or piece[-1] in "镇乡村市区县州省局院厂队场":
        return False
    return _word_at(flat, end) and not _word_at(flat, start)


def _best_length(flat: str, position: int, lengths: tuple[int, ...], least: int, strict: bool = False) -> int:
    best, score = -1, 0.0
    for length in lengths:
        end = position + length
        piece = flat[position:end]
        if len(piece) < length or not all(_HAN.match(c) for c in piece[least:]) or _not_a_name(piece):
            continue
        if piece[-1] in _NEVER_LAST:
            continue
        follower = persons().follower.match(flat, end)
        # A longer word after the name is better evidence than a short one: 李明|以及, not 李明以|及.
        weight = (len(follower[0]) or 1) - 0.5 * (piece[-1] in _SELDOM_LAST) if follower else 0
        if not follower and not strict and length == lengths[0] and _stands_alone(flat, position, end):
            weight = 0.6
        if weight > score:
            best, score = end, weight
    return best


def _spelt(flat: str, position: int) -> int:
    """A name without a family name, spelt by syllables (额尔敦巴雅尔): as long as they run, and something must follow."""
    end = position
    while end < min(len(flat), position + 8) and flat[end] in persons().syllables:
        end += 1
    for stop in range(end, position + 1, -1):
        follower = persons().follower.match(flat, stop)
        if follower and not _not_a_name(flat[position:stop]):
            return stop if stop - position >= 3 or (follower[0] and follower[0] in "，、。") else -1
    return -1


def _dotted_end(flat: str, match: re.Match[str]) -> int:
    """The last part of a dotted name ends before a word that may follow a name."""
    last = match[0].rsplit("·", 1)[1]
    start = match.end() - len(last)
    for length in range(2, len(last)):
        if persons().follower.match(flat, start + length):
            return start + length
    return match.end()


def _not_a_name(piece: str) -> bool:
    refused = persons().not_names
    return piece in refused or piece[:2] in refused or (piece[1:] in refused and piece[1:] not in _GIVEN)


def _with_office(flat: str) -> list[Named]:
    found = []
    for office in persons().office.finditer(flat):
        start = office.end() + (flat[office.end() : office.end() + 1] in "：:" and flat[office.end() :] != "")
        end = name_at(flat, start)
        if end > 0 and start == office.end() and not _inside_word(flat, office):
            found.append(Named(flat[start:end], _title(flat, office.end()), Span(start, end)))
    return found


def _inside_word(flat: str, office: re.Match[str]) -> bool:
    """代表 in 代表大会 or 成员 in 成员单位 are no offices; the name test has refused most of these already."""
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
            if end < 0 or (persons().office.match(flat, mark.end() + 1) and not _follows(flat, end)):
                break
            more.append(Named(flat[mark.end() : end], title if _shared(title) else "", Span(mark.end(), end)))
            position = end
    return more


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
    r"(?:(?<![\u4e00-\u9fff])|(?<=授予)|(?<=包括)|(?<=邀请)|(?<=表彰))[\u4e00-\u9fff·]{2,9}(?:、[\u4e00-\u9fff·]{2,9}){1,80}(?=等|分别|一同|出席|参加|陪同|主持|包揽|分获|获得|荣获|当选|夺得|位列|入选|摘得|包办)"
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
        end = name_at(flat, start, strict=True) if start not in taken else -1
        if end > 0 and _follows(flat, end):
            found.append(Named(flat[start:end], "", Span(start, end)))
    for row in _ROW.finditer(flat):
        found += _row_names(flat, row, taken)
    return found


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
