"""The grammar of one point in time: ``2014年3月20日上午10时``, ``去年底``, ``下周五``, ``农历八月十五``.

One regular expression with a named group for every part; each part is optional and of bounded length, so matching is
linear. It runs on text that is folded, in simplified script, and without the blanks printed inside a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from timeline.dates import real_day
from timeline.numerals import to_int
from timeline.timex import words
from timeline.timex.types import Point

DIGITS = "〇零一二三四五六七八九"
NUM = f"(?:[0-9]{{1,2}}|[{DIGITS}十廿卅]{{1,3}})"
COUNT = f"(?:[0-9]{{1,3}}|[{DIGITS}十廿卅两]{{1,3}})"
WEEK = "(?:周|星期|礼拜)"
WEEKDAYS = {
    char: n
    for n, chars in enumerate(["", "一1", "二2", "三3", "四4", "五5", "六6", "日天7"])
    for char in chars
}

# What may not follow a unit, because the word goes on and is no time (年级, 月饼, 日本, 号楼, 点建议).
_AFTER_YEAR = "(?!级|代|轻|龄|纪|货|间的?工龄|制|薪|检|租|鉴|利润|产量|均|生人)"
_AFTER_MONTH = "(?!季|饼|球|亮|嫂|薪|租|老|光|刊|票|均|息|供|牙|坛|台|工资|收入)"
_AFTER_DAY = "(?!本[^市县区镇乡报刊台站网院校书馆周月年]|均|产|常|程|照|记|用|子(?!夜)|化|元|语|企|方|军|式|系|资|圆|游)"
_AFTER_NUMBER = (
    "(?![楼线院门文桥井机令馆厅地库台病街路巷房室车船位煤油钢标球码称召角外脉染监仓泵塔坝矿炉厂店铺柜窗站口区片组营连团舱人嫌展票字信墓坑隧墩岛段]"
    "|公告|提案|议案|议题|住宅|公路|高速|国道|省道|工程|项目|选手|运动|种子|卫星|探测|飞船|火箭|航天|空间|实验|被告|服务|热线|通道|遗址)"
)
_AFTER_HOUR = "(?!间|代|期|刻|候|值|装|任|尚|针|评|辰|常)"
_AFTER_MINUTE = f"(?![0-9{DIGITS}十月日号年个多余人名家户项万千亿元岁%周天条位次秒.-])"

_YEAR = (
    r"(?:(?:公元)?"
    rf"(?P<year>(?<![0-9.])[0-9]{{2,4}}|[一二][{DIGITS}]{{3}}|[两二]千(?:[〇零][{DIGITS}]|[〇零]?[一二三]?十[{DIGITS}]?)?|[{DIGITS}]{{2,3}})"
    rf"年(?:度(?!假))?{_AFTER_YEAR}"
    r"|(?P<bare_year>(?<![0-9A-Za-z.:/-])(?:19|20)[0-9]{2})(?=第?[一二三四1-4]季度|[上下]半年|年[初底末])"
    rf"|(?P<era>ERAS)(?P<era_year>元|[0-9]{{1,2}}|[{DIGITS}十]{{1,3}})年"
    r"|(?P<year_word>YEARWORDS)(?!级)(?:同期)?"
    r"|(?P<same_year>当年|同年|该年|那一年|那年)(?!度|轮)|(?P<next_year>次年|翌年|第二年)"
    r"|(?P<short_year>[今去明前])(?=[春夏秋冬](?:[,。、至季]|两|之|[今明]|$)))"
)
_YEAR_LINK = rf"(?:[,的、](?=(?:农历)?(?:{NUM}|正|腊|冬)月|最后|第|[上下]半|[前头后][0-9{DIGITS}]|FESTIVAL))?"

_MONTH = (
    r"(?:(?P<lunar>农历|阴历|旧历|夏历)(?:(?P<lunar_year>[0-9]{4}|[二][〇零一二三四五六七八九]{3})年)?)?"
    rf"(?:(?P<leap>闰)?(?P<month>{NUM}|正|冬|腊)月(?:份)?{_AFTER_MONTH}|(?P<month_word>MONTHWORDS)|(?P<same_month>当月|同月|该月)(?!亮))"
    r"(?:的)?"
    r"(?:(?P<third>上旬|中旬|下旬|中下旬|上中旬|上半月|下半月|月?[底末]|月?初(?![一二三四五六七八九十中高级步])|中(?=[,。、至到前后\n]|$))"
    rf"|第(?P<m_nth>[一二三四五1-5])个?{WEEK}(?P<m_weekday>[一二三四五六日天])?"
    rf"|最后(?:一个|一|1个)?{WEEK}(?P<m_last_weekday>[一二三四五六日天])"
    rf"|(?P<m_count_end>最后|[前头后])(?P<m_count>{COUNT})(?P<m_count_unit>天|日|周)"
    r"|初(?P<lunar_day>[一二三四五六七八九十])"
    rf"|(?P<day>{NUM})(?:日{_AFTER_DAY}|号(?![楼线院门]))"
    rf"|(?P<lunar_day2>十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)"
    rf"(?![{DIGITS}十百千万亿0-9多余几个名位家户人项条次元亩吨年月日周天级种批件])"
    r"|(?P<bare_day>[0-9]{1,2})(?=[0-9]{2}:[0-9]{2}|$|[至到~\-][0-9]|[,。;；、\n](?![0-9])|出生|上午|下午|晚上|早上|凌晨|中午))?"
)

_SUB_YEAR = (
    r"(?:(?P<half>上半年|下半年|前半年|后半年|上个半年|下个半年)"
    r"|(?:第(?P<q1>[一二三四1-4])个?季度?|(?P<q2>[一二三四1-4])季度)(?P<q_part>末|初)?"
    r"|(?P<q_word>本|当|上上|上|下下|下|这)个?季度(?P<q_part2>末|初)?"
    r"|(?<=[年今去明前])(?P<season>[春夏秋冬])(?:天|季)?(?![节晚运联耕茶游笋粮种])"
    rf"|(?<=[年的])(?P<count_end>最后|最末|前|头|后)(?P<count>{COUNT})个?(?P<count_unit>月|季度|周|星期|礼拜|天|日)"
    rf"|(?<=[年的])第(?P<nth>{COUNT}|[{DIGITS}十]{{1,4}})个?(?P<nth_unit>月|季度|周|星期|礼拜|天)"
    r"|(?P<so_far>前|头)(?:(?P<so_far_quarters>[二两三23])个?季度|(?P<so_far_months>[3-9三四五六七八九十]|1[01]|十一)个月(?!内))"
    r"|(?P<year_part>(?<=年)年?(?:初(?![中高级步])|末|底|中(?=[,。、至到前后\n]|$))|年初(?![中高级])|年中(?![国心])|年末|年底|年终(?=[前,。])|岁末|岁尾)"
    r"|(?P<festival>FESTIVAL)(?:当天|当日|这天|这一天|那天|(?P<holiday>\"?(?:期间|小长假|长假|假期|黄金周|假日)(?:期间)?))?"
    r"|(?P<month_part>月[底末初])(?![一二三四五六七八九十])"
    rf"|{_MONTH}"
    rf"|(?P<solo_day>(?<![第0-9.{DIGITS}十百]){NUM})(?:日(?!夜){_AFTER_DAY}|号{_AFTER_NUMBER}))?"
)

_DAY_WORD = (
    r"(?:(?:(?<![日号0-9一二三四五六七八九十廿])(?P<day_word>DAYWORDS)|(?<=[日号])(?P<that_day>当[天日晚]))|(?P<bracketed>[昨今前明])\([0-9]{1,2}\)日|(?P<clipped>[昨今明])(?=起|从|由)|第(?P<nth_day>[三四五六七八九十])天"
    rf"|(?P<week>(?:上+|下+|本|这|今|当)(?:一个|一|个)?){WEEK}(?![边围密全转年期刊恩庄村口镇乡公家岁])"
    rf"(?:{WEEK}?(?P<week_day>[一二三四五六日天])(?![二三四五六七八九十])|(?P<weekend>末))?"
    rf"|(?P<weekday>(?<![一二三四五六七八九十两每圆0-9本上下个四半几多这])周[一二三四五六日](?![级])|(?:星期|礼拜)[一二三四五六日天])(?![{DIGITS}十])"
    r"|(?P<weekend_word>(?<![每逢个大小])周末))?"
)

_BESIDE = (
    rf"(?:[,]? ?\((?P<weekday_in>{WEEK}?[一二三四五六日天])\)"
    rf"|[,]?(?P<weekday_after>(?<=[日号,0-9]){WEEK}[一二三四五六日天])(?![{DIGITS}])"
    r"|\((?:农历|阴历)[^)\n]{1,9}\)|\((?:当地时间|北京时间)\))?"
)

_CLOCK = (
    r"(?:的)?(?:(?P<part>PARTS)(?!点名|[会餐报饭市班校]))?(?:约|的| )?"
    rf"(?:(?P<hour>{NUM})(?:时{_AFTER_HOUR}|点(?:钟|整|正)?|(?= ?[ap]\.?m))(?:正|整|钟)?"
    rf"(?:(?P<half_hour>半)(?:钟)?|(?P<quarter_hour>[一三13])刻|[过]?(?P<minute>{NUM}|[〇零][{DIGITS}])(?:分(?:钟)?|{_AFTER_MINUTE}))?"
    rf"(?:(?P<second>{NUM})秒)?"
    r"|(?P<hour2>[0-9]{1,2}):(?P<minute2>[0-9]{2})(?::(?P<second2>[0-9]{2}))?(?![0-9:])[时分]?)?"
    r"(?: ?(?P<ampm>[ap]\.?m\.?)(?![A-Za-z]))?(?:多钟|许|左右)?"
)

_ISO = (
    r"(?<![0-9A-Za-z.])(?P<iso>[0-9]{4}(?:-[0-9]{1,2}-[0-9]{1,2}|/[0-9]{1,2}/[0-9]{1,2}|\.[0-9]{1,2}\.[0-9]{1,2}"
    r"| [0-9]{1,2} [0-9]{1,2}))(?![0-9]{2}(?!:)|[0-9]?[./-](?![0-9]{4})[0-9])[T ]?"
)


@cache
def point_pattern() -> re.Pattern[str]:
    """The grammar of a point, with the lexicon filled in, compiled once."""
    calendar = f"(?:{_ISO}|(?:{_YEAR}{_YEAR_LINK})?(?:的)?{_SUB_YEAR}{_DAY_WORD})"
    first = rf"(?:(?P<weekday_first>{WEEK}[一二三四五六日天]),? ?(?=[0-9{DIGITS}十]{{1,4}}[年月]))?"
    pattern = f"(?P<about>大约|大概|约)?{first}{calendar}{_BESIDE}{_CLOCK}"
    fillers = {
        "YEARWORDS": words.alternatives(words.shifts("year")),
        "MONTHWORDS": words.alternatives(words.shifts("month")),
        "DAYWORDS": words.alternatives(words.days()),
        "ERAS": words.alternatives(words.eras()),
        "PARTS": words.alternatives(words.parts()),
        "FESTIVAL": words.festival_pattern(),
    }
    for name, filler in fillers.items():
        pattern = pattern.replace(name, filler)
    return re.compile(pattern)


Group = dict[str, str]
Fields = dict[str, Any]


def point_of(match: re.Match[str]) -> Point | None:
    """The parts of a matched point, or None where they make no date (2月30日, 13月, 25时)."""
    group = {name: words_ for name, words_ in zip(_names(), match.groups(), strict=True) if words_}
    fields: Fields = {}
    for name in group:
        reader = _READERS.get(name)
        more = reader(group) if reader else None
        if more is None:
            if reader:
                return None
            continue
        fields.update(more)
    return Point(**fields) if possible(fields) else None


@cache
def _names() -> tuple[str, ...]:
    """The names of the groups of the grammar, in order."""
    index = point_pattern().groupindex
    return tuple(sorted(index, key=index.__getitem__))


def possible(fields: Fields) -> bool:
    """Whether the numbers can be a date at all."""
    month, day = fields.get("month"), fields.get("day")
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    if fields.get("lunar"):
        return bool(1 <= day <= 30)
    if month is None:
        return bool(1 <= day <= 31)
    return real_day(fields.get("year") or 2000, month, day) is not None


# ---------------------------------------------------------------- one reader for each named group
# A reader is given all groups that matched and returns fields of Point, or None where there is no such date.


def _iso(group: Group) -> Fields | None:
    year, month, day = (int(n) for n in re.split(r"[-/.\s]", group["iso"]))
    return {"year": year, "month": month, "day": day} if real_day(year, month, day) else None


def _year(group: Group) -> Fields | None:
    printed = group.get("year") or group["bare_year"]
    year = to_int(printed)
    return None if year is None else {"year": full_year(year, len(printed))}


def full_year(year: int, figures: int) -> int:
    """Two figures of a year made four: 97 is 1997, 14 is 2014, 33 is 1933."""
    if figures != 2 or year > 99:
        return year
    return 2000 + year if year < 30 else 1900 + year


def _era(group: Group) -> Fields | None:
    count = 1 if group["era_year"] == "元" else to_int(group["era_year"])
    return {"year": words.eras()[group["era"]] + (count or 0)}


_SHORT_YEARS = {"今": 0, "去": -1, "前": -2, "明": 1}
_HALVES = {"上": 1, "前": 1, "下": 2, "后": 2}
_QUARTER_SHIFTS = {"本": 0, "当": 0, "这": 0, "上": -1, "上上": -2, "下": 1, "下下": 2}
_COUNT_UNITS = {
    "月": "month",
    "季度": "quarter",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "天": "day",
    "日": "day",
}


def _quarter(group: Group) -> Fields | None:
    return {"quarter": to_int(group.get("q1") or group["q2"])} | _quarter_part(group.get("q_part"))


def _shifted_quarter(group: Group) -> Fields | None:
    return {"quarter_shift": _QUARTER_SHIFTS[group["q_word"]]} | _quarter_part(group.get("q_part2"))


def _quarter_part(word: str | None) -> Fields:
    return {"part": _part_of(word)} if word else {}


def _part_of(word: str) -> str:
    """初, 中 or 底."""
    return "底" if word[-1] in "底末终尾" else word[-1]


def _counted(end: str, count: str, unit: str) -> Fields:
    n = to_int(count) or 0
    return {"first_of": (n if end in ("前", "头") else -n, _COUNT_UNITS[unit])}


def _so_far(group: Group) -> Fields | None:
    quarters = group.get("so_far_quarters")
    return _counted("前", quarters or group["so_far_months"], "季度" if quarters else "月")


def _solo_day(group: Group) -> Fields | None:
    day = to_int(group["solo_day"])
    return {"day": day} if day and 1 <= day <= 31 else None


_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _month(group: Group) -> Fields | None:
    month = _LUNAR_MONTHS.get(group["month"]) or to_int(group["month"])
    if _is_lunar(group):
        return {"month": month, "lunar": True, "leap": "leap" in group}
    return {"month": month}


def _is_lunar(group: Group) -> bool:
    """Whether a month is counted by the moon: said so, 正月, 初五, 廿二, or a bare 八月十五 without a printed year."""
    if "lunar" in group or "leap" in group or "lunar_day" in group or group["month"] in _LUNAR_MONTHS:
        return True
    day = group.get("lunar_day2")
    return (
        day is not None
        and group["month"] != "一"
        and (day[0] == "廿" or not ("year" in group or "bare_year" in group))
    )


def _third(group: Group) -> Fields | None:
    word = group["third"]
    return {"part": word if len(word) > 1 and word[0] != "月" else _part_of(word)}


def _nth_week(group: Group) -> Fields | None:
    return {"nth": (to_int(group["m_nth"]) or 0, "week")} | _weekday_in(group.get("m_weekday"))


def _weekday_in(word: str | None) -> Fields:
    return {"weekday": WEEKDAYS[word[-1]]} if word else {}


def _day_word(group: Group) -> Fields | None:
    word = words.days()[group["day_word"]]
    fields: Fields = {"label": words.parts()[word.part].label} if word.part else {}
    return fields | ({"day_shift": word.shift} if word.shift is not None else {"anaphor": word.anaphor})


def _week(group: Group) -> Fields | None:
    step = group["week"][0]
    shift = group["week"].count(step) * {"上": -1, "下": 1}.get(step, 0)
    return (
        {"week_shift": shift}
        | _weekday_in(group.get("week_day"))
        | ({"weekend": True} if "weekend" in group else {})
    )


def _clock(group: Group) -> Fields | None:
    hour = to_int(group.get("hour") or group["hour2"])
    minute = to_int(group.get("minute") or group.get("minute2") or "")
    second = to_int(group.get("second") or group.get("second2") or "")
    if "half_hour" in group:
        minute = 30
    elif "quarter_hour" in group:
        minute = 15 * (to_int(group["quarter_hour"]) or 0)
    if hour is None or hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    if hour == 24 and not minute:
        return {"part": "24时"}  # the end of the day: no later than the day itself
    day_word = words.days().get(group.get("day_word", ""))
    part = words.parts().get(group.get("part") or (day_word.part if day_word else ""))
    return {"hour": full_hour(hour, part, group.get("ampm", "")), "minute": minute, "second": second}


def full_hour(hour: int, part: words.Part | None, ampm: str) -> int:
    """The hour of a day of twenty-four that a clock hour beside a part of the day means."""
    if ampm:
        return hour % 12 + (12 if ampm[0] == "p" else 0)
    if part and hour in part.pm:
        return hour + 12
    return 0 if part and part.label == "DA" and hour == 12 else hour


_CLIPPED = {"今": 0, "昨": -1, "前": -2, "明": 1}

_READERS: dict[str, Callable[[Group], Fields | None]] = {
    "about": lambda group: {"about": True},
    "iso": _iso,
    "year": _year,
    "bare_year": _year,
    "era": _era,
    "year_word": lambda group: {"year_shift": words.shifts("year")[group["year_word"]]},
    "short_year": lambda group: {"year_shift": _SHORT_YEARS[group["short_year"]]},
    "same_year": lambda group: {"anaphor": "year"},
    "next_year": lambda group: {"anaphor": "next-year"},
    "half": lambda group: {"half": _HALVES[group["half"][0]]},
    "q1": _quarter,
    "q2": _quarter,
    "q_word": _shifted_quarter,
    "season": lambda group: {"season": group["season"]},
    "count": lambda group: _counted(group["count_end"], group["count"], group["count_unit"]),
    "so_far": _so_far,
    "nth": lambda group: {"nth": (to_int(group["nth"]) or 0, _COUNT_UNITS[group["nth_unit"]])},
    "year_part": lambda group: {"part": "年" + _part_of(group["year_part"])},
    "month_part": lambda group: {"month_shift": 0, "part": _part_of(group["month_part"])},
    "festival": lambda group: {"festival": group["festival"]},
    "holiday": lambda group: {"part": "期间", "about": True},
    "solo_day": _solo_day,
    "lunar_year": lambda group: {"year": to_int(group["lunar_year"])},
    "month": _month,
    "month_word": lambda group: {"month_shift": words.shifts("month")[group["month_word"]]},
    "same_month": lambda group: {"anaphor": "month"},
    "third": _third,
    "m_nth": _nth_week,
    "m_last_weekday": lambda group: {"nth": (-1, "week")} | _weekday_in(group["m_last_weekday"]),
    "m_count": lambda group: _counted(group["m_count_end"], group["m_count"], group["m_count_unit"]),
    "lunar_day": lambda group: {"day": to_int(group["lunar_day"])},
    "lunar_day2": lambda group: {"day": to_int(group["lunar_day2"])},
    "day": lambda group: {"day": to_int(group["day"])},
    "bare_day": lambda group: {"day": to_int(group["bare_day"])},
    "day_word": _day_word,
    "that_day": lambda group: {"label": "EV"} if group["that_day"] == "当晚" else {},
    "bracketed": lambda group: {"day_shift": _CLIPPED[group["bracketed"]]},
    "clipped": lambda group: {"day_shift": _CLIPPED[group["clipped"]]},
    "nth_day": lambda group: {"anaphor": "nth", "nth": (to_int(group["nth_day"]) or 1, "day")},
    "week": _week,
    "weekday": lambda group: _weekday_in(group["weekday"]),
    "weekend_word": lambda group: {"weekend": True},
    "weekday_first": lambda group: _weekday_in(group["weekday_first"]),
    "weekday_in": lambda group: _weekday_in(group["weekday_in"]),
    "weekday_after": lambda group: _weekday_in(group["weekday_after"]),
    "part": lambda group: {"label": words.parts()[group["part"]].label},
    "hour": _clock,
    "hour2": _clock,
}
