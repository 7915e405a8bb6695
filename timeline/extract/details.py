"""What each type of event has of its own: agenda, sites, figures, materials, winners …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from timeline.events import Figure
from timeline.extract.drafts import Draft
from timeline.extract.places import visited
from timeline.extract.sentences import Sentence, clauses
from timeline.numerals import to_int

_AGENDA = re.compile(
    r"^(?:会议)?(?:还|并|同时|分别|先后|集中|认真|专题|重点|共同|进一步|现场|全面|会上|深入)*(?:传达|学习|听取|研究|审议|通报|部署|安排|贯彻|总结|观看|宣读|表彰|讨论|推进|明确|通过|解读|分析|回顾|动员|签订|宣布|提出|建立|组织学习|就|对|围绕|审查|协商|选举|表决|交流|观摩|启动|印发|落实)"
)
_NUMBERED = re.compile(
    r"(?:^|[，。；：:;,])(?:第?[一二三四五六七八九十]{1,2}(?:是|要|、|，)|第[一二三四五六七八九十]，)"
)
_DEMANDS = re.compile(
    r"(?:会议|大会|[\u4e00-\u9fff]{2,4}|他|她)(?:在[^，,。]{0,12})?(?:指出|强调|要求|提出|表示)[，,：:]?"
)
_NUMBER = r"(\d+(?:\.\d+)?|[一二三四五六七八九十百千两]{1,5})"
_UNITS = "(?:万|亿|千|百)?(?:余|多)?(?:个|人次|人|名|份|条|块|场|次|元|亩|公里|米|平方米|立方米|平方公里|吨|公斤|户|家|项|件|台|辆|套|册|棵|株|期|处|支|本|幅|面|张|座|栋|盏|公顷|头|只|斤|千瓦|床|路|批|篇|艘|盘|箱|瓶|具|对|组|届|所|例|起|顶|把|门|间|万|位|期|部|枚|种|层|眼|孔|千克|升|度)(?:(?:项目|问题|村|企业|案件)(?=[，,。；;、]))?"
_FIGURE = re.compile(
    rf"([\u4e00-\u9fff“”]{{2,24}}?)(?:已|共|约|达|超过|近|为|累计|了|总计|的|有|共计|达到|逾|到|突破|实现){{0,3}}{_NUMBER}((?:余|多|万|亿|千|百){{0,3}}{_UNITS})"
)
_BEFORE_FIGURE = re.compile(
    r"^.*(?:共|累计|发放|展出|设置|悬挂|解答|接待|张贴|收集|清理|出动|整改|排查|检查|查处|投入|争取|完成|种植|栽植|组织|开展|参与|参加|征集|走访|慰问|举办|建成|新建|改造|硬化|募集|捐赠|筹集|救助|受理|接受|提供|配备|征求|发出|和|及|了|、|，|安排|下发|达|吸引|覆盖|惠及|培训|建立|设立|播放|制作|印制|悬挂宣传)(?=[\u4e00-\u9fff“”]{2,})"
)
_MATERIAL = re.compile(r"《[^《》\n]{2,60}》")
_THEME = re.compile(
    r"(?:以|主题(?:为|是)|围绕|题为|开展(?:了)?(?:以)?)[“\"「]([^”\"」]{2,60})[”\"」](?:为主题|为题)?|以[“\"「]([^”\"」]{2,60})[”\"」]为(?:主题|载体|题)"
)
_WINNER = re.compile(
    r"([\u4e00-\u9fff·（）()、0-9A-Za-z]{2,40}?)(?:分别|最终|代表队|分获|队)*(?:夺得|荣获|获得|获|摘得|斩获|夺|勇夺|捧得|赢得|喜获)[^，,。；;]{0,12}?(?:冠军|第一名|一等奖|二等奖|三等奖|特等奖|金奖|亚军|季军|桂冠|团体)"
)
_AMOUNT = re.compile(
    rf"(总投资|投资|资金|面积|长度|全长|产值|收入|总建筑面积|占地)[^，,。；;\d]{{0,6}}{_NUMBER}((?:余|多|万|亿|千){{0,3}}(?:元|平方米|公里|米|亩|吨|平方公里))"
)


def _value(numeral: str) -> float | None:
    """12, 3.5 or 三十 as a number."""
    if re.fullmatch(r"\d+(?:\.\d+)?", numeral):
        return float(numeral)
    whole = to_int(numeral)
    return None if whole is None else float(whole)


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
    """The clauses that say what the meeting did: after the convening clause, and in 会议传达了…, 会上….."""
    items: list[str] = []
    for row in rows[:8]:
        if row is not draft.sentence and not re.match(r"(?:会议|会上|大会|与会)[^要强指]{0,3}", row.plain):
            continue
        after = draft.hit.end if row is draft.sentence and draft.hit else 0
        open_item = False
        for a, b in clauses(row.plain):
            piece = row.plain[a:b]
            if a < after and row is draft.sentence:
                continue
            text = row.text[a:b].rstrip("，,；;。：: ")
            if re.search(
                r"(?:参加|出席|列席|主持|讲话|陪同)(?:了)?(?:会议|此次会议|大会|推进会|活动|并讲话)?$|会议(?:要求|强调|指出)",
                text,
            ):
                open_item = False
            elif _AGENDA.match(piece) and len(text) >= 5:
                items.append(re.sub(r"^(?:会议|会上，?)", "", text))
                open_item = True
            elif (
                open_item
                and row.plain[a - 1 : a] in "，,"
                and len(text) > 3
                and items
                and not piece.startswith("这")
            ):
                items[-1] += row.text[a - 1 : a] + text
    return items[:12]


def _requirements(rows: Sequence[Sentence]) -> list[str]:
    """Numbered demands (一要…, 二是…) and, without numbers, the sentences led by 会议要求."""
    found: list[str] = []
    for row in rows:
        marks = [
            m.end() if m[0][0] not in "，。；：:;," else m.start() + 1 for m in _NUMBERED.finditer(row.plain)
        ]
        starts = [m.start() + (m[0][0] in "，。；：:;,") for m in _NUMBERED.finditer(row.plain)]
        if starts:
            ends = [*starts[1:], len(row.text)]
            found += [row.text[a:b].strip("，,；;。 ") for a, b in zip(starts, ends, strict=True)]
        elif _DEMANDS.match(row.plain) and not marks:
            text = row.text[_DEMANDS.match(row.plain).end() :].strip("，,。：: ")  # type: ignore[union-attr]
            if len(text) > 4:
                found.append(text)
    return found[:40]


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
    return {"inspectors": leaders, "sites": _finest(sites), "requirements": _requirements(rows)}


def _finest(sites: list[str]) -> list[str]:
    """Where both a township and places inside are named, the places are the sites."""
    return sites[1:] if len(sites) > 2 and re.search(r"(?:镇|乡|街道|县|市|区)$", sites[0]) else sites


def figures(rows: Sequence[Sentence], limit: int = 12) -> list[Figure]:
    """Printed counts with what they count: 发放宣传单200份 → 宣传单, 200, 份."""
    found: list[Figure] = []
    for row in rows:
        for match in _FIGURE.finditer(row.folded):
            value = _value(match[2])
            what = _BEFORE_FIGURE.sub("", match[1]).strip("“”的了")
            if value is not None and 2 <= len(what) <= 16 and not re.search(r"[年月日第]$", match[1]):
                found.append(
                    Figure(
                        what=row.text[match.start(1) : match.end(1)][-len(what) :]
                        if what in match[1]
                        else what,
                        value=value,
                        unit=match[3],
                    )
                )
    return found[:limit]


def _theme(draft: Draft, rows: Sequence[Sentence]) -> str:
    for row in rows[:8]:
        match = _THEME.search(row.text) or re.search(r"主题为[“\"]([^”\"]{2,60})", row.text)
        if match:
            return next(group for group in match.groups() if group)
    if draft.hit:
        quoted = re.search(r"[“\"]([^”\"]{2,30})[”\"]", draft.sentence.text[draft.hit.phrase : draft.hit.end])
        return quoted[1] if quoted else ""
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
    learners = re.search(
        r"([^，,。；;]{2,24}?(?:\d+|[一二三四五六七八九十百千]+)?(?:余|多)?(?:名|人|位)?[^，,。；;]{0,12}?)(?:参加|接受)了?(?:此次|本次)?(?:集中)?(?:培训|学习|讲座|会议|活动)",
        " ".join(row.text for row in rows[:4]),
    )
    return {"materials": materials[:20], "learners": [learners[1].strip()] if learners else []}


def _contest(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    winners: list[str] = []
    for row in rows:
        winners += [
            re.sub(r"^(?:最终|经过[^，,]*|其中|由)", "", m[1]).strip("，、")
            for m in _WINNER.finditer(row.text)
        ]
    return {"theme": _theme(draft, rows), "contestants": [], "winners": winners[:10]}


def _ceremony(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    return {"officiants": [name for name, role in people if role in ("chair", "speaker", "organizer")]}


def _milestone(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    row = draft.sentence
    part = row.folded[draft.start : draft.end]
    amounts = [
        Figure(what=m[1], value=v, unit=m[3])
        for m in _AMOUNT.finditer(part)
        if (v := _value(m[2])) is not None
    ]
    project = re.search(
        r"([\u4e00-\u9fffA-Za-z0-9“”（）()]{2,24}?(?:工程|项目|大桥|公路|高速|铁路|基地|产业园|园区|中心|水库|学校|医院|线路|隧道|机场))",
        row.text[draft.start : draft.end],
    )
    return {"project": project[1] if project else "", "amount": amounts[:4]}


def _deadline(
    draft: Draft, rows: Sequence[Sentence], people: list[tuple[str, str]], bodies: list[str]
) -> dict[str, Any]:
    from timeline.extract.titles import shorten

    row = draft.sentence
    after = row.text[(draft.timex.span.end - row.span.start) if draft.timex else draft.start : draft.end]
    task = after.strip("，,。；;：: ")
    return {"task": shorten(task, 60), "responsible": bodies[:3]}


_TABLE = {
    "meeting": _meeting, "inspection": _inspection, "campaign": _campaign, "study": _study,
    "contest": _contest, "ceremony": _ceremony, "milestone": _milestone, "deadline": _deadline,
}  # fmt: skip
