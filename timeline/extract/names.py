"""Where a name that starts at a given place ends: by family names, syllables, and what follows."""

from __future__ import annotations

import re

from timeline.extract.words import persons
from timeline.pages.joints import words

_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7}){1,3}")
# Characters no given name ends in, and those it seldom ends in.
_NEVER_LAST = frozenset(
    "等的也还被把说在到就从对是了并及与其此该这那将向给让使由要已们后前时上下随拿又却仅着他她"
)
_SELDOM_LAST = frozenset("为和同一以获夺摘带称才受")
# After these the character before is no 和 or 以 of the sentence but the end of the name.
# Syllables that only the second part of a dotted name is sure to have.
_OF_FATHERS = frozenset("不合甫孜汗娅丁吾守尔吐逊地")
# Family names that nearly always are something else: only a word that follows names tells them.
_FUNCTION = frozenset("和同向把对从来都以为在与及将被让给是有每各红双通")
_CLOSES = frozenset("等、，,。；;）)")


def name_at(flat: str, position: int, *, strict: bool = False) -> int:
    """The end of the name that starts at ``position`` of folded text, or −1.

    Two or three characters are told apart by what follows; ``strict`` refuses family names that are ordinary words and
    names without a family name.
    """
    lexicon = persons()
    dotted = _DOTTED.match(flat, position)
    # 委员会主任帕孜力·吾守尔: the office before it is no part of it.
    if (
        dotted
        and flat[position] not in "员长任记手师"
        and not persons().office.search(dotted[0].split("·")[0])
    ):
        return _dotted_end(flat, dotted)
    if flat[position : position + 1] in lexicon.single and flat[position + 1 : position + 2] == "某":
        end = position + 2 + (flat[position + 2 : position + 3] == "某")
    elif flat[position : position + 2] in lexicon.double:
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
    """Whether what an office is followed by is made like a name and like no ordinary word."""
    piece = flat[start:end]
    common = words().whole.get
    ordinary = common(piece[:2], -99.0) > _SEEN or (
        common(piece[1:], -99.0) > _COMMON and piece[1:] not in persons().given
    )
    longer = flat[start : start + 4] in words().whole or flat[start : start + 3] in words().whole
    if (
        ordinary
        or longer
        or piece[0] in _FUNCTION
        or piece[0] == piece[1]
        or piece[-1] in _SELDOM_LAST
        or piece[-1] in "镇乡村市区县州省局院厂队场"
    ):
        return False
    return piece not in words().whole and (_word_at(flat, end) or piece[0] not in persons().weak)


def _best_length(flat: str, position: int, lengths: tuple[int, ...], least: int, strict: bool = False) -> int:
    best, score = -1, 0.0
    if flat[position] in persons().weak and flat[position : position + 4] in words().whole:
        return -1  # 全力以赴
    for length in lengths:
        end = position + length
        piece = flat[position:end]
        if (
            len(piece) < length
            or not all(_HAN.match(c) for c in piece[least:])
            or _not_a_name(piece, flat[end : end + 1])
        ):
            continue
        if piece[-1] in _NEVER_LAST or _runs_into_office(flat, position, end):
            continue
        follower = persons().follower.match(flat, end)
        # A longer word after the name is better evidence than a short one: 李明|以及, not 李明以|及.
        weight = float(len(follower[0]) or 1) if follower else 0.0
        # 孟祥和讲话: what 和 would join is no verb, so it ends the name; 阮平为获奖队伍颁奖: 为 does not.
        if follower and piece[-1] in _SELDOM_LAST and not (piece[-1] in "和同才" and len(follower[0]) > 1):
            weight *= 0.4
        if piece[-1] in _SELDOM_LAST and flat[end : end + 1] in _CLOSES:
            weight = 2
        if not follower and not strict and length == lengths[0] and _stands_alone(flat, position, end):
            weight = 0.6 if _word_at(flat, end) else 0.3
        if weight > score:
            best, score = end, weight
    return best


def _runs_into_office(flat: str, start: int, end: int) -> bool:
    """李主 of 李主任, 徐镇 of 徐镇长: a family name and the beginning of an office."""
    offices = (persons().office.match(flat, place) for place in range(start + 1, end))
    return any(office and office.end() > end for office in offices)


# So many syllables in a row are a name whatever follows.
_SURELY = 4


def _spelt(flat: str, position: int) -> int:
    """A name without a family name, spelt by syllables (额尔敦巴雅尔): as long as they run, and something must follow."""
    end = position
    while end < min(len(flat), position + 8) and flat[end] in persons().syllables:
        end += 1
    if end - position >= _SURELY and not _not_a_name(flat[position:end]):
        return end
    for stop in range(end, position + 1, -1):
        follower = persons().follower.match(flat, stop)
        if flat[position:stop] in persons().mononyms and (follower or _word_at(flat, stop)):
            return stop
        alone = stop == end and stop - position >= 3 and not follower and _word_at(flat, stop)
        if alone and not _not_a_name(flat[position:stop]):
            return stop
        if follower and not _not_a_name(flat[position:stop]):
            return stop if stop - position >= 3 or (follower[0] and follower[0] in "，、。") else -1
    return -1


def _dotted_end(flat: str, match: re.Match[str]) -> int:
    """The last part of a dotted name ends before a word that may follow a name."""
    last = match[0].rsplit("·", 1)[1]
    start = match.end() - len(last)
    run = 0
    while run < len(last) and (last[run] in persons().syllables or last[run] in _OF_FATHERS):
        run += 1
    ends = start + run
    if run == len(last) or (run >= 2 and (persons().follower.match(flat, ends) or _word_at(flat, ends))):
        return ends
    for length in range(2, len(last)):
        if persons().follower.match(flat, start + length):
            return start + length
    return match.end()


# Log frequencies of a word that is read every day, of one that is read often, and of one that is read at all.
_COMMON, _SEEN, _READ = -10.5, -12.0, -12.2


def _not_a_name(piece: str, after: str = "") -> bool:
    refused = persons().not_names
    rest = piece[1:]
    # 领导和嘉宾, 干部包乡镇, 常常来, 柳园乡
    joined = piece[0] in _FUNCTION or piece[0] == "包"
    if (
        (joined and rest in words().whole)
        or piece[0] == rest[:1]
        or (len(piece) == 3 and piece[-1] in "乡镇村")
    ):
        return True
    if len(piece) == 2 and words().whole.get(piece, -99.0) > _READ and piece not in persons().names:
        return True
    # 从这里, 全覆盖: a family name that is an ordinary word before another ordinary word.
    if (
        len(rest) == 2
        and piece[0] in persons().weak
        and rest not in persons().given
        and words().whole.get(rest, -99.0) > _COMMON
    ):
        return True
    return (
        piece in refused
        # 县人大常委会主任党建业，: three characters and a mark are a name although they begin like a word.
        or (
            piece[:2] in refused
            and not (
                len(piece) == 3
                and after in tuple("，、。；,;")
                and words().whole.get(piece[:2], -99.0) < _SEEN
            )
        )
        or (piece[1:] in refused and piece[1:] not in persons().given)
    )
