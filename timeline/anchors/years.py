"""Explicit years as clues: what 2015年 says of the day it was printed depends on its company.

Each rule of :data:`RULES` names a company of a printed year and a curve: the log-likelihood of printing that year
``late`` years after it began (negative: before).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from timeline.anchors.leaf import Leaf
from timeline.anchors.testimony import Testimony, testimony
from timeline.text import Span

Curve = Callable[[int, dt.date], float]


def _exact(late: int, miss: float = -5.0) -> Curve:
    return lambda years, day: 0.0 if years == late else miss


def _steps(early: float, *late: float, older: float, sooner: float | None = None) -> Curve:
    """``early`` one year before, ``sooner`` still earlier; ``late`` 0, 1, 2 … years after, ``older`` beyond."""

    def curve(years: int, day: dt.date) -> float:
        if years < 0:
            return early if years == -1 or sooner is None else sooner
        return late[years] if years < len(late) else older

    return curve


def _annual(years: int, day: dt.date) -> float:
    """2019年度: honoured early in the next year, worked on in its own."""
    if years == 0:
        return 0.0 if day.month >= 5 else -0.9
    if years == 1:
        return 0.0 if day.month <= 6 else -1.2
    return -4.5 if years < 0 else -2.6


@dataclass(frozen=True, slots=True)
class Rule:
    """``before`` is searched in the characters that precede the year, ``after`` matched in those that follow."""

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    curve: Curve
    why: str


def _rule(name: str, before: str | None, after: str | None, curve: Curve, why: str) -> Rule:
    return Rule(
        name, re.compile(before) if before else None, re.compile(after) if after else None, curve, why
    )


_NOUNS = "会议|大会|评比|比赛|大赛|竞赛|联赛|锦标赛|任务|招生|考试|高考|中考|招聘|招考|征兵|检查|普查|培训班|博览会|峰会|论坛|文化节|艺术节|旅游节|晚会|春运|春晚|春节|元旦|暑期|汛期|防汛|三夏|三秋|第[一二三四1-4]季度"  # fmt: skip
# In order: the first rule that fits a printed year speaks for it.
RULES: tuple[Rule, ...] = (
    _rule("this", r"(?:今年|本年度?)(?:即|是)?[(,]?$", None, _exact(0), "it stands beside 今年"),
    _rule("this-after", None, r"[(,]?(?:今年|本年)[),]", _exact(0), "it stands beside 今年"),
    _rule("last", r"(?:去年|上年)(?:即)?[(]?$", None, _exact(1), "it stands beside 去年"),
    _rule("next", r"(?:明年)(?:即)?[(]?$", None, _exact(-1), "it stands beside 明年"),
    _rule("dateline", r"(?:新华社|本报|中新社|人民网|日报)[^,。;()\n]{0,8}$", r" ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日 ?(?:电|讯|消息|报道)",
          _exact(0, -6), "a dateline with its year"),
    _rule("compared", r"(?:[比较]|同比|相比|跟)$", r"(?!.{0,4}翻)(?:全年|同期|底|末)?[^,。;\n]{0,4}(?:增|减|提|降|下|上|翻|多|少|净|高|低)",
          _steps(-6, -4, 0, -1.3, -1.6, -1.6, older=-2.2), "a present figure is compared with it"),
    _rule("to-this", None, r"[^。;\n]{2,30}(?:到|至)(?:今年|目前|现在|如今)", _steps(-6, -4, -0.2, 0, -0.3, -0.4, -0.4, older=-0.9),
          "it is set against the present"),
    _rule("doubling", r"比$", r".{0,6}翻", _steps(-6, -5, -0.5, older=0), "a target is set against it"),
    _rule("annual", None, r"度(?!假)", _annual, "a yearly account or honour"),
    _rule("since", r"(?:自|从|早在|始于|始建于|建于|成立于|创办于|创建于|创立于|出生于|生于|毕业于|自打)$", None,
          _steps(-6, -0.9, -0.3, 0, 0, 0, older=0), "something began in it"),
    _rule("since-after", None, r"(?:底|末|初|[0-9]{1,2}月)?(?:以来|起[,至]|开始|后,|,我|至今)", _steps(-5, -0.8, -0.2, 0, 0, 0, older=0),
          "something began in it"),
    _rule("aim", r"(?:[到至]|确保|争取|力争|面向|迎接|备战|申办|承办|展望|预计)(?:了)?$", r"(?!.{0,9}(?:已|达到了|完成了|实现了|[了,]截至|共))",
          _steps(0, -0.4, -3.6, older=-4.2, sooner=-0.5), "it is a target"),
    _rule("as-of", r"截[至止](?:到)?$", None, _steps(-5.5, -0.2, 0, -1.8, older=-2.6), "an account is drawn up in it"),
    _rule("aim-after", None, r"(?:年?底|[0-9]{1,2}月底?|末)?(?:之前|以前|前)[^身后,。]", _steps(-0.1, 0, -3.2, older=-4, sooner=-0.5), "it is a deadline"),
    _rule("will", None, r"(?:全?年|年?底|[0-9]{1,2}月)?,?(?:[^,。;\n的]{0,8}?)(?:将[^近要军士来]|计划|预计|力争|拟|确保)",
          _steps(0, -0.1, -3.5, older=-4.5, sooner=-1.2), "it is still to come or has begun"),
    _rule("year-of", None, r"是[^。;\n]{0,30}(?:开局|收官|关键|攻坚|决胜|起步|第一|全面|重要)之?年", _steps(-0.3, 0, -1.9, older=-3.2, sooner=-3),
          "the year is spoken of as the present"),
    _rule("plan", r"(?:20[0-9]{2})年? ?[-~至到] ?$", None, _steps(0, 0, -1.0, -1.6, older=-2.2, sooner=0), "the end of a plan"),
    _rule("plan-from", None, r" ?[-~至到] ?20[0-9]{2}年?", _steps(-1.5, 0, 0, -0.2, -0.5, -0.8, older=-1.6, sooner=-3.5), "the beginning of a plan"),
    _rule("honour", None, r"[^,。;\n]{0,16}(?:被|获|荣获|获得|入选|当选|成立|建成|投产|竣工|入党|参军|入伍|退休|毕业|创办|考入|出生|去世|病逝)",
          _steps(-5, -0.3, -0.2, -0.5, -0.7, -0.8, older=-1.0), "it is past"),
    _rule("named", None, rf"(?!以来|底|末|初|前|后|[0-9]{{1,2}}月)[^,。;:()\n]{{0,24}}?(?:{_NOUNS})", _steps(-1.6, 0, -1.7, -2.6, older=-3.2, sooner=-4),
          "the year's own occasion"),
    _rule("day", None, r" ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]", _steps(-2.6, 0, -0.9, -1.7, -2.0, -2.2, older=-2.5, sooner=-4), "a day with its year"),
    _rule("year-end", None, r"(?:年?底|末|[1I]-|第?四季度)", _steps(-0.9, 0, -0.4, -1.5, older=-2.2, sooner=-2.2), "its end"),
)  # fmt: skip
PLAIN = Rule(
    "plain", None, None, _steps(-1.7, 0, -0.3, -1.1, -1.5, -1.8, older=-2.1, sooner=-3.0), "it is mentioned"
)


def explicit_years(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """One testimony for each printed year and company."""
    seen: set[tuple[str, int]] = set()
    for year, span in leaf.years:
        rule = _rule_for(leaf, span)
        if (rule.name, year) in seen or year < 1950 or len(seen) > 80:
            continue
        seen.add((rule.name, year))
        before, after = leaf.before(span.start, 40), leaf.after(span.end, 60)
        yield _spoken(
            leaf,
            year,
            span,
            rule,
            "今年" in re.split("[。;]", before)[-1] + re.split("[。;]", after)[0],
            days,
        )


def _spoken(
    leaf: Leaf, year: int, span: Span, rule: Rule, beside: bool, days: Sequence[dt.date]
) -> Testimony:
    """A year that shares its sentence with 今年 is hardly this year itself."""
    apart = -1.2 if beside and rule.name not in ("this", "this-after") else 0.0

    def fit(day: dt.date) -> float:
        late = day.year - year
        return rule.curve(late, day) + (apart if late == 0 else 0.0)

    return testimony(leaf.quote(*span), f"{year}: {rule.why}", days, fit, "year")


def _rule_for(leaf: Leaf, span: Span) -> Rule:
    before, after = leaf.before(span.start, 14), leaf.after(span.end, 40)
    for rule in RULES:
        if rule.before and not rule.before.search(before):
            continue
        if rule.after and not rule.after.match(after):
            continue
        return rule
    return PLAIN


_STEP = re.compile(r"(?P<y>20[0-9]{2})年?(?:底)?,?(?:[^,。;\n]{0,8}?)(?:将|力争|计划|达到|超过|实现)")


def stepped_targets(leaf: Leaf, days: Sequence[dt.date]) -> Iterator[Testimony]:
    """到今年年底…；2015年，将…；2016年…: the first printed year of such a row follows this one."""
    for start in leaf.line_starts:
        end = leaf.line(start)[1]
        at = leaf.text.find("今年", start, end)
        if at < 0:
            continue
        steps = list(_STEP.finditer(leaf.text, at, min(end, at + 400)))
        if not steps or leaf.text.find("去年", at, steps[0].start()) >= 0:
            continue
        first = min(int(step["y"]) for step in steps)
        row = len({int(step["y"]) for step in steps}) > 1

        def fit(day: dt.date, first: int = first, row: bool = row) -> float:
            late = day.year - first
            return 0.0 if late == -1 else ((-4.0 if row else -1.5) if late < 2 and late >= -3 else -4.5)

        yield testimony(
            leaf.quote(*steps[0].span()),
            f"今年 comes just before {first} in a row of targets",
            days,
            fit,
            "year",
        )
        return
