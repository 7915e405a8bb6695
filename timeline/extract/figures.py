"""Printed counts with what they count: 发放宣传单200份 → 宣传单, 200, 份."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.events import Figure
from timeline.extract.sentences import Sentence

_UNIT = (
    "平方公里|平方米|立方米|公里|公斤|公顷|千克|千瓦|人次|台次|辆次|批次|车次|件次|户次|"
    "[个人名份条块场次元亩米吨户家项件台辆套册棵株期处支本幅面张座栋盏头只斤床路批篇艘盘箱瓶具对组所例起顶把门间位部枚种层眼孔升度]"
)
_COUNT = re.compile(
    rf"(?<![\d.第—-])(\d+(?:\.\d+)?)((?:余|多)?(?:万|亿|千|百)?(?:余|多)?(?:{_UNIT}))(?!月|年|日|号|%|级|线|届)"
)
# Where the thing counted begins: after a verb, a mark or a word of degree.
_EDGE = re.compile(
    r".*(?:[,，、。；;：:\"“”()（）]|制订|制定|出台|建设|选择|打造|入选|涂白|推出|选址|引导|组建|聘请|慰问|召开|举办|开展|参与|发放|展出|设置|设立|悬挂|解答|接待|接受|张贴|收集|收到|清理|出动|整改|排查|查处|投入|争取|种植|栽植|征集|走访|慰问|"
    r"新建|改造|硬化|募集|捐赠|筹集|救助|受理|提供|配备|征求|发出|安排|下发|吸引|覆盖|惠及|培训|建立|播放|制作|印制|征收|列支|涉及|整合|发现|"
    r"派出|抽调|邀请|评选出|产生|表彰|采纳|签订|签约|拆除|扣押|执结|拘传|粉刷|修建|铺设|安装|生产|收割|完成|建成|实现|确定|筛选|奖励|兑现|"
    r"共|已|累计|达|超过|突破|近|约|为|有|了|的|和|及|与|并|还|各|将|由|全|其中|目前|截至|占地|总计|共计|达到|带动|引进|新增|转发|跟帖|评论)"
)
_TAIL = re.compile(
    r"(?:共|已|约|达|超过|近|为|累计|了|总计|的|有|共计|达到|逾|到|突破|实现|完成|投入|增加|增长|共有|合计|多达|各|折合人民币)+$"
)
_THING = re.compile(
    r"(?:[\u4e00-\u9fff]|“[^”]{1,12}”){1,14}?(?=[,，、。；;：:（(]|和|及|与|进行|参加|参与|参赛|到|在|被|均|已|共|$)"
)


# What is only planned is no figure of what was done.
_AHEAD = re.compile(r"力争|预计|到20\d\d年|年底前|将(?:新增|建成|达到|投入)")


def figures(rows: Sequence[Sentence], limit: int = 12) -> list[Figure]:
    """The counts printed in ``rows``, in order, at most ``limit``; one said twice counts once."""
    found: list[Figure] = []
    for row in rows:
        if _AHEAD.search(row.plain):
            continue
        for figure in figures_in(row.folded, row.text):
            if all((figure.value, figure.unit) != (old.value, old.unit) for old in found):
                found.append(figure)
    return found[:limit]


def figures_in(folded: str, text: str) -> list[Figure]:
    """The counts of one stretch of text; ``text`` is the printed form of ``folded``, of equal length."""
    found = []
    last = 0
    for match in _COUNT.finditer(folded):
        # 总投资20亿元的项目: a measure of one thing named, not a count of what was done.
        if folded[match.end() : match.end() + 1] == "的":
            last = match.end()
            continue
        what = _thing(folded, text, match, last)
        last = match.end()
        if what:
            found.append(Figure(what=what, value=float(match[1]), unit=text[match.start(2) : match.end(2)]))
    return found


def _thing(folded: str, text: str, match: re.Match[str], last: int) -> str:
    """What is counted: the noun before the number (宣传展板40块), else the one after it (200份宣传单)."""
    lead = folded[max(last, match.start() - 24) : match.start()]
    bare = _TAIL.sub("", lead)
    edge = _EDGE.match(bare)
    start = match.start() - len(lead) + (edge.end() if edge else 0)
    before = text[start : match.start() - len(lead) + len(bare)]
    if before.endswith("等"):
        return ""
    if 2 <= len(before) <= 14 and re.fullmatch(r"[\u4e00-\u9fff“”\"A-Za-z]+", before):
        return before.strip('“”"')
    after = _THING.match(folded, match.end())
    thing = text[match.end() : after.end()] if after else ""
    return thing if len(thing) >= 2 or thing in ("村", "户", "人", "镇", "校") else ""
