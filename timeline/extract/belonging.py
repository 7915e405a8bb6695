"""Which sentences belong to which happening of an article: its own, those that go on about it, those that close it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from timeline.extract.dating import DAYS
from timeline.extract.draft import Draft
from timeline.extract.sentences import Sentence

# What is only told in passing owns no sentence but its own.
_NO_OWNER = ("goal with a date", "recurring duty", "lasting happening", "cited meeting", "named day")


def rows_of(drafts: Sequence[Draft], rows: Sequence[Sentence]) -> list[list[Sentence]]:
    """For every draft the sentences that tell of it, the proving one first. Linear in sentences and drafts."""
    owners = _owners(drafts, rows)
    owners.update(_claims(drafts, rows))
    mine: dict[int, list[Sentence]] = {}
    for row in rows:
        owner = owners.get(row.order)
        if owner is not None and row is not owner.sentence:
            mine.setdefault(id(owner), []).append(row)
    starts = sorted({d.sentence.order for d in drafts if d.salience == "main"})
    return [_own(draft, drafts, rows, mine.get(id(draft), []), starts) for draft in drafts]


def _own(
    draft: Draft,
    drafts: Sequence[Draft],
    rows: Sequence[Sentence],
    mine: list[Sentence],
    starts: Sequence[int],
) -> list[Sentence]:
    whole = draft.when.start != draft.when.end and draft.salience == "main"
    if whole and any(_is_part(d, draft) for d in drafts):
        # Three days of study and their first session: who came to the part came to the whole.
        return list(rows[draft.sentence.order :])
    lasting = draft.type == "campaign" and draft.status == "ongoing" and draft.rule != "lasting happening"
    if lasting and draft.salience != "main":
        stop = starts[at] if (at := bisect_right(starts, draft.sentence.order)) < len(starts) else len(rows)
        return [row for row in rows[draft.sentence.order : stop] if row.section == draft.sentence.section]
    return [draft.sentence, *mine]


def _is_part(one: Draft, whole: Draft) -> bool:
    """Whether a draft's day lies inside another's days, both of one type."""
    a, b = one.when, whole.when
    if not (a.start and b.start and b.end) or one is whole or one.type != whole.type:
        return False
    return b.start[:10] <= a.start[:10] <= b.end[:10]


def _owners(drafts: Sequence[Draft], rows: Sequence[Sentence]) -> dict[int, Draft]:
    """Each sentence with the happening it goes on about: the last main one, or a second one of its paragraph."""
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.type != "deadline" and draft.rule not in _NO_OWNER:
            told.setdefault(draft.sentence.order, []).append(draft)
    owners: dict[int, Draft] = {}
    main: Draft | None = None
    second: Draft | None = None
    section = None
    for row in rows:
        if row.section != section:
            main, second, section = None, None, row.section
        here = told.get(row.order, [])
        lead = next((d for d in reversed(here) if d.salience == "main"), None)
        if lead is not None:
            main, second = lead, None
        elif named := next((d for d in reversed(here) if _is_named(d)), None):
            second = named
        elif row.opens:
            second = None
        apart = next((d for d in here if d.when.precision in DAYS and d.timex is not None), None)
        owner = lead or second or apart or main
        if owner is not None:
            owners[row.order] = owner
    return owners


def _is_named(draft: Draft) -> bool:
    """Whether a second happening has a name of its own, so that the next sentences may go on about it."""
    return draft.salience == "secondary" and draft.hit is not None and draft.hit.rank >= 4


# 县领导甲、乙参加调研, at the end of a report of a tour and a meeting: of which of the two it speaks.
_TOOK_PART = re.compile(
    r"(?:参加|出席|陪同)(?:了|上述)?(?:[^，,。；;]{0,8}?)(?:(?P<inspection>调研|检查|督查|督导|考察|视察|慰问|走访|看望|巡查)"
    r"|(?P<meeting>会议|座谈|会见|汇报会|大会|[\u4e00-\u9fff]会)|(?P<ceremony>仪式|典礼|揭牌|签约|开幕式)|(?P<study>学习|培训|党课))(?:活动)?[。；;]"
)


def _claims(drafts: Sequence[Draft], rows: Sequence[Sentence]) -> dict[int, Draft]:
    """Closing sentences by their order, each with the nearest happening before it of the kind that it names."""
    held = [d for d in drafts if d.sentence.section == -1 and d.hit and d.hit.rank >= 4]
    if len({d.type for d in held}) < 2:
        return {}
    found: dict[int, Draft] = {}
    last: dict[str, Draft] = {}
    at = 0
    held.sort(key=lambda d: d.sentence.order)
    for row in rows:
        while at < len(held) and held[at].sentence.order < row.order:
            last[held[at].type] = held[at]
            at += 1
        told = _TOOK_PART.search(row.plain)
        if told and told.lastgroup in last:
            found[row.order] = last[told.lastgroup]
    return found
