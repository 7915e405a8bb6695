"""Bodies and places named in a sentence."""

from __future__ import annotations

import re

from timeline.extract.names import name_at
from timeline.extract.sentences import MASK, clauses
from timeline.extract.words import bodies, persons, sites
from timeline.pages.joints import words

_HAN_RUN = re.compile(r"[\u4e00-\u9fff〇A-Za-z0-9()（）·“”\"□]+")
_SITE_END = re.compile(rf"等(?:{sites().and_so_on}|[0-9一二三四五六七八九十])|等|，|。|；|,|;|{sites().ends}")
_LEADING = re.compile(
    r"^(?:本报讯|本刊讯|其中|家住|由|和|与|及|在|对|向|从|为|该|我|全|各|本|此次|近日|日前|当天|当日|连日来|组织|联合|会同|邀请|深入|来到|走进|到|赴|了|据|把|将|让|使|经|据悉|经过|通过|记者从|昨日|今日|随后|为了|位于)+"
)
# What stands between 在 and 举行 and is no place: 在会上, 在…基础上, 在3月20日.
_NO_PLACE = re.compile(
    r"(?:上|(?<![一二三四五六七八九十附])中|下|期间|过程|时|后|前|内|方面|同时|之际|以来|旬|季|初|底|日|月|年|午|晚|会议|大会|活动)$|^[0-9]+(?![0-9]|号[^，,。]|[队团连楼]|次列车)|^(?:会上|我|此|这|全|各地|一|今|明|昨|近|当)|的|了|要|须|期内|期间"
)
_SPLIT = re.compile(r"[、，,；;]|以及|和(?!平|谐|睦|田|县|政)|及(?!时|格)|联合|会同|与(?!时)")


# 在 as a preposition: not 在职, 在册, 在校, though 在职工俱乐部 and 在校园 are places.
_AT = r"在(?![建线岗读编场于逃野即乎座家此这]|校(?!园|门|史)|职(?!工)|望(?=[，,。；;的]|$)|册(?=的|党|人|职|登|学|$))"


def venue(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a thing was held: the span in ``plain`` of the place in 在…举行, or None."""
    for match in re.finditer(rf"{_AT}|于", plain[start:end]):
        a = start + match.end()
        held = bodies().venue.search(plain, a, min(end, a + 34))
        if not held:
            continue
        stop = held.start()
        inner = plain[a:stop]
        cut = re.search(r"[，,。；;：:]|成功$|隆重$|顺利$|正式$|组织$|联合$|共同$|集中$|现场$", inner)
        if cut and inner[cut.start()] in "，,。；;：:":
            continue
        b = a + (cut.start() if cut else len(inner))
        if is_place(plain[a:b]) or (
            2 <= b - a <= 24 and _HAN_RUN.fullmatch(plain[a:b]) and not _NO_PLACE.search(plain[a:b])
        ):
            return a, b
    return None


def visited(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of a visit, in order: 到甲镇、乙村和丙公司调研."""
    found: list[tuple[int, int]] = []
    for match in bodies().visit.finditer(plain, start, end):
        if match[0] == "到" and plain[match.start() - 1 : match.start()] in set(
            "得受达做看听想遇提感来赶直收找回"
        ):
            continue
        position = match.end() + (plain[match.end() : match.end() + 1] in {"了"})
        stop = _SITE_END.search(plain, position, min(end, position + 120))
        last = stop.start() if stop else min(end, position + 40)
        found += [span for span in _items(plain, position, last) if span not in found]
    for match in _COMES_TO_SEE.finditer(plain, start, end):
        if is_place(match[1]) and not _NO_PLACE.search(match[1]):
            found.append(match.span(1))
    for match in re.finditer(
        r"(?:^|[,，。])(?:随后|接着|之后)?[,，]?在([^,，。；;、的]{2,16})[,，]", plain[start:end]
    ):
        span = (start + match.start(1), start + match.end(1))
        if is_place(match[1]) and not _NO_PLACE.search(match[1]) and span not in found:
            found.append(span)
    return sorted(found)


# 省统计局调研组来大数据产业园调研指导工作.
_COMES_TO_SEE = re.compile(
    r"(?:(?<![下起回未将近以后原带从])来|莅临)(?![自信访电到])([\u4e00-\u9fff]{3,16}?)(?:调研|考察|检查|视察|督导|指导|慰问|参观|看望)"
)


def _items(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of a list; one that looks like a place vouches for its short neighbours (芙蓉完小、老龙堤)."""
    parts, position = [], start
    for cut in [*_SPLIT.finditer(plain, start, end), None]:
        stop = cut.start() if cut else end
        tail = re.search(
            r"的(?:建设|生产|工作|实际|施工|具体|整体|相关|基本)?(?:情况|进展|现场|进度|现状)?$|(?:建设|施工)?现场$",
            plain[position:stop],
        )
        parts.append((position, position + tail.start() if tail else stop))
        position = cut.end() if cut else end
    known = [span for span in parts if 2 <= span[1] - span[0] <= 24 and is_place(plain[slice(*span)])]
    if not known or len(parts) < 2:
        return known
    return [
        span
        for span in parts
        if span in known or (2 <= span[1] - span[0] <= 10 and _HAN_RUN.fullmatch(plain[slice(*span)]))
    ]


def inside(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of a plain 在甲小区东门增设…, where nothing is held: the span, or None."""
    for match in re.finditer(
        rf"(?<![存所现正旨好落]){_AT}([\u4e00-\u9fff()“”\"□]{{2,22}})",
        plain[start:end],
    ):
        run = match[1]
        stops = [m.end() for m in bodies().spot.finditer(run) if m.end() >= 2 and not _goes_on(run, m)]
        for stop in reversed(stops):
            name = run[:stop]
            if (
                is_place(name)
                and not _NO_PLACE.search(name)
                and not re.search(r"委|政府|领导|工作|推进|建设$|现场.", name)
            ):
                return start + match.start(1), start + match.start(1) + stop
    return None


def _goes_on(run: str, spot: re.Match[str]) -> bool:
    """场 of 场所, 路 of 路面, 市 of 市民: the beginning of an ordinary word."""
    return spot[0] + run[spot.end() : spot.end() + 1] in bodies().ordinary


# 对石门乡、西沟乡全部用户停电, 省道203线实行分段交通管制: what is cut off or closed is where it happens.
_CUT_OFF = re.compile(
    r"(?:^|[,，;；日时天]|将?对|在|起|至|因[^，,。]{2,20}[，,])((?:(?![对于将在])[\u4e00-\u9fff0-9()（）、]){2,26}?)(?:区域|全线|全部用户|用户|沿线|路段)?(?:沿线用户)?(?:将|临时|暂时|实行|采取|进行|实施|全线|分段|分时段)*"
    r"(?:停水|停电|停气|正式供暖|开始供暖|停止供[水电气暖]|停止供应|暂停供[水电气暖]|停暖|交通管制|封闭施工|断交|断道|禁止通行|限行)"
)
# 朝阳路桥将于今晚22时至30日6时封闭施工: what is closed stands before the hours.
_CLOSED_FROM = re.compile(
    r"(?:^|[,，;；])((?!因|为|自|从|由|定|经)[\u4e00-\u9fff()（）、]{2,20}?)(?:将于|拟于|于|自|从)[^,，。；;]{2,40}?"
    r"(?:停水|停电|停气|正式供暖|开始供暖|停止供[水电气暖]|交通管制|(?:全)?封闭施工|断交|断道|禁止通行|限行)"
)
# 地点：县体育馆, 位于街道文体中心的…, 展厅设在…
_LOCATED = re.compile(
    r"(?:停[水电气]|施工|管制)(?:范围|区域|路段|地点)[:：]([\u4e00-\u9fff0-9A-Za-z()（）]{2,24})(?=[、，,。；;]|$)"
    r"|(?:地点|会场|考点|赛点|展厅|地址|举办地)(?:在|设在|为|是|[:：])+([\u4e00-\u9fff0-9A-Za-z()（）]{2,24})(?=[，,。；;]|$)"
    r"|(?:搬?迁|搬|转移|移)(?:至|到)([\u4e00-\u9fff0-9()（）]{2,18}?)(?:办公|营业|经营|办理)?(?=[，,。；;]|$)"
    r"|位于([\u4e00-\u9fff0-9()（）]{2,18}?)的"
    r"|(?:还|送|寄|交|报)(?:至|到)([\u4e00-\u9fff0-9()（）]{2,18}?)(?=[，,。；;]|$)"
    r"|请[^，,。；;]{0,16}?到([\u4e00-\u9fff0-9()（）]{2,18}?)(?:办理|领取|领证|换领|换票|登记|报名|报到|咨询|申报|申领|购票|缴费|缴纳|提取)"
)
# 机床厂宿舍改造工程, 松毛箐烟叶工作站改扩建工程: what is built anew is where it happens.
_REBUILT = re.compile(
    r"(?:^|[，,。；;:：日时起已将▲△●○■□◆◇★☆※])((?![日时起已将对由])[\u4e00-\u9fff0-9]{2,16}?)(?:综合|整体|老旧)?"
    r"(?:改造|改扩建|改建|扩建|重建|维修|加固|整治|大修)(?:提升|改造)?(?:工程|项目|工作|施工)"
)
# 【华贸广场】本周六起办粽子节: the place that a brief is headed by.
_HEADED = re.compile(r"[【\[]([\u4e00-\u9fff]{2,12})[】\]]")
# 应邀到溪坪演出, 到浙江海盐考察: a name without a last word that would tell it.
_TO_NAMED = re.compile(
    r"(?:到|赴|去|前往)([\u4e00-\u9fff]{2,5})(?:考察|演出|学习|采访|培训|参观|挂职|参赛|比赛|展出|招商|拉练|支教)"
)
# The groups of _LOCATED that tell where something moves or is brought, which may be no place (交到群众手中).
_MOVED_TO = (3, 5, 6)
_COMES = re.compile(
    r"(?:来到|返回|抵达|登上|齐聚|相聚在|汇聚在?|聚集在|坐进|靠泊|停靠|靠上|驶离|进驻|住进|到)(?:了)?(?:[^，,。；;、]{1,8}的)?([\u4e00-\u9fff]{2,20})"
)


def located(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """The place that a sentence gives outright, or the one that is cut off or closed, or come to."""
    for pattern in (_LOCATED, _CLOSED_FROM, _CUT_OFF):
        match = pattern.search(plain, start, end)
        if match:
            number = match.lastindex or 1
            if pattern is _LOCATED and number in _MOVED_TO and not is_place(match[number]):
                continue
            if not re.search(r"[将于]|计划|市民|居民|用户", match[number]):
                return match.span(number)
    if (headed := _HEADED.match(plain, start)) and is_place(headed[1]):
        return headed.span(1)
    for match in _REBUILT.finditer(plain, start, end):
        if is_place(match[1]) and not _NO_PLACE.search(match[1]) and not _ACTS.search(match[1]):
            return match.span(1)
    for match in _TO_NAMED.finditer(plain, start, end):
        if is_named(match[1]):
            return match.span(1)
    for match in _COMES.finditer(plain, start, end):
        stops = [
            m.end() for m in bodies().spot.finditer(match[1]) if m.end() >= 3 and not _goes_on(match[1], m)
        ]
        if stops and is_place(match[1][: stops[0]]) and not _NO_PLACE.search(match[1][: stops[0]]):
            return match.start(1), match.start(1) + stops[0]
    return None


# A facility or a township whose name opens the clause is where it happens: 县图书馆…免费开放, 石门乡最后一座矿井….
# A township acts where it is; premises are a place only when nothing is sent out from them.
_PREMISES = re.compile(
    r"[，,▲△●○■□◆◇★☆※·•▼▇ ]*(?:因)?((?!各|全|本|该|我|多|有|这|那|两|几|某)(?:[\u4e00-\u9fff〇0-9]{1,14}?(?:"
    rf"{sites().townships}|[一二三四五六七八九十〇0-9]{{1,3}}[队连团]|[一二三四五六七八九十]中(?=将|在|近日|日前|于|自|[0-9]))"
    rf"|[\u4e00-\u9fff〇0-9]{{0,14}}?(?:{sites().premises})(?!习|[^，,。；;]{{0,8}}?(?:{sites().sent_out}))))"
    r"(?!长(?!者)|委|办|局|领导|民宿|级|里的|庄|镇|乡|村|社区|医院|中学|小学|街道|快速|高速|公路|隧道|大桥|大道|立交)(?=[\u4e00-\u9fff0-9\"“(（])"
)


def actor_place(plain: str, start: int, end: int, clause: int = 1) -> tuple[int, int] | None:
    """The township, village or facility that opens a clause as its subject: where it acts is where it is.

    The first ``clause`` clauses of ``plain[start:end]`` are asked.
    """
    for a, b in [part for part in clauses(plain[:end]) if part[1] > start][:clause]:
        match = _PREMISES.match(plain, max(a, start), b)
        if match and not any(p.search(match[1]) for p in (_ACTS, _NO_PLACE, _NO_ACTOR)):
            # 喀拉苏乡阔克塔勒村村民: the longer name is the place.
            longer = _WITHIN.match(plain, match.end(1), b)
            return match.start(1), longer.end() if longer else match.end(1)
    return None


# What begins a clause and no name, and the smaller place that follows the larger one.
_NO_ACTOR = re.compile(
    r"^(?:与|和|及|其中|家住|目前|同时|通过|经过|按照|根据|对于|关于|来自|位于|因|由|对|将|在|随着|组织|开展|加强|推进)"
    r"|每|利用|时间|巡回|集中|成立|启动|组织|全[乡镇县村市]|服务|工作|建设|管理|农村|乡镇|城乡"
)
_WITHIN = re.compile(
    r"(?!启动|组织|开展|举行|召开|将|在|对|的|是)[\u4e00-\u9fff〇]{1,6}?(?:村|社区|屯|组|队|连|小区)(?!民|长|委|员|党)"
)


# Words of time and of doing that the search ran over before the name, and after it.
_AHEAD_OF_NAME = re.compile(
    r"^.*(?:[日时分点午晚起]|[已将定]?于)在|^(?:里|再|又|还|并|已|均|都|再为|其中|随后)+(?=.{2})|^辖区(?=[0-9])|^[^在对]{3,12}(?:在|对)(?=.{3})|^(?:做到|进驻|考核到|家住|最终)|^.*位于|^[^由]{2,8}由(?=.{3})|^[^是]{1,5}是(?=.{3})|^给?我[县市区镇乡州省](?=.{2})|^(?:清晨|早晨|早上|上午|中午|午后|下午|傍晚|晚上|夜晚|深夜|凌晨|昔日|如今|眼下)的"
)
_BEHIND_NAME = re.compile(
    r"(?:为[村居职群][民工众]?.*|开场|巡回|办一场|挂牌|检修.*|整体|正式|隆重|成功|试运行|现场办公|依法|依规|公开)$"
)
_NO_NAME = re.compile(
    r"以[0-9]|^[0-9]+家|月[0-9]|^各(?:镇|县|乡|村|市|区|街|单位|部门)|^所在村$|的路$|^去|第[一二三四五六七八九十]次|全县(?!城)|每[一个]|[0-9]个$|^[县市省]乡$|为村$|组$|说$|^[为是]|^走村|^联系|包乡|场所$|上市$"
    r"|组织(?!部)|[镇乡县市区村]长|^[0-9]+个|^(?:项目|现场|一线|基地)$"
)


def cleaned(name: str) -> str:
    """A place name without the words around it; ``""`` for what is no name."""
    name = _BEHIND_NAME.sub("", _AHEAD_OF_NAME.sub("", name))
    return "" if len(name) < 2 or _NO_NAME.search(name) or sites().no_name.search(name) else name


def is_place(name: str) -> bool:
    """Whether ``name`` looks like the name of a place or of a body that has premises."""
    if not 2 <= len(name) <= 26 or name in bodies().not_bodies:
        return False
    return name in bodies().cities or bool(bodies().place.search(name) or bodies().body.search(name))


def is_named(name: str) -> bool:
    """Whether a word behind 到 is a place's name: a province with what follows, or what no ordinary word explains."""
    if name[:2] in bodies().cities or name[:3] in bodies().cities:
        return True
    return len(name) <= 3 and not any(name[k : k + 2] in words().whole for k in range(len(name) - 1))


def is_body(name: str) -> bool:
    """Whether ``name`` looks like the name of a body."""
    if (
        not 2 <= len(name) <= 30
        or name in bodies().not_bodies
        or name.startswith(("各", "全体", "有关", "相关", "多个", "一个"))
    ):
        return False
    return bool(bodies().body.search(name)) and not name.endswith(("会议", "大会"))


# Words that a body's name does not contain: the piece is a clause, not a name.
_ACTS = re.compile(
    r"^这|^该|^此|^其|^各|包(?!头)|进驻|来到|走进|深入|先后|分成|奔赴|前往|组织|带队|率领|还到|召开|参加|邀请|会同|(?<=[\u4e00-\u9fff]{3})到(?!处)|将来|[0-9]+名|[0-9]+个|[0-9]+家|[0-9]+支|从|了|的|要|将|把|让"
)


# 上海行政学院代表团一行8人莅临…, 生命科学学院派出代表队: whom a body sends is not part of its name.
_DELEGATION = re.compile(
    r"(?:党政)?(?:代表团|考察团|访问团|调研组|检查组|专家组|工作组)?一行.*$|(?:派出(?!所)|莅临|选派).*$|(?:代表团|考察团|访问团)$"
    r"|(?:[相有]关)?(?:部门|科室)?(?:主要)?负责(?:人|同志).*$|来我[市县区校院镇乡司].*$"
)


def _names_person(name: str) -> bool:
    """商务部电子商务司司长某某…: an office with a name behind it."""
    office = persons().office.search(name)
    return office is not None and len(name) - office.end() >= 3 and name_at(name + "，", office.end()) > 0


def bodies_in(piece: str) -> list[str]:
    """The bodies named in a list such as 甲局、乙镇和丙公司, each trimmed of the words before its name."""
    names = []
    for part in _SPLIT.split(piece):
        name = _LEADING.sub("", part.strip("，,。；;：: ▲△●○■□◆◇★☆※·•▼")).strip('“”"')
        name = _DELEGATION.sub("", name)
        if MASK not in name and is_body(name) and not _ACTS.search(name) and not _names_person(name):
            names.append(name)
    return names
