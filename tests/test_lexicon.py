"""Every example written beside the words of ``timeline/lexicon/zh/`` holds, and every file of words has examples."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from timeline.text import Span, squeeze

FOLDER = Path(__file__).parent.parent / "timeline" / "lexicon" / "zh"
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
# Files whose examples another test runs in a form of its own.
ELSEWHERE = {
    "time": "test_timex_lexicon.py",
    "festivals": "test_timex_lexicon.py",
    "landmarks": "test_anchors.py",
    "moving_days": "test_anchors.py",
    "day_cues": "test_anchors.py",
    "year_company": "test_anchors.py",
}
# Tables of characters, which their own length checks.
NO_WORDS = {"traditional"}


def persons(example: dict[str, Any]) -> None:
    """``names``: the persons that must be found, no other."""
    from timeline.extract.people import find_people

    text = example["text"]
    found = {named.name for named in find_people(text, Span(0, len(text)))}
    assert found == set(example["names"])


def bylines(example: dict[str, Any]) -> None:
    """``names``: who wrote an article that opens or closes with these words."""
    from timeline.articles import split
    from timeline.pages import read_page

    line = example["text"]
    body = "全县春季农业生产现场会在城关镇召开，与会人员观摩了高标准农田建设。会议要求抓好田间管理。"
    opens = line.startswith(("本报", "新华社", "中新社")) and "摄" not in line
    page = (
        f"春季农业生产现场会召开\n\n{line}，{body}"
        if opens
        else f"春季农业生产现场会召开\n\n{body}\n\n{line}"
    )
    articles = split(read_page("example.txt", content=page.encode()))
    assert set(example["names"]) == {name for article in articles for name in article.byline}


def furniture(example: dict[str, Any]) -> None:
    """``furniture``: whether the line belongs to no article."""
    from timeline.pages.furniture import furniture

    assert furniture(squeeze(example["text"])) is example["furniture"]


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


FORMS: dict[str, Callable[[dict[str, Any]], None]] = {
    "persons": persons, "bylines": bylines, "furniture": furniture, "triggers": triggers, "bodies": bodies,
}  # fmt: skip


def examples() -> Iterator[Any]:
    """Every example of every file that has a form here."""
    for name in FORMS:
        for example in FILES[name].get("examples", []):
            yield pytest.param(name, example, id=f"{name}-{example['text'][:10]}")


@pytest.mark.parametrize(("name", "example"), examples())
def test_the_example_holds(name: str, example: dict[str, Any]) -> None:
    FORMS[name](example)


def test_every_file_of_words_has_examples_that_a_test_runs() -> None:
    for name, tables in FILES.items():
        if name in NO_WORDS:
            continue
        if name in ELSEWHERE:
            test = (Path(__file__).parent / ELSEWHERE[name]).read_text(encoding="utf-8")
            assert name in test, f"{ELSEWHERE[name]} does not look at {name}.toml"
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
