"""The hand-made gold agrees with its texts, and the checker would notice if it did not."""

import copy

import check_gold
import pytest


@pytest.mark.parametrize("name", check_gold.FOLDERS)
def test_gold_agrees_with_its_texts(name: str) -> None:
    pages = check_gold.read_pages(check_gold.HERE / name)
    assert len(pages) >= 20
    assert {gold["doc"]: list(check_gold.page_faults(text, gold)) for text, gold in pages} == {
        gold["doc"]: [] for _, gold in pages
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("evidence", 0), "这一句不在版面上"),
        (("place",), "无此地"),
        (("type",), "party"),
        (("when", "start"), "1999-01-01"),
        (("when", "text"), "去年今日"),
        (("people", 0, "name"), "无此人"),
    ],
)
def test_a_broken_record_is_a_fault(path: tuple[str | int, ...], value: str) -> None:
    text, gold = check_gold.read_pages(check_gold.HERE / "dev")[0]
    gold = copy.deepcopy(gold)
    target = gold["events"][0]
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    assert list(check_gold.page_faults(text, gold))
