"""Trigger words in a sentence: what was convened, held, visited or reached."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from timeline.extract.sentences import clauses
from timeline.extract.words import bodies, triggers

# A noun phrase tells its type by more than its last word: 表彰大会 is a ceremony, 技能竞赛活动 a contest.
_OVERRIDES = (
    (
        "ceremony",
        re.compile(r"校庆|周年庆典|表彰|颁奖|点验|揭牌|签约仪式|仪式|典礼|奠基|公祭|授牌|授旗|首发式"),
    ),
    (
        "contest",
        re.compile(
            r"寻找.{0,3}最美|(?<!二)十大(?!精神|报告|以来|召开|代表|开幕|胜利|重点|工程|建设|基础)|最美.{0,8}评|推选|征文|选拔|那达慕|竞赛|比赛|大赛|评比(?!展示)|评选|演讲赛|锦标赛|运动会|联赛|擂台赛|比武|马拉松"
        ),
    ),
    (
        "study",
        re.compile(
            r"培训|收看|观看.{0,30}直播|讲座|公开课|优质课|示范课|观摩课|研修班|读书班|集中学习|专题学习|党课|宣讲报告|事迹报告|学习会"
        ),
    ),
    (
        "campaign",
        re.compile(
            r"招聘会|供需见面会|双选会|用工洽谈会|博览会|晚会|演唱会|音乐会|展销会|庙会|灯会|游园会|联欢会|宣讲活动|分享会|朗诵会|诵读会|茶话会|联谊会|相亲会|交友会|故事会|诗会|歌会|赏花会|年货会|展览会|交易会"
        ),
    ),
)
_WEAK_CONVENE = {"参加", "出席", "部署", "实施", "观看", "进行", "接受", "参与", "承接", "迎来", "开启"}
_WEAK_NOUNS = {"工作", "行动", "宣传", "运动", "赛", "展", "学习", "创建", "整治", "活动"}
# A verb that is part of a noun or of a demand reports nothing.
_NOUN_TAIL = re.compile(
    r"组|阶段|课题|成果|力度|报告|机制|制度|工作|情况|问题|责任|职责|卡点|要求|部门|单位|人员|员|办法|方案|活动|中心|中$|平台|体系|能力|水平|服务|的|机构|专班|对象|任务|结果|频次|站|队"
)
_DEMAND = re.compile(
    r"(?:要|必须|务必|应|须|需要|不得|严禁|坚持|加大|加强|强化|深化|做好|抓好|搞好|推动|加快|督促|进一步|切实|扎实做好|建立|健全|完善|落实)[^，,。；;]{0,10}$"
)
_ROUTINE = re.compile(
    r"(?:加强|强化|深化|狠抓|推进|扎实推进|着力|加大|严格按照|聚焦|发挥|打造|助力|全力|巩固)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One trigger: offsets in the sentence, ``phrase`` the noun phrase it ends (equal to the word for a verb).

    ``verb`` is where its convening verb begins (−1: none); ``rank`` orders hits of one clause, the higher the better.
    """

    type: str
    word: str
    start: int
    end: int
    form: str
    verb: int
    phrase: int
    rank: int
    cited: bool = False


# A clause that gives a purpose or a starting point reports nothing itself.
_ASIDE = re.compile(r"为(?:了|进一步|切实|深入|更好|全面|贯彻)|自[^，,。]{2,40}以来[,，]|随着|由于|按照|根据")


def find_hits(plain: str, start: int = 0, end: int | None = None) -> list[Hit]:
    """All triggers of ``plain[start:end]``, clause by clause, the best of each clause first."""
    stop = len(plain) if end is None else end
    found: list[Hit] = []
    for a, b in clauses(plain):
        a, b = max(a, start), min(b, stop)
        if a < b and not _ASIDE.match(plain, a, b):
            row = (
                _convened(plain, a, b)
                + (_held(plain, a, b) or _held_unknown(plain, a, b))
                + _predicates(plain, a, b)
                + _bare(plain, a, b)
            )
            found += sorted(row, key=lambda hit: (-hit.rank, hit.start))
    return found


def best_hit(hits: list[Hit]) -> Hit | None:
    """The hit that a reader would call the happening: the first strong one, else the first of the highest rank."""
    strong = next((hit for hit in hits if hit.rank >= 4 and not hit.cited), None)
    if strong:
        return strong
    usable = [hit for hit in hits if not hit.cited]
    return max(usable, key=lambda hit: (hit.rank, -hit.start), default=None)


def type_of(phrase: str, word: str) -> str:
    """The type of a noun phrase that ends in the trigger noun ``word``."""
    for kind, pattern in _OVERRIDES:
        if pattern.search(phrase):
            return kind
    return triggers().nouns[word]


def _convened(plain: str, start: int, end: int) -> list[Hit]:
    found: list[Hit] = []
    for verb in triggers().convene.finditer(plain, start, end):
        noun = _object(plain, verb, end)
        # 启动仪式 is one word; nothing is convened in it.
        if noun is None or (verb[0] in ("启动", "开启") and noun[0] == verb.end()):
            continue
        word = plain[noun[0] : noun[1]]
        name = verb[0].rstrip("了")
        weak = name in _WEAK_CONVENE or (word in _WEAK_NOUNS and word != "活动")
        cited = bool(triggers().cited_after.match(plain, noun[1]))
        phrase = plain[verb.end() : noun[1]]
        kind = _kind_of(phrase, word, name)
        if kind in ("inspection", "study") and "召开" in name and word.endswith("会"):
            kind = "meeting" if kind == "inspection" else kind
        hit = Hit(kind, word, *noun, "noun", verb.start(), verb.end(), 3 if weak else 5, cited)
        # 区组织部召开会议: the last verb before the noun holds it, unless it is a weak one.
        if found and found[-1].end == hit.end and hit.rank >= found[-1].rank:
            found.pop()
        if not found or found[-1].end != hit.end:
            found.append(hit)
    return found


def _kind_of(phrase: str, word: str, verb: str) -> str:
    """The type of what is convened; an unknown …会 is a meeting unless its name says otherwise."""
    if word in triggers().nouns:
        kind = type_of(phrase, word)
        told = kind == "study" and phrase.endswith("会") and re.search(r"动员|部署|推进|启动|工作会", phrase)
        return "meeting" if told else kind
    return next(
        (kind for kind, pattern in _OVERRIDES if pattern.search(phrase)),
        "meeting" if "会" in word or "召" in verb else "campaign",
    )


def _object(plain: str, verb: re.Match[str], end: int) -> tuple[int, int] | None:
    """The trigger noun that a convening verb governs: the last of its clause, the first of a pair joined by 和.

    After 召开 or 举办 any …会 at the end of the clause is one, known or not.
    """
    nouns = [m for m in triggers().noun.finditer(plain, verb.end(), end) if not _swallowed(plain, m)]
    unknown = _any_meeting(plain, verb, end)
    if unknown and (not nouns or (nouns[-1].end() < unknown[1] and nouns[-1][0] in _WEAK_NOUNS)):
        return unknown
    if not nouns:
        return None
    last = nouns[-1]
    for one, other in itertools.pairwise(nouns):
        between = plain[one.end() : other.start()]
        if len(between) <= 4 and re.match(r"和|及|、|以及|与", between) and other is last:
            return one.span()
    return last.span()


_ANY_MEETING = re.compile(r"[\u4e00-\u9fff\"()□0-9A-Za-z]{1,24}?会(?=[,，。;；、]|$)")


def _any_meeting(plain: str, verb: re.Match[str], end: int) -> tuple[int, int] | None:
    """The …会 that ends the clause after 召开 or 举办, known or not."""
    if not re.match(r"(?:组织|主持)?(?:召开|召集|举办|举行)", verb[0]):
        return None
    found = _ANY_MEETING.match(plain, verb.end(), end)
    return (found.end() - 1, found.end()) if found else None


_ANNIVERSARY = re.compile(r"[\u4e00-\u9fff]{0,4}?[0-9一二三四五六七八九十百]{1,4}周年")


def _swallowed(plain: str, noun: re.Match[str]) -> bool:
    """展 in 展示 or 赛 in 赛道: a longer ordinary word."""
    tail = plain[noun.end() : noun.end() + 1]
    if _ANNIVERSARY.match(plain, noun.end()):
        return True  # 新中国成立70周年, 视察母校60周年: a deed of long ago
    if plain.startswith(("中心", "基地", "学校", "机构"), noun.end()) and noun[0] not in ("仪式", "会议"):
        return True  # 在培训中心召开
    if noun[0] in ("签约", "培训", "接种", "检查") and tail in set("率额量费"):
        return True
    if noun[0] == "通气" and tail == "会":
        return True
    if noun[0] == "上市" and tail in set("民区里场"):
        return True  # 走上市民广场
    if noun[0] == "签约" and plain.startswith("服务", noun.end()):
        return True
    return (
        noun[0] in {"展", "赛", "工作", "学习", "宣传", "调研", "检查"}
        and tail in set("示览开现望销区道场者组员站队力")
    ) or (tail in set("室厅堂所址期团") and not plain.startswith("团体", noun.end()))


# 大龙江镇瑶族花会将于5月10日举行: a …会, …节 or …展 that no list knows, before the verb that holds it.
_UNKNOWN = re.compile(
    r"([\u4e00-\u9fff\"()□0-9A-Za-z]{2,24}?(节|花会|歌会|灯会|庙会|雅集|大集|赛|展|典|嘉年华|狂欢夜|音乐季|消费季))(?:活动)?(?:将)?(?:于|在|定于)?[^，,。；;的]{0,30}?"
    r"(?:举行|举办|开幕|启幕|开锣|开赛|上演|登场|拉开)"
)
_UNKNOWN_TYPES = {"赛": "contest", "典": "ceremony"}


def _held_unknown(plain: str, start: int, end: int) -> list[Hit]:
    match = _UNKNOWN.search(plain, start, end)
    if match is None:
        return []
    kind = next((kind for kind, pattern in _OVERRIDES if pattern.search(match[1])), None)
    kind = kind or _UNKNOWN_TYPES.get(match[2][-1], "campaign")
    return [Hit(kind, match[2], *match.span(2), "noun", match.end(1), match.start(1), 4)]


def _held(plain: str, start: int, end: int) -> list[Hit]:
    """大会在县城举行, 竞赛于5月3日落幕: a noun and, within the clause, the verb that holds it."""
    found = []
    for noun in triggers().noun.finditer(plain, start, end):
        if noun[0] in _WEAK_NOUNS - {"活动"} or _swallowed(plain, noun):
            continue
        held = triggers().held.search(plain, noun.end(), min(end, noun.end() + 44))
        between = plain[noun.end() : held.start()] if held else "的"
        inner = [m for m in triggers().noun.finditer(between) if not _swallowed(between, m)]
        if held and re.match(r"仪式|大会|会(?!议)|式|典礼", plain[held.end() :]):
            continue
        if held is None or inner or not re.fullmatch(r"[^，,。；;的]*", between):
            continue
        kind = type_of(plain[max(start, noun.start() - 14) : noun.end()], noun[0])
        if kind == "inspection" and held[0] == "召开":
            kind = "meeting"
        span = (noun.start(), noun.end())
        found.append(Hit(kind, noun[0], *span, "noun", held.start(), start, 4 if between else 5))
    return found


_CEREMONY = re.compile(r"仪式|典礼|[开闭]幕式")


def _bare(plain: str, start: int, end: int) -> list[Hit]:
    """A ceremony that a clause names without a verb of holding: 升旗仪式变成了捐款仪式."""
    words = [
        m
        for m in _CEREMONY.finditer(plain, start, end)
        if plain[m.end() : m.end() + 1] not in {"上", "后", "前"}
    ]
    return [Hit("ceremony", m[0], *m.span(), "noun", -1, start, 3) for m in words[-1:]]


def _predicates(plain: str, start: int, end: int) -> list[Hit]:
    found = []
    for verb in triggers().verb.finditer(plain, start, end):
        kind = triggers().verbs[verb[0]]
        before, tail = plain[start : verb.start()], plain[verb.end() : verb.end() + 3]
        if _swallowed(plain, verb):
            continue
        if verb[0] == "验收" and re.search(
            r"竣工$|通过$|项目$|[终初]$|国家$|已$|考核$|通过[^，,。]{0,30}$", before
        ):
            continue
        if verb[0] in ("签订", "签署") and re.match(
            r"了?[^，,。；;]{0,14}(?:协议|合同|备忘录|责任书|责任状|承诺书|公约)", plain[verb.end() :]
        ):
            kind = "ceremony"
        if verb[0] == "启动" and re.match(
            r"了?(?![^，,。]{0,12}(?:响应|预案|机制|程序|仪式))[\u4e00-\u9fff\"□]{3,}", plain[verb.end() :]
        ):
            kind = "campaign"
        if tail.startswith("会") and kind == "inspection":
            continue  # 现场办公会, 督导会
        if verb[0] == "检查" and re.search(
            r"(?:CT|B超|体格|身体|常规|产前|健康|磁共振|书面|作出?|深刻)$", before
        ):
            continue
        if verb[0] == "进驻" and not re.search(r"组|巡视|巡察|督察|督导", before):
            kind = "milestone"
        # 来我校调研指导工作 is a visit, 指导工作组 is none.
        if (
            verb[0].endswith("指导")
            and tail.startswith("工作")
            and not plain.startswith("组", verb.end() + 2)
        ):
            tail = ""
        if kind == "inspection" and (_NOUN_TAIL.match(tail) or _DEMAND.search(before)):
            continue
        found.append(
            Hit(
                kind,
                verb[0],
                verb.start(),
                verb.end(),
                "verb",
                verb.start(),
                verb.start(),
                _verb_rank(plain, start, verb, kind),
            )
        )
    return found


def _verb_rank(plain: str, start: int, verb: re.Match[str], kind: str) -> int:
    before = plain[start : verb.start()]
    if kind == "inspection":
        return (
            5
            if bodies().visit.search(before)
            or re.search(r"(?:率队|带队|一行|带领|率领)", before)
            or verb[0] in {"调研", "走访慰问", "视察", "看望慰问", "检查指导", "夜查", "暗访"}
            else 3
        )
    if kind == "campaign":
        if verb[0] == "启动":
            return 3
        return 1 if _ROUTINE.fullmatch(verb[0]) else 2
    if kind == "milestone":
        return 2
    return 3 if not _DEMAND.search(before) else 1
