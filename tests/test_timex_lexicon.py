"""The examples beside the words of time hold, and each word of the lists is understood (``lexicon/zh/time.toml``, ``festivals.toml``)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from timeline.lexicon import load
from timeline.timex import find_timexes, resolve
from timeline.timex.calendar import festival_day
from timeline.timex.words import plain

TIME, FESTIVALS = load("time"), load("festivals")
EXAMPLES = [row for rows in TIME.values() if isinstance(rows, list) for row in rows]


def test_every_table_of_words_has_an_example() -> None:
    assert all("example" in row and "value" in row for row in EXAMPLES)
    assert FESTIVALS["example"]


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["example"] for row in EXAMPLES])
def test_example(row: dict[str, Any]) -> None:
    assert row["value"] in [timex.value for timex in find_timexes(row["example"])]


DAY_WORDS = [(row, word) for table in ("day", "anaphor") for row in TIME[table] for word in row["words"]]


@pytest.mark.parametrize(("row", "word"), DAY_WORDS, ids=[word for _, word in DAY_WORDS])
def test_day_word_is_found_and_read_as_its_table_says(row: dict[str, Any], word: str) -> None:
    found = find_timexes(f"3月8日，志愿者集合。{word}，活动开始。")
    assert (word, row["value"]) in [(timex.text, timex.value) for timex in found]


SHIFTED = [(row, word) for table in ("year", "month") for row in TIME[table] for word in row["words"]]


@pytest.mark.parametrize(("row", "word"), SHIFTED, ids=[word for _, word in SHIFTED])
def test_year_and_month_words(row: dict[str, Any], word: str) -> None:
    assert (word, row["value"]) in [
        (timex.text, timex.value) for timex in find_timexes(f"{word}，大桥通车。")
    ]


VAGUE = [(row, word) for row in TIME["vague"] for word in row["words"]]


@pytest.mark.parametrize(("row", "word"), VAGUE, ids=[word for _, word in VAGUE])
def test_vague_word(row: dict[str, Any], word: str) -> None:
    assert (word, row["ref"]) in [
        (timex.text, timex.value) for timex in find_timexes(f"{word}，大桥主体完工。")
    ]


PARTS = [(row, word) for row in TIME["part"] for word in row["words"]]


@pytest.mark.parametrize(("row", "word"), PARTS, ids=[word for _, word in PARTS])
def test_part_of_the_day_behind_a_day(row: dict[str, Any], word: str) -> None:
    (timex,) = find_timexes(f"5月6日{word}，队伍出发。")
    assert (timex.text, timex.value) == (f"5月6日{word}", f"XXXX-05-06T{row['label']}")


@pytest.mark.parametrize("word", TIME["traps"]["words"])
def test_trap_is_no_time(word: str) -> None:
    text = f"村民说起{word}。"
    start, end = text.index(word), text.index(word) + len(word)
    assert [
        timex.text for timex in find_timexes(text) if timex.span.start < end and start < timex.span.end
    ] == []


NAMES = [word for row in FESTIVALS["festival"] if "needs" not in row for word in row["words"]]


@pytest.mark.parametrize("word", NAMES)
def test_festival_is_found_and_has_a_day(word: str) -> None:
    assert word in [timex.text for timex in find_timexes(f"{word}，广场上人来人往。")]
    assert festival_day(plain(word), 2016) is not None


BOUND = [(word, row["needs"]) for row in FESTIVALS["festival"] if "needs" in row for word in row["words"]]


@pytest.mark.parametrize(("word", "needs"), BOUND, ids=[word for word, _ in BOUND])
def test_festival_that_is_an_everyday_word_needs_its_company(word: str, needs: list[str]) -> None:
    assert find_timexes(f"标牌上写着{word}号院。") == []
    said = [word if mark == "$" else f"{word}{mark}，广场上人来人往。" for mark in needs]
    assert all(any(timex.text.startswith(word) for timex in find_timexes(text)) for text in said)


@pytest.mark.parametrize("row", FESTIVALS["example"], ids=[row["text"] for row in FESTIVALS["example"]])
def test_festival_example(row: dict[str, str]) -> None:
    timexes = resolve(find_timexes(row["text"]), dt.date.fromisoformat(row["issued"]), row["text"])
    assert row["day"] in [timex.when.start for timex in timexes if timex.when]


def test_the_lexicon_has_no_word_twice_in_one_table() -> None:
    words = [word for row in FESTIVALS["festival"] for word in row["words"]]
    assert sorted(set(words)) == sorted(words)
    assert len(set(TIME["traps"]["words"])) == len(TIME["traps"]["words"])
