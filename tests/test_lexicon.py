"""Every example written beside the words of ``timeline/lexicon/zh/`` holds, and every file of words has examples."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from timeline.text import squeeze

FOLDER = Path(__file__).parent.parent / "timeline" / "lexicon" / "zh"
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
# Files whose examples the tests of their own room run.
ELSEWHERE = {
    "bylines": "test_articles.py",
    "countdowns": "test_anchors.py",
    "cues": "test_extract.py",
    "day_cues": "test_anchors.py",
    "festivals": "test_timex_lexicon.py",
    "furniture": "test_articles.py",
    "landmarks": "test_anchors.py",
    "moving_days": "test_anchors.py",
    "persons": "test_people.py",
    "time": "test_timex_lexicon.py",
    "year_company": "test_anchors.py",
}
# A table of characters, not of words.
NO_WORDS = {"traditional"}

BODY = "全县春季农业生产现场会在城关镇召开，与会人员观摩了高标准农田建设。会议要求抓好田间管理。"


def triggers(example: dict[str, Any]) -> None:
    """``type``: the type of the event a sentence reports."""
    from timeline.pipeline import read

    reading = read("20140630.txt", content=example["text"].encode())
    assert [event.type for event in reading.events][:1] == [example["type"]]


def bodies(example: dict[str, Any]) -> None:
    """``bodies``: the bodies that took part."""
    from timeline.pipeline import read

    reading = read("20140630.txt", content=("6月3日，" + example["text"]).encode())
    found = {body.name for event in reading.events for body in event.organizations}
    assert set(example["bodies"]) <= found


def places(example: dict[str, Any]) -> None:
    """``place``: where the last event of a text happened."""
    from timeline.pipeline import read

    reading = read("20140630.txt", content=example["text"].encode())
    found = [event.place.name for event in reading.events if event.place]
    assert found[-1:] == [example["place"]]


def stages(example: dict[str, Any]) -> None:
    """``undertaking``: what a title is a step of."""
    from timeline.store.chains import undertaking_of

    assert undertaking_of(example["text"]) == example["undertaking"]


def kinds(example: dict[str, Any]) -> None:
    """``kind``: what an article under this headline is."""
    from timeline.articles import split
    from timeline.pages import read_page

    page = read_page("example.txt", content=f"{example['headline']}\n\n{BODY}".encode())
    assert [article.kind for article in split(page)] == [example["kind"]]


FORMS: dict[str, Callable[[dict[str, Any]], None]] = {
    "triggers": triggers,
    "bodies": bodies,
    "kinds": kinds,
    "places": places,
    "stages": stages,
}
EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{number}")
    for name in FORMS
    for number, example in enumerate(FILES[name].get("examples", []))
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_example_holds(name: str, example: dict[str, Any]) -> None:
    FORMS[name](example)


def test_every_file_of_words_has_examples_that_a_test_runs() -> None:
    for name, tables in FILES.items():
        if name in NO_WORDS:
            continue
        if name in ELSEWHERE:
            test = (Path(__file__).parent / ELSEWHERE[name]).read_text(encoding="utf-8")
            assert f'"{name}"' in test, f"{ELSEWHERE[name]} does not look at {name}.toml"
        else:
            assert name in FORMS and tables["examples"], f"{name}.toml has no examples"


def test_words_are_written_without_blanks() -> None:
    blank = [
        f"{name}.toml {key}: {word!r}"
        for name, tables in FILES.items()
        for key, words in tables.items()
        if isinstance(words, list)
        for word in words
        if isinstance(word, str) and word != squeeze(word) and word.strip()
    ]
    assert not blank
