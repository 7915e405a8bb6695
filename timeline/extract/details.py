"""What each type of event has of its own: agenda, sites, figures, materials, winners …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from timeline.extract.draft import Draft
from timeline.extract.figures import figures, figures_in
from timeline.extract.places import visited
from timeline.extract.sentences import Sentence, clauses

_AGENDA = re.compile(
    r"^(?:会议|与会人员|与会代表)?(?:还|并|同时|分别|先后|集中|认真|专题|重点|共同|进一步|现场|全面|会上|深入)*(?:传达|学习|听取|研究|审议|通报|部署|安排|贯彻|总结|观看|宣读|表彰|讨论|推进|明确|通过|解读|分析|回顾|动员|签订|宣布|提出|建立|组织学习|就|对|围绕|审查|协商|选举|表决|交流|观摩|启动|印发|落实|协调|审定|集中观看|递交|作出|推荐|评选)"
)
_NUMBERED = re.compile(
    r"(?:^|[，。；：:;,])(?:第?[一二三四五六七八九十]{1,2}(?:是|要|、|，)|第[一二三四五六七八九十]，)"
)
_MATERIAL = re.compile(r"《[^《》\n]{2,60}》")
_THEME = re.compile(
    r"(?:主题(?:为|是)|题为|开展(?:了)?以?)[“\"「]([^”\"」]{2,60})[”\"」]|以[“\"「]([^”\"」]{2,60})[”\"」]为(?:主题|载体|题|主线)"
)


def details_of(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    """The ``details`` of a draft from the sentences ``rows`` that belong to it; ``people`` are (name, role)."""
    return _TABLE[draft.type](draft, rows, people, bodies)


def _meeting(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    chair = [name for name, role in people if role == "chair"]
    return {"chair": chair, "agenda": _agenda(draft, rows), "requirements": _requirements(rows)}


def _agenda(draft: Draft, rows: Sequence[Sentence]) -> list[str]:
    """The clauses that say what the meeting did: after the convening clause, and in 会议传达了…, 会上…."""
    items = _first_item(draft)
    if draft.rule == "recurring duty":
        return [
            item for item in _items_of(draft.sentence, draft.start, True) if not re.match(r"就|对|围绕", item)
        ]
    for row in rows[:120]:
        own = row is draft.sentence
        if not own and not _AT_IT.match(row.plain):
            continue
        after = draft.hit.end if own and draft.hit else 0
        items += _items_of(row, after, own)
    return list(dict.fromkeys(items))[:12]


_AT_IT = re.compile(
    r"(?:会议|会上|大会|与会|座谈会上|会议期间)(?!要求|强调|指出|认为|提出|号召|决定)|[^。]{4,60}作(?:了)?(?:表态|交流|典型|大会|经验)?发言"
)


def _first_item(draft: Draft) -> list[str]:
    """What stands right after the noun of the meeting: 代表团审议《政府工作报告》."""
    hit, row = draft.hit, draft.sentence
    if hit is None or row.plain[hit.end : hit.end + 1] != "《":
        return []
    end = next((b for a, b in clauses(row.plain) if a <= hit.end < b), len(row.plain))
    return [hit.word[-2:] + row.text[hit.end : end].rstrip("，,。；;")]


def _items_of(row: Sentence, after: int, own: bool) -> list[str]:
    items: list[str] = []
    open_item = False
    for a, b in clauses(row.plain):
        if a < after:
            continue
        piece, text = row.plain[a:b], row.text[a:b].rstrip("，,；;。：: ")
        done = re.search(r"对[^，,]{2,60}进行(?:了)?[^，,。]{2,12}", piece) if not own else None
        if _JOINS.search(text) or re.search(r"会议(?:要求|强调|指出)", text):
            open_item = False
        elif _AGENDA.match(piece) and len(text) >= 5:
            items.append(re.sub(r"^(?:会议|会上，?|与会人员)", "", text))
            open_item = True
        elif done or re.search(r"作(?:了)?(?:表态|交流|典型|大会|经验)?发言$", text):
            items.append(done[0] if done else text)
        elif (
            open_item
            and row.plain[a - 1 : a] in "，,"
            and len(text) > 3
            and items
            and not re.match(r"这|要|为", piece)
        ):
            items[-1] += row.text[a - 1 : a] + text
    return items


_JOINS = re.compile(
    r"(?:参加|出席|列席|主持|讲话|陪同)(?:了)?(?:会议|此次会议|大会|推进会|活动|座谈会|并讲话)?$"
)


def _requirements(rows: Sequence[Sentence]) -> list[str]:
    """The numbered demands (一要…, 二是…) of the highest level."""
    styles: dict[str, list[str]] = {}
    first: str | None = None
    for row in rows:
        for style, text in _numbered(row):
            styles.setdefault(style, []).append(text)
            first = first or style
    return styles[first][:40] if first else []


def _numbered(row: Sentence) -> list[tuple[str, str]]:
    """(style, text) of the numbered demands of a sentence; the style tells 一要 from 一是."""
    starts = [
        (m.start() + (m[0][0] in "，。；：:;,"), m[0].strip("，。；：:;,")[-1:])
        for m in _NUMBERED.finditer(row.plain)
    ]
    if not starts:
        return []
    ends = [start for start, _ in starts[1:]] + [len(row.text)]
    return [(style, row.text[a:b].strip("，,；;。 ")) for (a, style), b in zip(starts, ends, strict=True)]


def _inspection(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    leaders = [name for name, role in people if role in ("inspector", "chair", "speaker")]
    sites: list[str] = []
    for row in rows[:6]:
        for a, b in visited(row.plain, 0, len(row.plain)):
            name = row.text[a:b]
            if name not in sites:
                sites.append(name)
    chief = [name for name, role in people if role == "inspector"] or leaders
    return {"inspectors": chief, "sites": _finest(sites), "requirements": _requirements(rows)}


def _finest(sites: list[str]) -> list[str]:
    """Where both a township and places inside are named, the places are the sites."""
    return sites[1:] if len(sites) > 1 and re.search(r"(?:镇|乡|街道|县|市|区|苏木)$", sites[0]) else sites


_SLOGAN = re.compile(
    r"[“\"]([^”\"]{2,30})[”\"][^，,。；;“”\"]{0,12}(?:活动|行动|比赛|大赛|竞赛|展览|书画展|图片展|摄影展|赛|节(?!约|奏|能)|宣传|征文|创建)|[“\"]([^”\"]{2,16}(?:行动|活动))[”\"]"
)


def _theme(draft: Draft, rows: Sequence[Sentence]) -> str:
    for row in rows[:3]:
        match = _THEME.search(row.text)
        if match:
            return next(group for group in match.groups() if group)
    for row in rows[:8]:
        match = re.search(r"主题(?:为|是)[“\"]([^”\"]{2,60})", row.text)
        if match:
            return match[1]
    # “近学许昌”活动, “百日行动”: the slogan that names the campaign itself.
    for row in rows[:2]:
        quoted = _SLOGAN.search(row.text)
        if quoted and (row is draft.sentence or quoted[2]):
            return quoted[1] or quoted[2]
    return ""


def _campaign(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    return {"organizers": bodies[:4], "theme": _theme(draft, rows), "figures": figures(rows)}


def _study(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    materials: list[str] = []
    for row in rows:
        materials += [m for m in _MATERIAL.findall(row.text) if m not in materials]
    return {"materials": materials[:20], "learners": _learners(rows)}


_LEARNS = re.compile(
    r"(?:^|[，,。；;])([^，,。；;]{2,40}?)(?:聆听|参加|接受|聆听了|参加了|接受了|听取)(?:此次|本次|了|集中)?(?:培训|学习|讲座|会议|活动|报告|宣讲|党课|报告会|学习会|集中学习会|辅导|专题)"
)
_FOR = re.compile(
    r"(?:为|给|向|对)([^，,。；;]{2,24}?(?:师生|学生|员工|职工|党员|干部|群众|学员|居民|村民|教师|队员))(?:们)?(?:上|讲|作|授|开展|进行)"
)


def _learners(rows: Sequence[Sentence]) -> list[str]:
    for row in rows[:5]:
        match = _LEARNS.search(row.plain) or _FOR.search(row.plain)
        if match:
            return [row.text[match.start(1) : match.end(1)]]
    return []


_WON = re.compile(
    r"(?:获得?|夺得|荣获|摘得|斩获|勇夺|捧得|赢得|喜获|夺取)[^，,。；;]{0,14}?(?:冠军|第一名|[特一]等奖|金奖|桂冠|头名|团体第一)|夺冠|折桂"
)


def _contest(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    winners: list[str] = []
    for row in rows:
        for match in _WON.finditer(row.plain):
            edge = max(row.plain.rfind(mark, 0, match.start()) for mark in ",，。；;:：")
            names = row.text[edge + 1 : match.start()]
            names = re.sub(
                r"^(?:最终|经过[^，]*|其中|由|来自[^的]{1,12}的)|(?:分别|分获|最终|代表队)$", "", names
            )
            winners += [
                name for name in re.split(r"、|和", names) if 2 <= len(name) <= 16 and name not in winners
            ]
    return {"theme": _theme(draft, rows), "contestants": [], "winners": winners[:10]}


# Who speaks at a ceremony has no part in the rite.
_OFFICIATES = re.compile(
    r"宣读|宣布|授牌|授旗|授匾|颁奖|颁发|揭牌|揭幕|剪彩|点火|点燃|按下|推动|奠基|培土|鸣笛|鸣枪|敲响|下达|发令|开启|领誓|献花"
)


def _ceremony(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    names = [name for name, _ in people]
    acting = [
        n
        for n in names
        for row in rows[:6]
        if (at := row.text.find(n)) >= 0
        and _OFFICIATES.search(re.split("[。；;]", row.plain[at : at + 26])[0])
        and not re.search("(?:为|向|给)[^，,]{0,8}$", row.plain[:at])
    ]
    return {"officiants": list(dict.fromkeys(acting))}


_PROJECT = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9“”（）()]{2,24}?(?:工程|项目|大桥|公路|高速|铁路|基地|产业园|园区|中心|水库|学校|医院|线路|隧道|机场|码头|大厦|住院楼|合作社|电站|小区|广场|公园|管网|终端|系统|生产线|示范区|展馆|博物馆))"
)


def _milestone(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    row = draft.sentence
    start = max(draft.start, (draft.timex.span.end - row.span.start) if draft.timex else 0)
    project = _PROJECT.search(row.text[: draft.end], start) or _PROJECT.search(
        row.text, draft.start, draft.end
    )
    name = re.sub(r"^.*(?:亿元的|万元的|公里的|的|在|自|从|了|与|对)", "", project[1]) if project else ""
    return {
        "project": name,
        "amount": figures_in(row.folded[draft.start : draft.end], row.text[draft.start : draft.end])[:6],
    }


def _deadline(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    from timeline.extract.titles import shorten

    row = draft.sentence
    after = row.text[(draft.timex.span.end - row.span.start) if draft.timex else draft.start : draft.end]
    task = after.strip("，,。；;：: ")
    return {"task": shorten(task, 60), "responsible": _responsible(draft)}


_WHO = (
    r"(?:各|每[个所家名]|全体|所有|广大|有意[^，,]{2,4}的|尚未[^，,]{2,6}的|符合条件的)?[\u4e00-\u9fff()（）、]{1,18}?"
    r"(?:部门|单位|乡镇|乡镇街道|街道|学校|企业|党组织|党总支|党支部|支部书记|领导班子|委|局|厅|办|中心|妇联|工会|团委|人武部|部|队|连队|农场|村|社区|站|公司|集团|"
    r"小组|工作组|双方|院|厂|小学|中学|县市|县区|区县|市县|家庭|居民|村民|市民|读者|用户|青年|人员|考生|家长|商户|业主|牧户|农户|农民朋友|职工|镇|乡|班组|组)"
)
_ANSWERS = re.compile(
    rf"(?:^|[，,。；;：:、]|提醒|要求|督促|叮嘱|请|由)(?!请|由)({_WHO})(?:的?[^，,。；;]{{0,14}}?)?(?:要|须|必须|务必|应|应当|需|请|可|将|负责|于|在|力争|计划|[，,])*$"
)
_ANSWERS_AFTER = re.compile(
    rf"^[，,]?(?:由)?({_WHO})(?=要|须|必须|务必|应|需|将|牵头|组织|负责|每|至少|基本|就|全面|全部|完成|举办|召开)"
)


def _responsible(draft: Draft) -> list[str]:
    """The body that the clause says must act: 农机部门要…, 各党总支须于…, 由旗水务局负责."""
    row = draft.sentence
    at = (draft.timex.span.start - row.span.start) if draft.timex else draft.end
    behind = (draft.timex.span.end - row.span.start) if draft.timex else draft.end
    told = re.search(r"由([^，,。；;]{2,16}?)(?:负责|牵头)", row.plain[at:])
    if told:
        return [row.text[at + told.start(1) : at + told.end(1)]]
    after = _ANSWERS_AFTER.match(row.plain[behind:])
    if after:
        return _listed(row.text[behind + after.start(1) : behind + after.end(1)])
    edge = max(draft.start, row.plain.rfind("。", 0, at) + 1)
    before = _ANSWERS.search(row.plain[edge:at])
    return _listed(row.text[edge + before.start(1) : edge + before.end(1)]) if before else []


def _listed(names: str) -> list[str]:
    """The bodies of 甲小学、乙小学; what all begin alike (各农场、各单位) is one."""
    names = re.sub(r"^.*(?:提醒|要求|督促|叮嘱|指出|强调|的)(?=.{2})", "", names)
    if re.search(r"按照|办法|部署|对", names):
        return []
    parts = names.split("、")
    return [names] if names.startswith("各") else [part for part in parts if len(part) > 1][:6]


_TABLE = {
    "meeting": _meeting, "inspection": _inspection, "campaign": _campaign, "study": _study,
    "contest": _contest, "ceremony": _ceremony, "milestone": _milestone, "deadline": _deadline,
}  # fmt: skip
