"""Who must act by a deadline: 农机部门要…, 各党总支须于…, 由旗水务局负责."""

from __future__ import annotations

import re

from timeline.extract.draft import Draft

_WHO = (
    r"(?:各|每[个所家名]|全体|所有|广大|有意[^，,]{2,4}的|尚未[^，,]{2,6}的|符合条件的)?[\u4e00-\u9fff()（）、]{1,18}?"
    r"(?:部门|单位|乡镇|乡镇街道|街道|学校|企业|党组织|党总支|党支部|支部书记|领导班子|委|局|厅|办|中心|妇联|工会|团委|人武部|部|队|连队|农场|村|社区|站|公司|集团|"
    r"小组|工作组|双方|院|厂|小学|中学|县市|县区|区县|市县|家庭|居民|村民|市民|读者|用户|青年|人员|考生|家长|商户|业主|牧户|农户|农民朋友|职工|镇|乡|班组|组)"
)
_MORE = rf"(?:、(?:{_WHO}|街道|乡镇|部门|单位|企业|学校|社区|村)){{0,6}}"
_ANSWERS = re.compile(
    rf"(?:^|[，,。；;：:、]|提醒|要求|督促|叮嘱|请|由)(?!请|由)({_WHO}{_MORE})(?:的?[^，,。；;]{{0,14}}?)?(?:要|须|必须|务必|应|应当|需|请|可|将|负责|于|在|力争|计划|[，,])*$"
)
_ANSWERS_AFTER = re.compile(
    rf"^[，,]?(?:由)?({_WHO}{_MORE})(?=要|须|必须|务必|应|需|将|牵头|组织|负责|每|至少|基本|就|全面|全部|完成|举办|召开)"
)


def responsible(draft: Draft) -> list[str]:
    """The body that the clause says must act: 农机部门要…, 各党总支须于…, 由旗水务局负责."""
    row = draft.sentence
    at = (draft.timex.span.start - row.span.start) if draft.timex else draft.end
    behind = (draft.timex.span.end - row.span.start) if draft.timex else draft.end
    told = re.search(r"由([^，,。；;]{2,16}?)(?:负责|牵头)", row.plain[at : at + 200])
    if told:
        return [row.text[at + told.start(1) : at + told.end(1)]]
    after = _ANSWERS_AFTER.match(row.plain[behind : behind + _NEAR])
    if after:
        return _listed(row.text[behind + after.start(1) : behind + after.end(1)])
    edge = max(draft.start, row.plain.rfind("。", 0, at) + 1, at - _NEAR)
    before = _ANSWERS.search(row.plain[edge:at])
    return _listed(row.text[edge + before.start(1) : edge + before.end(1)]) if before else []


# Whoever must act stands this near the date.
_NEAR = 60
_SHORT = frozenset({"双方", "居民", "村民", "市民", "读者", "用户", "考生", "家长", "商户", "业主", "职工"})


def _listed(names: str) -> list[str]:
    """The bodies of 甲小学、乙小学; what all begin alike (各农场、各单位) is one."""
    names = re.sub(r"^.*(?:提醒|要求|督促|叮嘱|指出|强调|的)(?=.{2})", "", names)
    if re.search(r"按照|办法|部署|对", names):
        return []
    parts = names.split("、")
    if names.startswith(("各", "相关", "有关", "全体")):
        return [names]
    return [part for part in parts if len(part) > 2 or part in _SHORT or part.startswith("各")][:6]
