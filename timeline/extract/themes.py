"""What a campaign or a contest is called, who won it, who learned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.extract.draft import Draft
from timeline.extract.sentences import Sentence

_THEME = re.compile(
    r"(?:主题(?:为|是)|题为|开展(?:了)?以?)[“\"「]([^”\"」]{2,60})[”\"」]|以[“\"「]([^”\"」]{2,60})[”\"」]为(?:主题|载体|题|主线)"
)
_SLOGAN = re.compile(
    r"[“\"]([^”\"]{2,30})[”\"][^，,。；;“”\"]{0,12}(?:活动|行动|比赛|大赛|竞赛|展览|书画展|图片展|摄影展|赛|节(?!约|奏|能)|宣传|征文|创建|演出|晚会|灯会|义诊|义卖|汇演|会演|展演|歌会|征集|招聘|诵读|比武|运动会|春晚|庙会|社火)|[“\"]([^”\"]{2,16}(?:行动|活动))[”\"]"
)


def theme(draft: Draft, rows: Sequence[Sentence]) -> str:
    """What the happening is said to be about, or the slogan that names it; ``""`` if nothing is."""
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


_LEARNS = re.compile(
    r"(?:^|[，,。；;])([^，,。；;]{2,40}?)(?:聆听|参加|接受|聆听了|参加了|接受了|听取)(?:此次|本次|了|集中)?(?:培训|学习|讲座|会议|活动|报告|宣讲|党课|报告会|学习会|集中学习会|辅导|专题)"
)
_FOR = re.compile(
    r"(?:为|给|向|对)([^，,。；;]{2,24}?(?:师生|学生|员工|职工|党员|干部|群众|学员|居民|村民|教师|队员))(?:们)?(?:上|讲|作|授|开展|进行)"
)


_GATHERED = re.compile(
    r"组织((?:全体|部分|[0-9]+(?:余|多)?名)?[^，,。；;]{1,16}?(?:员|部|工|生|师|众|民|女|人))(?:们)?(?:集中|重新|系统|专题)?(?:学习|培训|观看|参加)"
    r"|((?:来自[^，,。；;]{2,14}的)?[0-9]+(?:余|多)?名[^，,。；;]{1,12}?)(?:们)?(?:参加|受益|参训|结业)"
)


def learners(rows: Sequence[Sentence]) -> list[str]:
    """Who took part in the lesson, as printed; at most one."""
    for row in rows[:5]:
        for pattern in (_LEARNS, _FOR, _GATHERED):
            if match := pattern.search(row.plain):
                number = match.lastindex or 1
                name = row.text[match.start(number) : match.end(number)]
                return [re.sub(r"(?:共|等)[0-9]+(?:余|多)?[名人位].*$", "", name)]
    return []


_WON = re.compile(
    r"(?:获得?|分获|夺得|荣获|摘得|斩获|勇夺|捧得|捧走|赢得|喜获|夺取|包揽)[^，,。；;]{0,14}?(?:冠军|季军|亚军|[前第][一二两三]名|[特一]等奖|金奖|桂冠|头名|头奖|团体第一|个人第一|个人全能)"
    r"|夺冠|折桂|夺魁|拔得头筹|技压群芳|一举夺魁"
)
_FILLER = re.compile(
    r"^(?:最终|经过[^，]*|其中|由|来自[^的]{1,12}的|经[^，]{2,10})|(?:分别|最终|一举|分获|家)$"
)


def winners(rows: Sequence[Sentence], people: Sequence[str]) -> list[str]:
    """Who won, as printed: the persons named before the prize, else the teams."""
    found: list[str] = []
    for row in rows:
        for match in _WON.finditer(row.plain):
            edge = max(row.plain.rfind(mark, 0, match.start()) for mark in ",，。；;:：")
            names = row.text[edge + 1 : match.start()]
            persons = [name for name in people if name in names]
            # 田洪贵以12分40秒夺冠, 储小泉的散文《…》获一等奖: the winner comes before how and with what.
            plain = re.split(r"以(?=[0-9《“作])|的[^，]{0,6}(?=《)|凭", _FILLER.sub("", names))[0]
            found += persons or [name for name in re.split(r"、|和", plain) if 2 <= len(name) <= 16]
    return list(dict.fromkeys(found))[:10]
