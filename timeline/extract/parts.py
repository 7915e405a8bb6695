"""Who took part in a draft's happening, for whom, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from timeline.events import Organization, Person
from timeline.extract.draft import Draft
from timeline.extract.people import Named
from timeline.extract.places import actor_place, bodies_in, cleaned, inside, located, venue, visited
from timeline.extract.sentences import Sentence
from timeline.extract.words import persons, sites

_ORDER = ("chair", "inspector", "speaker", "organizer", "attendee")
_JOINED = re.compile(r"^(?:、|和|及|与|以及|，|,)?$")
_ORGANIZED = re.compile(r"由([^，,。；;]{2,60}?)(?:联合)?(?:主办|举办|组织|牵头|发起|指导)")
_HOSTED = re.compile(r"[、，,和及]?([^，,。；;、]{2,30}?)(?:承办|协办)")
_THIS_BODY = re.compile(
    r"该(?:局|镇|乡|街道|县|区|市|村|社区|中心|办|校|院|公司|集团|委|所|站|企业|旗|厂|行)"
)
_TAKES_PART = re.compile(
    r"([^，,。；;]{2,80}?)(?:等)?(?:部门|单位)?(?:相关)?(?:负责人|负责同志|代表)?(?:参加|参展|参与|出席|一同)"
)


def draft_people(draft: Draft, named: Sequence[Named], rows: Sequence[Sentence]) -> list[Person]:
    """The people of a draft with their roles; ``rows`` are the sentences that belong to it, the proving one first."""
    found: dict[str, Person] = {}
    told = Counter(one.name for one in named)
    for row in rows:
        here = [n for n in named if row.span.contains(n.span) and not n.cited]
        for index, who in enumerate(here):
            role = _role(draft, row, here, index, told[who.name])
            if role:
                found[who.name] = _joined(found.get(who.name), who, role)
    return list(found.values())


# 今年3月，他被授予…: spoken of by a pronoun.
_PRONOUN = re.compile(
    r"(?:授予|追授|评为|表彰|任命|选举|推选|聘请)(?:他|她)(?!们)|(?:^|[，,；;：:。]|的)(?:他|她)(?!们|人|山|乡|说|告诉|介绍|表示|强调|指出|要求|认为|坦言|叮嘱|希望|建议|提出)"
)
_LEADS = re.compile(r"[^，,。；;]{0,24}?(?:主持|召开|组织召开)")


def antecedent(draft: Draft, named: Sequence[Named]) -> list[Person]:
    """Whom a pronoun in the draft's clause speaks of: the last person named before it in the article."""
    row = draft.sentence
    spoken = _PRONOUN.search(row.plain, draft.start, draft.end)
    here = row.span.start + (spoken.start() if spoken else 0)
    before = bisect_left(named, here, key=lambda one: one.span.start)
    who = next((one for one in reversed(named[max(0, before - 8) : before]) if not one.cited), None)
    if spoken is None or who is None:
        return []
    leads = draft.type == "meeting" and _LEADS.match(row.plain, spoken.end())
    role = "chair" if leads else "inspector" if draft.type == "inspection" else "attendee"
    return [Person(name=who.name, title=who.title, role=role)]  # type: ignore[arg-type]


def _joined(old: Person | None, who: Named, role: str) -> Person:
    """The same person met again: the longer office and the weightier role stay."""
    if old is None:
        return Person(name=who.name, title=who.title, role=role)  # type: ignore[arg-type]
    title = old.title if len(old.title) >= len(who.title) else who.title
    best = min((old.role, role), key=_ORDER.index)
    return Person(name=who.name, title=title, role=best)  # type: ignore[arg-type]


def _role(draft: Draft, row: Sentence, here: Sequence[Named], index: int, told: int) -> str | None:
    """What the words after a name (or after the list it stands in) say its bearer did; None: took no part.

    ``told`` is how often the article comes back to the person.
    """
    after = _after(row, here, index)
    lead = row is draft.sentence
    if re.match(r"[^，,。]{0,6}?告诉(?:记者|笔者)", after) and draft.type not in ("campaign", "milestone"):
        return None
    if _TALKS.match(after) and not lead:
        return _talker(draft, here[index], told)
    if draft.type == "inspection":
        return _inspection_role(row, here[index], after, lead)
    roles = persons().roles
    for role in ("chair", "speaker", "inspector", "attendee"):
        if roles[role].search(after[:40]):
            visits = role == "inspector" and draft.type not in ("campaign", "ceremony", "contest")
            return "attendee" if visits else role
    near = row.order - draft.sentence.order <= 6
    return "attendee" if lead or (near and draft.type != "deadline") else None


_TALKS = re.compile(r"[^，,。]{0,6}?(?:告诉|介绍|说(?!法)|表示|坦言|感慨|认为|透露|回忆|提醒|解释)")
_OFFICIAL = re.compile(
    r"(?:书记|主任|局长|长|主席|负责人|经理|委员|处|科|专家|工程师|总监|教授|院士|支书|干部|民警|法官|检察官|律师)$"
)


def is_talker(draft: Draft, who: Named) -> bool:
    """Whether a person is only quoted in the draft's sentence: 局长某某介绍，…"""
    row = draft.sentence
    return bool(
        re.match(
            r"[^，,。]{0,10}?(?:告诉|介绍|说(?!法)|表示|要求|强调|指出|透露|坦言)",
            row.plain[who.span.end - row.span.start :],
        )
    )


def _talker(draft: Draft, who: Named, told: int) -> str | None:
    """One who only speaks to the reporter: at a meeting a speaker, elsewhere a part only for those it is about."""
    if draft.type in ("meeting", "study"):
        return "speaker"
    # One whom the story comes back to is its subject, whatever the office.
    return None if _OFFICIAL.search(who.title) and told < 3 else "attendee"


def _inspection_role(row: Sentence, who: Named, after: str, lead: bool) -> str | None:
    roles = persons().roles
    joins = roles["attendee"].search(after[:14]) and not re.match(r"[^，,。]{0,6}(?:带领|率)", after)
    if joins:
        return "attendee"
    if lead:
        return (
            "inspector"
            if not re.search(
                r"(?:看望|慰问|走访)[^，,。]{0,20}$", row.plain[: who.span.start - row.span.start]
            )
            else "attendee"
        )
    if roles["inspector"].search(after[:24]):
        return "inspector"
    return "speaker" if roles["speaker"].search(after[:12]) else None


def _after(row: Sentence, here: Sequence[Named], index: int) -> str:
    """The words after the last name of the list that ``here[index]`` stands in, up to the next person."""
    last = index
    while last + 1 < len(here):
        gap = row.plain[here[last].span.end - row.span.start : here[last + 1].span.start - row.span.start]
        office = here[last + 1].title
        bare = gap[: len(gap) - len(office)] if office and gap.endswith(office) else gap
        if not _JOINED.match(bare):
            break
        last += 1
    start = here[last].span.end - row.span.start
    stop = here[last + 1].span.start - row.span.start if last + 1 < len(here) else len(row.plain)
    return row.plain[start:stop]


def draft_place(draft: Draft, rows: Sequence[Sentence], host: str = "") -> str:
    """Where it happened, as printed; ``""`` if the text does not say. ``host`` is whom the article is about."""
    for row in rows[:3]:
        start = draft.start if row is draft.sentence else 0
        end = draft.end if row is draft.sentence else len(row.plain)
        spot = _spot(draft, row, start, end)
        if spot and (name := cleaned(row.text[spot[0] : spot[1]])):
            return name
    if local := _where_it_is(draft, host):
        return local
    row = draft.sentence
    actor = actor_place(row.plain, draft.start, draft.end, clause=4)
    return cleaned(row.text[actor[0] : actor[1]]) if actor else ""


def _spot(draft: Draft, row: Sentence, start: int, end: int) -> tuple[int, int] | None:
    places = visited(row.plain, start, end) if row is draft.sentence or draft.type == "inspection" else []
    if draft.type == "inspection" and places:
        return places[0]
    held = venue(row.plain, start, end)
    if held or places:
        return held or places[0]
    if row is draft.sentence:
        named = _named_place(row, 0, end) if draft.type == "deadline" else None
        told = _scene(draft, row) or inside(row.plain, start, end) or located(row.plain, start, end)
        return told or named or actor_place(row.plain, _predicate_start(draft, row, start), end)
    return _pictured(row) or located(row.plain, 0, len(row.plain))


def _predicate_start(draft: Draft, row: Sentence, start: int) -> int:
    """Where the clause behind the date begins: 8月18日傍晚，沱口镇…."""
    if draft.timex is None or not row.span.contains(draft.timex.span):
        return start
    after = draft.timex.span.end - row.span.start
    ahead = row.plain[start : draft.timex.span.start - row.span.start].strip(",，")
    return start if len(ahead) > 2 else max(start, after)


_PLACE_NAME = re.compile(
    r"(?:^|[，,、；;]|其中)((?!各|全|本|该|其中)[\u4e00-\u9fff]{2,8}?(?:村|社区|镇|乡|街道|苏木|嘎查))(?=[、，,和要须将]|农贸市场|小学|中学)"
)
_PICTURED = re.compile(
    r"图为(?:[^，,。]{0,12}?在)?([\u4e00-\u9fff]{3,20}?(?:项目|工地|现场|车间|基地|小区|公园|广场|学校|医院|村|社区|中心|产业园|大棚|田间))"
)


def _named_place(row: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """甲村、乙村要在6月底前建成: the places that a clause gives a task."""
    match = _PLACE_NAME.search(row.plain, start, end)
    return match.span(1) if match else None


def _pictured(row: Sentence) -> tuple[int, int] | None:
    """图为某项目正在施工: what a photograph shows."""
    match = _PICTURED.search(row.plain)
    return match.span(1) if match else None


_SCENE = re.compile(
    rf"[，,]?(?:在[^，,。]{{2,12}}[下中里][，,])?(?:在)?((?:[\u4e00-\u9fff]|[()（）]){{2,24}}?(?:{sites().scenes}))"
    rf"(?=的|里|上|内|旁|边|一片|[,，]|门口|{sites().lively})"
)
# 县政府礼堂座无虚席: a sentence that opens with how it looks there, dated or not.
_LIVELY = re.compile(
    rf"((?:[\u4e00-\u9fff]|[()（）]){{2,24}}?(?:{sites().scenes}))(?:里|上|内)?(?:{sites().lively})"
)


def _scene(draft: Draft, row: Sentence) -> tuple[int, int] | None:
    """舂水县塔峰镇下坊村的脐橙喜获丰收: the place right after the date that the sentence opens with."""
    if draft.timex is None or not row.span.contains(draft.timex.span):
        opening = _LIVELY.match(row.plain, draft.start)
        return opening.span(1) if opening else None
    match = _SCENE.match(row.plain, draft.timex.span.end - row.span.start)
    return match.span(1) if match else None


def scene_of(drafts: Sequence[Draft]) -> str:
    """The one place that a feature plays at: where its opening scene is set; ``""`` where it has none."""
    main = next((draft for draft in drafts if draft.salience == "main"), None)
    spot = _scene(main, main.sentence) if main and main.hit is None else None
    return main.sentence.text[spot[0] : spot[1]] if main and spot else ""


# 该公园8月28日建成投用: a place that was named before.
_POINTS_BACK = re.compile(rf"(?:该|此|这[座条个所])({sites().pointed_at})")
_LOOKS_BACK = 600


def pointed_at(draft: Draft, told: str) -> str:
    """The place that 该公园 speaks of: the last one so called in ``told``, the article up to here; ``""``: none."""
    row = draft.sentence
    word = _POINTS_BACK.search(row.plain, draft.start, draft.end)
    if word is None:
        return ""
    before = re.sub(r"\s+", "", told[-_LOOKS_BACK:])
    named = re.finditer(
        rf"(?:^|[^\u4e00-\u9fff]|[的到在是对于])((?![该此这])[\u4e00-\u9fff]{{2,10}}?{word[1]})", before
    )
    return next((name for match in reversed(list(named)) if (name := cleaned(match[1]))), "")


def _where_it_is(draft: Draft, host: str) -> str:
    """A township or a village that acts is also where it acts."""
    names = [body.name for body in draft_bodies(draft, [draft.sentence], host)] + [draft.sentence.owner]
    return next((name for name in names if _LOCAL.search(name)), "")


_LOCAL = re.compile(r"(?:镇|乡|街道|村|社区|苏木|嘎查)$")


def draft_bodies(draft: Draft, rows: Sequence[Sentence], host: str = "") -> list[Organization]:
    """The bodies of a draft with their roles: subject, 由…主办, 承办, the section's own 该局.

    ``host`` is whom the article is about; it stands in where a later clause names nobody.
    """
    row = draft.sentence
    found: dict[str, str] = {}
    part = row.plain[draft.start : draft.end]
    for pattern, role in ((_ORGANIZED, "organizer"), (_HOSTED, "host")):
        for match in pattern.finditer(part):
            for name in bodies_in(match[1].rsplit("主办", 1)[-1]):
                found.setdefault(name, role)
    for name in _subjects(draft):
        found.setdefault(name, "organizer")
    owner = row.owner or host
    if not found and owner:
        found[owner] = "organizer"
    return [Organization(name=_printed(row, name), role=role) for name, role in found.items()]  # type: ignore[arg-type]


# Where a subject ends and its predicate begins.
_SUBJECT_END = re.compile(
    r"在|将|对|就|以|通过|围绕|为|组织|集中|进行|开展|联合(?=开展)|近日|日前|已|正|共|持续|积极|认真|多措|充分|按照|坚持|倾力|全力|全面|"
    r"深入|召开|举行|举办|主持|强化|推进|扎实|着力|加强|加大|力促|力争|大力|严格|主动|迅速|切实|不断|创新|紧扣|紧盯|聚焦|立足|结合|"
    r"把|从|因|采取|走好|掀起|制订|制定|建立|实施|启动|落实|发挥|打造|获|荣获|被|完成|实现|广泛|先后|陆续|继续|携手|牵头|邀请|参加|于"
)


def _subjects(draft: Draft) -> list[str]:
    row = draft.sentence
    start = draft.start
    stop = draft.hit.verb if draft.hit and draft.hit.verb >= start else draft.end
    piece = row.plain[start:stop]
    if draft.timex:
        a, b = draft.timex.span.start - row.span.start, draft.timex.span.end - row.span.start
        piece = row.plain[start:a] + "，" + row.plain[b:stop] if start <= a and b <= stop else piece
    if _THIS_BODY.search(piece) and row.owner:
        return [row.owner]
    names: list[str] = []
    for clause in re.split(r"[，,；;：:]", piece)[:6]:
        names += [name for name in bodies_in(_SUBJECT_END.split(clause)[0]) if name not in names]
        if names:
            break
    return names[:4]


def _printed(row: Sentence, name: str) -> str:
    """The name in the page's own widths."""
    at = row.folded.find(name)
    return row.text[at : at + len(name)] if at >= 0 else name
