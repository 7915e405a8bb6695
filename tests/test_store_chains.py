"""Follow-ups: the steps of one undertaking point to the step before them, in whatever order the pages come."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

import pytest
from feed.happenings import happening

from timeline.events import Event
from timeline.store import Store
from timeline.store.chains import undertaking_of

BODY = ({"name": "云溪县农业农村局", "role": "organizer"},)


def step(title: str, day: str, *, bodies: tuple[dict[str, str], ...] = BODY) -> tuple[str, list[Event]]:
    """One page that reports one step."""
    name = f"{day}.txt"
    quote = f"{day[5:7]}月{day[8:]}日，{title}举行。"
    told = happening(title, day, start=day, end=day, page=name, quote=quote, people=(), organizations=bodies)
    return name, [told]


STEPS = [
    step("云溪县农村厕所改造动员大会", "2019-03-05"),
    step("云溪县农村厕所改造工作推进会", "2019-06-20"),
    step("云溪县农村厕所改造总结会", "2019-12-28"),
]


def links(store: Store) -> dict[str, list[str]]:
    """Every title with the titles it points to."""
    titles = {item.uid: item.event.title for item in store.events()}
    return {item.event.title: [titles[uid] for uid in item.event.related] for item in store.events()}


def told(pages: list[tuple[str, list[Event]]]) -> dict[str, list[str]]:
    with Store(":memory:") as store:
        for name, events in pages:
            store.add_events(name, name, events)
        return links(store)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_each_step_points_to_the_one_before_it(order: tuple[int, ...]) -> None:
    assert told([STEPS[number] for number in order]) == {
        "云溪县农村厕所改造动员大会": [],
        "云溪县农村厕所改造工作推进会": ["云溪县农村厕所改造动员大会"],
        "云溪县农村厕所改造总结会": ["云溪县农村厕所改造工作推进会"],
    }


def test_other_bodies_other_undertakings_and_other_years_are_no_follow_ups() -> None:
    elsewhere = step(
        "河口县农村厕所改造推进会", "2019-06-21", bodies=({"name": "河口县农业局", "role": "organizer"},)
    )
    other = step("云溪县村庄绿化行动推进会", "2019-06-22")
    later = step("云溪县农村厕所改造总结会", "2021-02-01")
    found = told([STEPS[0], elsewhere, other, later])
    assert all(related == [] for related in found.values()) and len(found) == 4


def test_a_step_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        for name, events in STEPS:
            store.add_events(name, name, events)
        middle = next(item for item in store.events() if "推进会" in item.event.title)
        store.correct(middle.uid, rejected=True)
        assert links(store)["云溪县农村厕所改造总结会"] == ["云溪县农村厕所改造动员大会"]


def test_a_new_step_revises_only_what_follows_it() -> None:
    with Store(":memory:") as store:
        for name, events in (STEPS[0], STEPS[2]):
            store.add_events(name, name, events)
        name, events = STEPS[1]
        added = store.add_events(name, name, events)
        assert (added.new, added.changed) == (1, 1)
        again = store.add_events(name, name, events)
        assert (again.new, again.changed) == (0, 0)


def test_an_older_database_learns_its_chains(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Store(path) as store:
        store.add_events(*STEPS[0][:1], "d", STEPS[0][1])
    db = sqlite3.connect(path)
    db.executescript("DROP TABLE chains; PRAGMA user_version = 2;")
    db.close()
    with Store(path) as store:
        store.add_events(STEPS[1][0], "d", STEPS[1][1])
        assert links(store)["云溪县农村厕所改造工作推进会"] == ["云溪县农村厕所改造动员大会"]


@pytest.mark.parametrize(
    ("title", "undertaking"),
    [
        ("“清水行动”阶段小结会", "清水行动"),
        ("柳河镇冬季征兵动员会", "冬季征兵"),
        ("县委常委会会议", ""),
        ("全市安全生产推进会", ""),
        ("会议", ""),
    ],
)
def test_what_a_title_is_a_step_of(title: str, undertaking: str) -> None:
    assert undertaking_of(title) == undertaking
