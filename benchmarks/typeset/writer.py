"""The words of the articles: templates of one world filled, the same words for the same seed."""

from __future__ import annotations

import random
from typing import NamedTuple

from typeset.sentences import SENTENCES
from typeset.stories import CAPTIONS, COMMENTS, NOTICES, STORIES
from typeset.worlds import World

FIGURES = (3, 5, 12, 18, 26, 48, 75, 120, 365, 1500)
SIGNATURES = (
    "本报讯（记者 {0}）",
    "本报讯（记者 {0} 通讯员 {1}）",
    "本报讯（{0} {1}）",
    "本报讯 ",
    "本报讯（通讯员 {1}）",
)


class Words(NamedTuple):
    """The heading of an article and its first paragraph; a part it has not is empty."""

    headline: str
    kicker: str
    subtitle: str
    opening: str


class Writer:
    """Fills the templates of one world; no story is told twice before all are told."""

    def __init__(self, world: World, random_: random.Random) -> None:
        self.world = world
        self.random = random_
        self.month = random_.randint(2, 11)
        self.day = random_.randint(4, 27)
        self.stories = random_.sample(STORIES, len(STORIES))
        self.comments = random_.sample(COMMENTS, len(COMMENTS))
        self.notices = random_.sample(NOTICES, len(NOTICES))

    def words(self, kind: str) -> Words:
        """The heading and the first paragraph of an article of this kind."""
        if kind == "editorial":
            headline, opening = self.comments.pop() if self.comments else self.random.choice(COMMENTS)
            return Words(headline, "", "", opening)
        if kind == "notice":
            headline, opening = self.notices.pop() if self.notices else self.random.choice(NOTICES)
            return Words(headline, "", "", self.fill(opening))
        headline, kicker, subtitle, opening = self.story()
        often = 0.6 if kind == "brief" else 0.7
        if self.random.random() < often:
            opening = self.signed(opening)
        return (
            Words(headline, "", "", opening)
            if kind == "brief"
            else Words(headline, kicker, subtitle, opening)
        )

    def story(self) -> Words:
        """A report whose heading and opening speak of the same three people."""
        template = self.stories.pop() if self.stories else self.random.choice(STORIES)
        joined = "\x00".join(template)
        names = self.random.sample(self.world.people, 3)
        for key, name in zip(("{p1}", "{p2}", "{p3}"), names, strict=True):
            joined = joined.replace(key, name)
        return Words(*self.fill(joined).split("\x00"))

    def fill(self, template: str) -> str:
        """A template with its slots filled, each number anew."""
        out = template
        for key, value in self._slots().items():
            out = out.replace("{" + key + "}", value)
        while "{n}" in out:
            out = out.replace("{n}", str(self.random.choice(FIGURES)), 1)
        return out

    def _slots(self) -> dict[str, str]:
        pick = self.random.choice
        one, two, three = self.random.sample(self.world.people, 3)
        return {
            "area": self.world.area, "head": self.world.head, "town": pick(self.world.towns),
            "village": pick(self.world.villages), "body": pick(self.world.bodies), "firm": pick(self.world.firms),
            "trade": pick(self.world.trades), "p1": one, "p2": two, "p3": three,
            "d": f"{self.month}月{self.random.randint(self.day - 3, self.day - 1)}日",
            "d2": f"{self.month}月{self.day + 2}日", "m": str(self.random.randint(1, 12)),
            "m2": str(min(12, self.month + 1)), "y1": str(self.world.year + 1),
            "h": str(self.random.randint(8, 16)), "o": str(self.random.randint(3, 15)),
        }  # fmt: skip

    def paragraph(self, most: int = 4) -> str:
        """Some sentences of running text."""
        count = self.random.randint(1, most)
        return "".join(self.fill(sentence) for sentence in self.random.sample(SENTENCES, count))

    def signed(self, text: str) -> str:
        """A report's first paragraph behind a reporter's line."""
        one, two = self.random.sample(self.world.reporters, 2)
        return self.random.choice(SIGNATURES).format(one, two) + text

    def caption(self) -> str:
        """What stands under a picture, with who took it."""
        text = self.fill(self.random.choice(CAPTIONS))
        return f"{text} 本报记者 {self.random.choice(self.world.reporters)} 摄"

    def dateline(self) -> str:
        """The day of the issue, as the head of the page prints it."""
        return f"{self.world.year}年{self.month}月{self.day}日 星期{self.random.choice('一二三四五六日')}"

    def credit(self) -> str:
        """Who edited, set and proofread the page."""
        staff = self.random.sample([*self.world.people, *self.world.reporters], 3)
        return f"责任编辑：{staff[0]} 版式：{staff[1]} 校对：{staff[2]}"
