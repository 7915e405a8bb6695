"""Numerals as printed in Chinese news to numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.numerals import to_int, to_number

WRITTEN = {
    0: ["0", "零", "〇", "○"],
    5: ["5", "五", "伍", "５"],
    10: ["10", "十", "一十", "拾", "１０"],
    12: ["12", "十二", "一十二"],
    20: ["20", "二十", "廿", "贰拾"],
    28: ["28", "二十八", "廿八", "二八"],
    31: ["31", "三十一", "卅一"],
    105: ["105", "一百零五", "一〇五"],
    1998: ["1998", "一九九八", "一千九百九十八"],
    2004: ["2004", "二〇〇四", "两千零四", "二零零四"],
    2014: ["2014", "二〇一四", "二○一四", "２０１４", "二零一四"],
    30000: ["30000", "三万", "3万", "30 000".replace(" ", "")],
    25000: ["两万五千", "2万5千"],
}


@pytest.mark.parametrize(("value", "written"), [(v, w) for v, ways in WRITTEN.items() for w in ways])
def test_ways_of_writing_a_number(value: int, written: str) -> None:
    assert to_int(written) == value


@pytest.mark.parametrize(
    "written", ["", " ", "年", "3月", "二十点五", "一些", "十几", "-5", "3.5", "Ⅳ3", "abc"]
)
def test_what_is_no_whole_number(written: str) -> None:
    assert to_int(written) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("半", 0.5),
        ("1.5", 1.5),
        ("三点五", 3.5),
        ("１．５", 1.5),
        ("二十", 20.0),
        ("几", None),
        ("点五", None),
        ("三点", None),
    ],
)
def test_fractions(written: str, value: float | None) -> None:
    assert to_number(written) == value


DIGITS = "〇一二三四五六七八九"


def spelled(number: int) -> str:
    """A number below ten thousand by place value, as a reader says it."""
    if number == 0:
        return "零"
    out, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out


@given(st.integers(0, 9999))
def test_place_value_comes_back(number: int) -> None:
    assert to_int(spelled(number)) == number


@given(st.integers(1000, 9999))
def test_digit_by_digit_comes_back(number: int) -> None:
    assert to_int("".join(DIGITS[int(c)] for c in str(number))) == number


@given(st.text(max_size=8))
def test_never_raises(text: str) -> None:
    to_int(text)
    to_number(text)
