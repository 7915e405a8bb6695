"""The grammar of one point in time: ``2014年3月20日上午10时``, ``去年底``, ``下周五``, ``农历八月十五``.

One regular expression with a named group for every part; each part is optional and of bounded length, so matching is
linear. It runs on text that is folded, in simplified script, and without the blanks printed inside a date.
"""

from __future__ import annotations

import re
from functools import cache

from timeline.timex import words

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
    r"|(?P<short_year>[今去明前])(?=[春夏秋冬](?:[,。、至季起以]|两|之|[今明]|$)))"
)
_YEAR_LINK = (
    rf"(?:[,的、](?=(?:农历)?(?:{NUM}|正|元|腊|冬)月|最后|第|[上下]半|[前头后][0-9{DIGITS}]|FESTIVAL))?"
)

_MONTH = (
    r"(?:(?P<lunar>农历|阴历|旧历|夏历)(?:(?P<lunar_year>[0-9]{4}|[二][〇零一二三四五六七八九]{3})年)?)?"
    rf"(?:(?P<leap>闰)?(?P<month>{NUM}|正|(?<![0-9万亿百千十])元|冬|腊)月(?:份)?{_AFTER_MONTH}|(?P<month_word>MONTHWORDS)|(?P<same_month>当月|同月|该月)(?!亮))"
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
    r"|(?P<so_far>(?<!提)前|头)(?:(?P<so_far_quarters>[二两三23])个?季度|(?P<so_far_months>[3-9三四五六七八九十]|1[01]|十一)(?:个月(?!内)|(?<!日前[3-9])(?<!此前[3-9])月(?![份0-9一二三四五六七八九十初中上下底末])))"
    r"|(?P<year_part>(?<=年)年?(?:初(?![中高级步])|末|底|中(?=[,。、至到前后\n]|$))|年初(?![中高级])|年中(?![国心])|年末|年底|年终(?=[前,。])|岁末|岁尾)"
    r"|(?<=年)\"(?P<quoted>QUOTABLE)\"(?:当天|当日)?"
    r"|(?P<festival>FESTIVAL)(?:当天|当日|这天|这一天|那天|(?P<holiday>\"?(?:期间|小长假|长假|假期|黄金周|假日)(?:期间)?))?"
    r"|(?P<month_part>月[底末初])(?![一二三四五六七八九十])"
    rf"|{_MONTH}"
    rf"|(?P<solo_day>(?<![第0-9.{DIGITS}十百]){NUM})(?:日(?!夜(?![间里晚])){_AFTER_DAY}|号{_AFTER_NUMBER}))?"
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
        "QUOTABLE": words.alternatives(words.festivals()),
    }
    for name, filler in fillers.items():
        pattern = pattern.replace(name, filler)
    return re.compile(pattern)
