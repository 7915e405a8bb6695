"""Names, offices and what is none: the examples of the lexicon, and law of printed words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extract.people import find_people
from timeline.lexicon import load
from timeline.text import Span

EXAMPLES = load("persons")["examples"]


def names_in(text: str) -> list[str]:
    return [named.name for named in find_people(text, Span(0, len(text)))]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:12])
def test_lexicon_example(example: dict) -> None:
    assert sorted(set(names_in(example["text"]))) == sorted(example["names"])


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("市委副书记、市长陈立新主持会议。", "陈立新", "市委副书记、市长"),
        ("3月2日，县人大常委会主任马国民出席。", "马国民", "县人大常委会主任"),
        ("校党委书记宋文华，副校长郭敏参加。", "郭敏", "副校长"),
        ("自治区党委常委、副主席艾尔肯·吐尼亚孜讲话。", "艾尔肯·吐尼亚孜", "自治区党委常委、副主席"),
    ],
)
def test_title_as_printed(text: str, name: str, title: str) -> None:
    found = {named.name: named.title for named in find_people(text, Span(0, len(text)))}
    assert found[name] == title


@given(st.text(alphabet="王李书记县长主持、，。和·强调在" + "会议", max_size=60))
def test_every_name_is_printed(text: str) -> None:
    for named in find_people(text, Span(0, len(text))):
        assert text[named.span.start : named.span.end] == named.name
