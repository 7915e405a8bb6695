"""Whether a sentence speaks of what happened, goes on, lies ahead or is due."""

from __future__ import annotations

import datetime as dt
import re

from timeline.extract.dating import DAYS
from timeline.extract.sentences import Sentence
from timeline.extract.words import triggers
from timeline.timex import Timex

_AHEAD = re.compile(
    r"(?:预计|计划|拟|将|将于|定于|拟于|力争|争取|有望|预定|原定|安排在|初定|定在|要|时间为|时间:|时间：)(?:在|于|到|从|自)?$"
)


_WILL = re.compile(
    r"[，,]?[^，,。；;]{0,14}?(?:将(?![军来至近临])|要召开|要举行|拟|预计|计划|有望|即将|可望)"
)


_GOAL_AFTER = re.compile(
    r"(?:[^，,。；;]{0,8}[，,](?=争取|力争|确保))?[，,]?[^，,。；;]{0,36}?(?:力争|计划|确保|争取|预计|要(?![求素闻])|将(?![军至近临])|必须|务必|拟|力促|完成|实现|达到)"
)


# What is only begun next year is a plan, not a deadline.
_STARTING = re.compile(
    r"[，,]?[^，,。；;]{0,10}?(?:将|计划|拟|还将)[^，,。；;]{0,6}(?:开工|启动|投入|实施|开展|举办|推出|新建)(?![^，,。；;]{0,24}(?:完成|建成|达到|实现))"
)


# 明年3月动工, 本月底进场施工: a beginning is expected then, nothing is due.
_BEGUN = re.compile(
    r"[，,]?(?:将|可|就|正式|可望|有望|计划|预计|前后|左右)*[^，,。；;]{0,4}?(?:动工|开工|施工|进场|试生产|试运营|试运行|开学|开课|开播|上市|启程|起运|开镰|开园|开放|开售|公映)(?![^，,。；;]{0,12}(?:完成|建成|全部|到位))"
)


# 有效期届满30日前, 不享受明年的待遇: a rule, or what is denied.
_RELATIVE = re.compile(r"(?:届满|期满|之日起?|提前|直|一直|[不无未][^，,。；;]{1,3})(?:前)?$")
# 榨季预计到3月下旬结束: what ends then is nothing that is due.
_ENDING = re.compile(r"[，,]?(?:正式|全部)?(?:结束|收官|闭幕|落幕|收榨|谢幕)(?!报名)")


_DUE = re.compile(
    r"完成|实现|建成|达到|力争|确保|争取|突破|竣工|交付|投用|投入使用|到位|销号|清零|通车|完工|必须|务必|全部|全面"
)


# What is told with figures beside last year's has been reached; 2021年…招聘会将组织…: the year is part of a name.
_REACHED = re.compile(
    r"同比|环比|比(?:去年|上年)|较(?:去年|上年)|累计|已经?[完实达建超突]|[完实达建超突][成现到过破]了"
)
_DEMANDED = re.compile(r"将|要|力争|确保|争取|计划|预计|拟|目标|务必|必须")
_PAST_YEAR = re.compile(r"去年|上年|前年|往年|[会赛课考]前$|会后|(?:之|随|事)后")
_YEAR_OF_NAME = re.compile(r"[^，,。；;]{2,30}(?:会|赛|节|活动|展|论坛|班|周|月)(?:将|要|计划|拟|预计)")


_REACHED_THEN = re.compile(
    r"[，,]?[^，,。；;]{0,12}?(?:建成|竣工|投产|通车|完工|投用|投入使用|投运|封顶|开通|试生产|贯通)"
)


_CLOSING = re.compile(
    r"截止(?:时间|日期)?[^|，,。；;]{0,6}\||报名时间[^|]{0,4}\||有效期[^|]{0,4}\||\|(?:截止|止)"
)


def shuts(row: Sentence, timex: Timex) -> bool:
    """报名6月29日开始、7月17日结束: the last day of what people may apply for."""
    a, b = timex.span.start - row.span.start, timex.span.end - row.span.start
    if re.match(r"(?:截止|停止)(?:报名|申报|受理|征稿|投稿|缴费|登记)", row.plain[b:]):
        return True
    return bool(re.match(r"(?:结束|截止|关闭|止)", row.plain[b:])) and bool(
        re.search(r"报名|申报|征集|登记|预约|领取|报到|征稿|系统", row.plain[:a])
    )


def is_planned(row: Sentence, timex: Timex, issued: dt.date | None) -> bool:
    """Whether the sentence puts its date ahead: 将于, 定于, 预计 … 举行."""
    when = timex.when
    if issued and when and when.end and when.end[:10] < issued.isoformat() and timex.role != "deadline":
        near = row.plain[: timex.span.start - row.span.start][-5:]
        return bool(re.search(r"预计|计划", near))
    at = timex.span.start - row.span.start
    if _AHEAD.search(row.plain[max(0, at - 8) : at]):
        return True
    if issued and when and when.start and when.start[:10] > issued.isoformat():
        return True
    return bool(_WILL.match(row.plain[timex.span.end - row.span.start :][:26]))


def is_ongoing(row: Sentence, timex: Timex) -> bool:
    """Whether what ``timex`` dates is still going on."""
    when = timex.when
    if timex.role == "since" or (when is not None and when.edtf.endswith("/..")):
        return True
    return timex.text in triggers().lasting_words or bool(
        re.search(r"正在|火热进行|如火如荼|正紧张|正加紧", row.plain)
    )


def is_goal(row: Sentence, timex: Timex, planned: bool, issued: dt.date | None) -> bool:
    """Whether the expression says by when something is to be reached."""
    when = timex.when
    if when is None or timex.role in ("since", "asof", "after") or timex.kind in ("fuzzy", "set"):
        return False
    after = row.plain[timex.span.end - row.span.start :]
    if _PAST_YEAR.search(timex.text) or (when.precision == "year" and _YEAR_OF_NAME.match(after)):
        return False
    part = re.split("[。；;]", after, maxsplit=1)[0]
    if timex.role in ("point", "range") and _REACHED.search(part) and not _DEMANDED.search(part):
        return False
    a = timex.span.start - row.span.start
    if (
        re.match(r"[一二两三四五]+次|累计", after)
        or _RELATIVE.search(row.plain[max(0, a - 8) : a])
        or timex.text.startswith("第二天")
    ):
        return False
    if "工作日" in timex.text or (timex.text == "当年" and not goal_words(row, timex)):
        return False  # a rule, and a year told of
    if issued and when.end and when.end[:10] < issued.isoformat() and when.precision not in DAYS:
        return False
    if re.match(r"[^，,。；;]{0,20}?(?:是|比)(?:去年|上年|同期)", after):
        return False
    if timex.kind == "time" and not re.search(r"[日号天月]", timex.text):
        return False
    if (
        timex.role == "range"
        and when.precision in DAYS
        and issued
        and (when.end or "9")[:10] < issued.isoformat()
    ):
        return False
    if timex.role == "deadline":
        counted = timex.text.startswith(("截至", "截止")) and re.match(
            r"[，,][^，,。；;]{0,20}?(?:已|共|累计|连续)", after
        )
        if counted or _ENDING.match(after):
            return False
        past = bool(issued and when.end and when.end[:10] < issued.isoformat())
        return not (past and timex.text.startswith(("到", "至", "截至", "截止"))) or bool(
            goal_words(row, timex)
        )
    if _CLOSING.search(_around(row, timex)) or shuts(row, timex):
        return True
    if when.precision == "year":
        if _STARTING.match(row.plain[timex.span.end - row.span.start :]):
            return False
        return planned or bool(goal_words(row, timex)) or _program(row, timex, issued)
    # 8月底投入使用 is due; 10月将开通 only lies ahead.
    wide = when.precision in ("month", "quarter") or bool(
        when.start and when.end and when.start[:10] != when.end
    )
    wide = wide or (when.edtf.endswith("~") and timex.kind == "date")
    at = timex.span.start - row.span.start
    clause = max(at - 6, row.plain.rfind(",", 0, at) + 1, row.plain.rfind(";", 0, at) + 1, 0)
    near = row.plain[clause:][:44]
    if timex.role == "point" and _BEGUN.match(row.plain[timex.span.end - row.span.start :]):
        return False
    # 明年6月建成通车: what is expected of that month, not its limit
    loose = (
        timex.role == "point" and not re.search(r"[底末前内半]", timex.text) and _REACHED_THEN.match(after)
    )
    if loose and not re.search(r"力争|确保|务必|必须|争取|全部|全面", near):
        return False
    ahead = planned or bool(goal_words(row, timex))
    season = re.search(r"[春夏秋冬]", timex.text)
    return wide and ahead and not season and bool(_DUE.search(near)) and timex.role in ("point", "range")


def _program(row: Sentence, timex: Timex, issued: dt.date | None) -> bool:
    """今年新增30万平方米, printed in the first half of that year, is what is planned for it."""
    if (
        issued is None
        or issued.month > 6
        or (timex.when and (timex.when.start or "")[:4] != str(issued.year))
    ):
        return False
    after = row.plain[timex.span.end - row.span.start :][:30]
    return bool(re.match(r"(?:新增|新建|改造|打造|建成|引进|实现|完成|创建|培育)", after)) and not re.search(
        r"已|了|累计|共", after
    )


def _around(row: Sentence, timex: Timex) -> str:
    a, b = timex.span.start - row.span.start, timex.span.end - row.span.start
    return row.plain[max(0, a - 10) : a] + "|" + row.plain[b : b + 4]


def goal_words(row: Sentence, timex: Timex) -> re.Match[str] | None:
    """The words beside ``timex`` that demand or promise something by then, or None."""
    a, b = timex.span.start - row.span.start, timex.span.end - row.span.start
    ahead = re.search(r"(?:力争|计划|确保|争取|预计|要|将|必须|务必|拟|目标)[^，,。；;]{0,6}$", row.plain[:a])
    part = max(row.plain.rfind(mark, 0, a) for mark in "；;。") + 1
    demanded = re.match(r"(?:[一二三四五六七八九十]是?)?(?:要(?![求素])|务必|必须)", row.plain[part:a])
    return ahead or (demanded if a - part < 24 else None) or _GOAL_AFTER.match(row.plain[b:])
