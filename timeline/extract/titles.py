"""The title a calendar would show: canonical, at most 24 characters, never a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from timeline.articles import Article
from timeline.events import Person
from timeline.extract.draft import Draft
from timeline.extract.places import bodies_in
from timeline.extract.sentences import clauses, mask
from timeline.extract.words import triggers
from timeline.pages.joints import words
from timeline.text import fold

LONGEST = 24
_BULLETS = " 　▲△●○■□◆◇★☆※·•▼▶►"
_HOLDING = re.compile(
    r"(?:组织|主持|联合|成功|隆重|集中|正式)?(?:召开|举行|举办|开展|组织开展|召集|承办|开设|启动)(?:了|的)?"
)
_SAYS = re.compile(
    r"(?:上|时)?(?:强调|指出|要求|提出|表示|透露)[:：]?$|纪实$|侧记$|综述$|(?:火热|顺利|圆满|隆重|成功)(?=举行|召开|开幕)"
)
_CLUTTER = re.compile(
    r"^(?:的|了|在|于|由|将|又|还|也|并|并且|并就|及时|立即|随即|相继|先后|分别|正式|成功|隆重|专门|再次|共同|牵头|组织|联合|一年一度的|首次|为期[^，,的]{1,5}的|全面)+"
)
_THEME = re.compile(
    r"^(?:了)?(?:一次|一场|一期|首场|首次|一系列)?以[“\"「《][^”\"」》]{1,40}[”\"」》]为(?:主题|题|载体|主线|契机)的"
)
_LEAD_WORDS = re.compile(
    r"^(?:图为|时分|一大?早|清晨|当[天日晚](?:上午|下午|晚上)?|连日来|在[^，,。；;]{2,20}(?:会|仪式|典礼|活动)上[，,]|正值[^，,。]{2,10}[，,]|会议(?:明确|决定)|(?:据)?(?:新华社|中新社|人民日报)[^，,。]{0,10}?电|记者(?:在|从)[^，,。]{2,16}?(?:看到|发现|见到)|总投资[\d.]+[万亿]元的|该(?:区|县|市|局|镇|乡|街道|公司|校|院|村|中心)(?:还|也|将)?|记者[^，,。]{0,20}?(?:获悉|了解到|得知)|据[^，,。]{2,10}(?:介绍|透露|统计)|本报讯(?:[（(][^）)]*[）)])?|坚持|实行|落实|目前|截至目前|据了解|据介绍|同时|其中|此外|另外|今年|届时|会上|随后|一是|二是|三是|四是|五是|六是|七是|八是|一要|二要|三要|四要|五要|第[一二三四五六七八九]|[一二三四五六七八九]、|会议要求|会议强调|会议指出|他要求|她要求|他强调|此次活动|活动中|并|要|将|力争|计划|预计|确保|争取|务必|必须|加快|到|在|通过|还将|按照要求|也|再|又|;|；|，|,|:|：|。)+"
)


def title_of(draft: Draft, article: Article, people: Sequence[Person], place: str, body: str = "") -> str:
    """The title of a draft; ``people`` are those who took part, ``body`` who held it."""
    if draft.whole is not None:
        return title_of(draft.whole, article, people, place, body)
    if draft.type == "deadline" or draft.rule in ("recurring duty", "dated clause"):
        return shorten(_clause_title(draft))
    if draft.type == "inspection":
        visit = _visit(draft, people, place)
        if visit:
            return shorten(visit)
    if draft.hit and draft.hit.word in ("专访", "采访") and people:
        return f"{people[0].name}接受{draft.hit.word}"
    opening = draft.rule.startswith(("lead", "undated", "after a scene")) and draft.sentence.section < 0
    headline = _unled(_headline(draft, article), people) if opening else ""
    phrase = _phrase(draft, body)
    # A noun phrase that says which meeting it was is better than a headline that says what it wants.
    specific = draft.hit is not None and len(phrase) >= len(draft.hit.word) + 4
    if specific and draft.hit and (draft.hit.word not in headline or len(headline) > LONGEST):
        return shorten(phrase)
    if headline and not phrase and _is_slogan(headline, draft):
        clause = _clause_title(draft)
        headline = clause if len(clause) >= _TELLING else headline
    return shorten(headline or phrase or _clause_title(draft))


# A clause shorter than this tells less than a slogan does.
_TELLING = 8


def _is_slogan(headline: str, draft: Draft) -> bool:
    """一粒种子的“身份证”: a headline that has next to no word of the sentence that proves the happening."""
    han = re.sub(r"[^\u4e00-\u9fff]", "", headline)
    pairs = {a + b for a, b in pairwise(han)}
    return sum(pair in draft.sentence.text for pair in pairs) < 3


def _unled(headline: str, people: Sequence[Person]) -> str:
    """县委书记某某主持召开县委常委会 → 县委常委会: who led a meeting is no part of its name."""
    for person in people:
        at = headline.find(person.name)
        rest = headline[at + len(person.name) :]
        if 0 <= at <= 12 and rest.endswith("会") and len(rest) >= 4:
            return re.sub(r"^(?:出席|参加|主持|并|召开|举行)+", "", rest)
    return headline


def _visit(draft: Draft, people: Sequence[Person], place: str) -> str:
    names = [person.name for person in people if person.role in ("inspector", "chair")]
    verb = draft.hit.word if draft.hit and draft.hit.form == "verb" else "调研"
    verb = (
        re.sub(r"(?:看望|走访)?慰问", "慰问", verb) if "慰问" in verb else "检查" if "检查" in verb else verb
    )
    if not names or not draft.hit:
        return ""
    who = "、".join(names[:2]) if len("、".join(names[:2])) <= 9 else names[0]
    told = _OF_WHAT.search(draft.sentence.text, draft.start)
    topic = (told[1] if told else "") or place or _topic(draft)
    return f"{who}{verb}{topic}" if topic else ""


# 对全县校舍安全工程进展情况进行视察: what was looked at says more than where.
_OF_WHAT = re.compile(
    r"(?:就|对|围绕)(?:全[市县区镇乡省州旗盟])?([^，,。；;]{3,16}?)(?:工作)?(?:进展|落实|开展|推进|建设|实施)?(?:等)?(?:情况)?(?:进行|开展|作)(?:了)?"
    r"(?:实地|专题|集中|现场|专项)?(?:调研|视察|检查|督查|督导|考察|巡查)"
)


def _topic(draft: Draft) -> str:
    assert draft.hit
    after = draft.sentence.text[draft.hit.end :]
    match = re.match(r"了?([^，,。；;、]{2,16}?)(?:工作|情况|等工作|建设|项目|[，,。；;、])", after)
    return match[1] if match else ""


def _headline(draft: Draft, article: Article) -> str:
    """The headline line that names the happening, without its verb of holding; ``""`` if none does."""
    lines = [_SAYS.sub("", line.strip("—-─―– ")) for line in article.headline.split() if len(line) >= 5]
    best, score = "", 1 if draft.hit and draft.hit.form == "noun" else 0
    for line in lines:
        worth = _worth(line, draft)
        if worth > score:
            best, score = _unheld(line), worth
    return best


def _worth(line: str, draft: Draft) -> int:
    """How well a headline line names the draft: its trigger, a body that acts, a length that fits, shared words."""
    plain = fold(mask(line))
    word = draft.hit.word if draft.hit else ""
    trigger = bool(triggers().noun.search(plain) or plain.endswith("会"))
    acts = bool(triggers().verb.search(plain))
    actor = bool(bodies_in(re.split(_HOLDING, plain)[0][:12])) or any(
        len(p) >= 3 and p in draft.sentence.plain for p in (plain[:3], plain[:4])
    )
    shared = any(a + b in draft.sentence.text for a, b in pairwise(line))  # a deck of slogans shares nothing
    cited = bool(re.search(r"精神|传达|主持$", plain)) and draft.type == "meeting"
    return (
        -3 * cited
        + 2 * (bool(word) and word in plain)
        + (trigger and shared)
        + (acts and shared)
        + 2 * actor
        + (6 <= len(line) <= LONGEST + 4)
    )


def _unheld(line: str) -> str:
    """示范区召开工作会议 → 示范区工作会议; 大会在县城举行 → 大会."""
    verb = _HOLDING.search(line)
    title = line[: verb.start()] + line[verb.end() :] if verb and verb.end() < len(line) else line
    title = re.sub(r"（(?:组|多)?图(?:文)?）$|\((?:组|多)?图(?:文)?\)$", "", title)
    title = re.sub(r"(?:在[^，,]{2,20})?(?:成功|隆重|顺利|圆满)?(?:举行|召开|举办|开幕|启动)$", "", title)
    return _SOON.sub("", title) if len(title) > 8 else title


# The date that a headline puts before its verb: 双向选择洽谈会昨开幕.
_SOON = re.compile(r"(?:[昨今明](?:日|天|晚|起)?|近日|日前|将(?:于)?)$")


def _phrase(draft: Draft, body: str) -> str:
    """Body and noun phrase of the proving sentence: 示范区 + 安全生产紧急工作会议."""
    hit, row = draft.hit, draft.sentence
    if hit is None or hit.form == "verb":
        return ""
    phrase = _clean(row.text[hit.phrase : hit.end].strip(_BULLETS))
    phrase = _after_date(draft, phrase)
    if not body or phrase.startswith(body[:2]) or body in phrase:
        body = ""
    return _fitted(body, phrase)


def _fitted(body: str, phrase: str) -> str:
    """Body and phrase within the limit: the theme goes first, then the county, then the phrase's own beginning."""
    if len(body + phrase) > LONGEST:
        phrase = re.sub(r"(?:以)?[“\"][^”\"]{6,}[”\"](?=(?:为)?主题)", "", phrase)
    if len(body + phrase) > LONGEST and re.match(r"[\u4e00-\u9fff]{2,4}[县市区旗].{3,}", body):
        body = re.sub(r"^[\u4e00-\u9fff]{2,4}[县市区旗]", "", body, count=1)
    room = LONGEST - len(body)
    if len(phrase) > room >= 8:
        tail = phrase[next((edge for edge in word_edges(phrase) if len(phrase) - edge <= room), -room) :]
        edge = re.match(r"^.{0,6}?(?:的|、|”|》|暨)", tail)
        phrase = tail[edge.end() :] if edge and len(tail) - edge.end() >= 6 else tail
    return body + phrase


def word_edges(text: str) -> list[int]:
    """Where words of ``text`` begin, read from the left, the longest known word first."""
    edges, position = [], 0
    while position < len(text):
        edges.append(position)
        known = (n for n in (4, 3, 2) if text[position : position + n] in words().whole)
        position += next(known, 1)
    return edges


def _after_date(draft: Draft, phrase: str) -> str:
    if draft.timex and draft.timex.text in "".join(phrase.split()):
        return _clean(phrase[phrase.find(draft.timex.text) + len(draft.timex.text) :].lstrip("，,在"))
    return phrase


def _clean(phrase: str) -> str:
    phrase = re.sub(r"将(?:于|在)?", "", _THEME.sub("", phrase), count=1)
    phrase = re.sub(r"^.{0,12}?为(?:主题|题)的", "", phrase)
    return _CLUTTER.sub("", phrase).strip("，,。：: ")


# 由甲局、乙局联合主办的文艺汇演在图书馆举行: what was held, not who held it.
_HELD_BY = re.compile(
    r"由[^。；;]{2,90}?(?:主办|承办|举办|协办|组织|发起|指导)的([^，,。；;]{4,40}?)(?=将|在|于|正式|成功|隆重|圆满|举行|启动|开幕|落幕|拉开|上演|开赛|[，,。])"
)


def _clause_title(draft: Draft) -> str:
    """The clause that says what was reached or is due, without its date and its lead words."""
    row = draft.sentence
    told = _told_by_verb(draft)
    if told:
        return told
    held = _HELD_BY.search(row.text, draft.start, draft.end)
    if held:
        return _fitted("", held[1])
    text = row.text[draft.start : draft.end]
    if draft.timex:
        a = draft.timex.span.start - row.span.start - draft.start
        b = draft.timex.span.end - row.span.start - draft.start
        before, after = text[: max(a, 0)], text[max(b, 0) :]
        text = _joined(before, after)
    return _LEAD_WORDS.sub("", text.strip(_BULLETS)).strip("，,。；;：: ")


def _told_by_verb(draft: Draft) -> str:
    """某法庭法官带着书记员，来到村里，就地开庭审理…: the clause of the trigger, where it stands far behind the date."""
    hit, row = draft.hit, draft.sentence
    if (
        hit is None
        or hit.form != "verb"
        or hit.rank < 2
        or draft.timex is None
        or draft.rule.startswith("dated clause")
    ):
        return ""
    parts = [
        (a, b)
        for a, b in clauses(row.plain)
        if a >= draft.start and b > draft.timex.span.end - row.span.start
    ]
    mine = next((i for i, (a, b) in enumerate(parts) if a <= hit.start < b), 0)
    if mine < 2:
        return ""
    a, b = parts[mine]
    clause = _LEAD_WORDS.sub("", row.text[a:b].strip(_BULLETS)).strip("，,。；;：: ")
    return clause if 8 <= len(clause) <= LONGEST else ""


def _joined(before: str, after: str) -> str:
    """The clause after the date, led by its subject where that stands before the date."""
    clause = re.split(r"[，,；;]", before.rstrip("，, "))[-1]
    clause = "" if _PURPOSE.match(clause) else clause
    subject = _LEAD_WORDS.sub("", _MODAL_END.sub("", clause))
    object_ = _LEAD_WORDS.sub("", after.strip("，, "))
    first = [object_[a:b] for a, b in clauses(fold(mask(object_)))][:3]
    while len(first) > 1 and re.match(r"随着|伴随着?|记者|在[^，,]{2,24}[，,]$", first[0]):
        first = first[1:]
    if len(first) > 1 and re.search(r"[^，,]{4,}(?:时|后|之际|期间|以来|过程中)[，,]$", first[0]):
        first = first[1:]  # 民警执勤时，查获…
    rest = first[0].rstrip("，,；;：: 。") if first else ""
    if len(rest) < 6 and len(first) > 1:
        rest = f"{rest}{first[1]}".strip("，,；;。 ")
    if len(rest) < 9 and not subject:
        subject = _thing_before(before)
    whole = f"{subject}{rest}" if len(subject) <= 14 else rest or subject
    return re.sub(r"(?:截止)?(?:时间|日期)(?:为|是|:|：)$", lambda m: "截止" if "截止" in m[0] else "", whole)


# 为检验成效，10月29日，学院邀请…: why it was done is not who did it.
_PURPOSE = re.compile(r"(?:为(?!期)|因|随着|由于|按照|根据|经|据|受|应)[^，,]{3,}$")
_MODAL_END = re.compile(r"(?:预计|计划|力争|争取|确保|将|要|须|需|于|在|拟)+$")


def _thing_before(before: str) -> str:
    """What 预计年底全部建成通车 speaks of: the noun that ends the clause before it."""
    parts = [part for part in re.split(r"[，,；;]", _MODAL_END.sub("", before).rstrip("，, ")) if part]
    if not parts:
        return ""
    noun = re.split(r"的|推进|实施|加快|建设好|抓好|完成|对|将|把|了", parts[-1])[-1]
    return noun if 2 <= len(noun) <= 14 else ""


def shorten(title: str, longest: int = LONGEST) -> str:
    """``title`` cut to ``longest`` characters at a mark, an 、 or the last 的, never inside brackets or quotation marks."""
    title = "".join(title.split()).strip("，,。；;：:、")
    if len(title) <= longest:
        return title
    for mark in ("，", ",", "；", "：", "、", "暨", "并", "和", "及"):
        cut = title.rfind(mark, 8, longest + 1)
        if cut > 0 and _balanced(title[:cut]):
            return title[:cut]
    shorter = re.sub(r"《[^》]*》|（[^）)]*）|\([^)]*\)", "", title)
    if 6 <= len(shorter) <= longest:
        return shorter
    last = max((edge for edge in word_edges(title[: longest + 4]) if edge <= longest), default=longest)
    return _unbroken(title[: last if last >= longest - 3 else longest])


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("“”", "《》", "（）", "()"))


def _unbroken(text: str) -> str:
    while text and not _balanced(text):
        cut = max(text.rfind(mark) for mark in "“《（(")
        if cut < 6:
            return text.translate(str.maketrans("", "", "“”《》（）()"))
        text = text[:cut]
    return text
