"""What each type of event has of its own: agenda, sites, figures, materials, winners …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from timeline.extract.draft import Draft
from timeline.extract.duties import responsible
from timeline.extract.figures import figures, figures_in
from timeline.extract.places import visited
from timeline.extract.sentences import Sentence, clauses
from timeline.extract.themes import learners, theme, winners

_AGENDA = re.compile(
    r"^(?:会议|与会人员|与会代表)?(?:还|并|同时|分别|先后|集中|认真|专题|重点|共同|进一步|现场|全面|会上|深入)*(?:传达|学习|听取|研究|审议|通报|部署|安排|贯彻|总结|观看|宣读|表彰|讨论|推进|明确|通过|解读|分析|回顾|动员|签订|宣布|提出|建立|组织学习|就|对|围绕|审查|协商|选举|表决|交流|观摩|启动|印发|落实|协调|审定|集中观看|递交|作出|推荐|评选)"
)
_NUMBERED = re.compile(
    r"(?:^|[，。；：:;,])(?:第?[一二三四五六七八九十]{1,2}(?:是|要|、|，)|第[一二三四五六七八九十]，)"
)
_MATERIAL = re.compile(r"《[^《》\n]{2,60}》")


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
    """The numbered demands (一要…, 二是…) of the highest level; a list that begins in its middle is another happening's."""
    styles: dict[str, list[str]] = {}
    first: str | None = None
    for row in rows:
        for style, text in _numbered(row):
            styles.setdefault(style, []).append(text)
            first = first or style
    return styles[first][:40] if first and not _MIDDLE.match(styles[first][0]) else []


_MIDDLE = re.compile(r"[(（第]*(?:[二三四五六七八九]|[2-9])(?![十0-9])")


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


def _campaign(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    return {"organizers": bodies[:4], "theme": theme(draft, rows), "figures": figures(rows)}


def _study(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    materials: list[str] = []
    for row in rows:
        materials += [m for m in _MATERIAL.findall(row.text) if m not in materials]
    return {"materials": materials[:20], "learners": learners(rows)}


def _contest(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    won = winners(rows, [name for name, _ in people])
    return {"theme": theme(draft, rows), "contestants": [], "winners": won}


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
    r"([\u4e00-\u9fffA-Za-z0-9“”（）()]{2,24}?(?:工程|项目|大桥|公路|高速|铁路|基地|产业园|园区|中心|水库|学校|医院|线路|隧道|机场|码头|大厦|住院楼|合作社|电站|小区|广场|公园|管网|终端|系统|生产线|示范区|展馆|博物馆|[教办住病]学?[院公房]?楼|综合楼|厂房|[一二三]桥|安置点|变电站|泵站|码头)(?:[一二三]期)?(?:新住院楼|病房楼|教学楼)?)"
)


# What stands before the name of a project inside its clause.
_UNPROJECT = re.compile(
    r"^.*(?:亿元的|万元的|公里的|的|在|自(?!来水|治)|从|了|与|对|完成|新增|计划|已有|目前|建设(?!.{0,4}(?:工程|项目))|启用|晋升为|举办|今年|明年|年底前|月底前|月|得知|获悉|透露|介绍|其中|由|使|横跨)(?=.{2})"
)


def _milestone(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    row = draft.sentence
    start = max(draft.start, (draft.timex.span.end - row.span.start) if draft.timex else 0)
    project = _PROJECT.search(row.text[: draft.end], start) or _PROJECT.search(
        row.text, draft.start, draft.end
    )
    name = _UNPROJECT.sub("", project[1]) if project else ""
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
    return {"task": shorten(task, 60), "responsible": responsible(draft)}


_TABLE = {
    "meeting": _meeting, "inspection": _inspection, "campaign": _campaign, "study": _study,
    "contest": _contest, "ceremony": _ceremony, "milestone": _milestone, "deadline": _deadline,
}  # fmt: skip
