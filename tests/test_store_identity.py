"""Laws of identity, under any sequence of adding, reading anew, correcting, rejecting and removing."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import Any

from feed.happenings import happening
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from timeline.events import Event
from timeline.ics import to_ics
from timeline.store import CANCELLED_FOR, Store, Stored, record

# What truly happened. Each has one sentence on each page that tells it; two may share a sentence.
HAPPENINGS = (
    ("meeting", "防汛备汛工作会议", "2017-05-18"), ("deadline", "完成河道清淤疏浚", "2017-06-30"), ("ceremony", "跨江大桥通车仪式", "2017-05-19"),
    ("study", "食品安全知识培训", "2017-05-20"), ("campaign", "全民义务植树活动", "2017-03-12"), ("inspection", "督查冬季供暖保障", "2017-11-15"),
)  # fmt: skip
SENTENCES = (0, 0, 2, 3, 4, 5)
PAGES = ("A01.txt", "B02.txt", "C03.txt")
# Which happenings each page tells: some are told by several.
TOLD = {"A01.txt": (0, 1, 2), "B02.txt": (0, 3, 4), "C03.txt": (2, 4, 5)}
# What a set of rules makes of a title: the same words, more of them, or nothing by which two pages' reports are one.
READINGS = ("{}", "全市{}", "{}（扩大）", "{page}{number}")


def told(page: str, number: int, words: int, confidence: float) -> Event:
    """Happening ``number`` as a set of rules reads it on ``page``."""
    kind, title, day = HAPPENINGS[number]
    sentence = f"{page}载：" + "、".join(
        HAPPENINGS[n][1] for n in range(6) if SENTENCES[n] == SENTENCES[number]
    )
    return happening(
        READINGS[words].format(title, page=page[0] * 3, number="甲乙丙丁戊己"[number] * 3), day, type=kind, page=page, at=1_000 * SENTENCES[number], quote=sentence, confidence=confidence
    )  # fmt: skip


def which(event: Event) -> int:
    """The happening an event is about, by its type: each here has its own."""
    return next(number for number, (kind, _, _) in enumerate(HAPPENINGS) if kind == event.type)


def content(item: Stored) -> str:
    """All that is published of an event but its revision."""
    told = record(item)
    return json.dumps(
        {key: told[key] for key in told if key not in ("sequence", "created", "updated")}, ensure_ascii=False
    )


class Identity(RuleBasedStateMachine):
    """A store beside a plain model: who has which uid, and what was last published under each."""

    @initialize()
    def begin(self) -> None:
        self.now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
        self.store = Store(":memory:", lambda: self.now)
        self.uids: dict[int, set[str]] = {}
        self.published: dict[str, Stored] = {}
        self.adding: dict[str, list[Event]] = {}

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    @rule(
        page=st.sampled_from(PAGES),
        words=st.integers(0, 3),
        found=st.sets(st.integers(0, 2)),
        sure=st.sampled_from((0.6, 0.9)),
    )
    def add(self, page: str, words: int, found: set[int], sure: float) -> None:
        """Add a page, for the first time or read by other rules, which may find fewer events or more."""
        self.adding[page] = [told(page, TOLD[page][number], words, sure) for number in sorted(found)]
        self.store.add_events(page, "d", self.adding[page])

    @rule(page=st.sampled_from(PAGES))
    def add_again(self, page: str) -> None:
        """The same reading once more: nothing may move."""
        if page in self.adding:
            before = self.store.events(include_cancelled=True), self.store.changed()
            self.store.add_events(page, "d", self.adding[page])
            assert (self.store.events(include_cancelled=True), self.store.changed()) == before

    @rule(page=st.sampled_from(PAGES))
    def remove(self, page: str) -> None:
        """Take a page out."""
        if self.adding.pop(page, None) is not None:
            self.store.remove(page)

    @rule(
        pick=st.integers(0, 5),
        value=st.sampled_from(("更正", None)),
        field=st.sampled_from(("title", "place", "rejected")),
    )
    def correct(self, pick: int, value: str | None, field: str) -> None:
        """Correct one of the events, or take a correction back."""
        live = self.store.events()
        if live:
            uid = live[pick % len(live)].uid
            self.store.correct(uid, **{field: bool(value) or None if field == "rejected" else value})

    @rule(days=st.sampled_from((0, 1, 40)))
    def wait(self, days: int) -> None:
        """Time passes."""
        self.now += dt.timedelta(days=days)

    @invariant()
    def laws(self) -> None:
        """What must hold at every moment."""
        if not hasattr(self, "store"):
            return
        shown = {item.uid: item for item in self.store.events(include_cancelled=True)}
        self._one_meaning(shown)
        self._kept(shown)
        for uid, item in shown.items():
            self._revision(self.published.get(uid), item)
        self._not_lost(shown)
        self.published.update(shown)
        feed = to_ics(shown.values())
        assert feed == to_ics(self.store.events(include_cancelled=True))

    def _one_meaning(self, shown: dict[str, Stored]) -> None:
        """A uid never comes to mean another happening."""
        for uid, item in shown.items():
            number = which(item.event)
            self.uids.setdefault(number, set()).add(uid)
            assert not any(uid in others for other, others in self.uids.items() if other != number)

    def _kept(self, shown: dict[str, Stored]) -> None:
        """A happening gets a second uid only beside its first: two pages' reports that are not seen to be one."""
        live = [item for item in shown.values() if not item.cancelled]
        for item in live:
            if item.uid not in self.published:
                had = {uid for uid in self.uids[which(item.event)] if uid in self.published}
                lost = {
                    uid
                    for uid in had
                    if not self.published[uid].cancelled and (uid not in shown or shown[uid].cancelled)
                }
                assert not lost, "a new uid for a happening that had one"
        for number in range(len(HAPPENINGS)):
            pages = {
                page for page, events in self.adding.items() for event in events if which(event) == number
            }
            assert sum(which(item.event) == number for item in live) <= len(pages)
            assert len(self.uids.get(number, ())) <= len(PAGES), "uids are found again, not made anew"

    def _revision(self, before: Stored | None, now: Stored) -> None:
        """SEQUENCE rises if and only if the content changed, and with it the stamp."""
        if before is None:
            assert now.sequence == 0 and now.created == now.updated
        elif content(before) == content(now):
            # Gone and back between two looks may leave the content as it was.
            assert (
                now.sequence == before.sequence and now.updated == before.updated
            ) or now.sequence >= before.sequence + 2
        else:
            assert now.sequence > before.sequence and now.updated > before.updated
        assert before is None or now.created == before.created

    def _not_lost(self, shown: dict[str, Stored]) -> None:
        """What a page still tells is published, unless people rejected it; what none tells is cancelled for a while."""
        rejected = {uid for uid, field, _, _ in self.store.corrections() if field == "rejected"}
        wanted = {which(event) for events in self.adding.values() for event in events}
        live = {which(item.event) for item in shown.values() if not item.cancelled}
        assert live <= wanted
        assert all(self.uids.get(number, set()) & rejected for number in wanted - live)
        for uid, before in self.published.items():
            if uid not in shown and not before.cancelled:
                assert (
                    self.now - before.updated >= CANCELLED_FOR
                    or self.store.show(uid).cancelled
                    or self.store.show(uid).uid != uid
                )


IdentityTest: Any = Identity.TestCase
IdentityTest.settings = settings(
    max_examples=int(os.environ.get("TIMELINE_EXAMPLES", "80")), stateful_step_count=25, deadline=None
)
