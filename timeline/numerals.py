"""Chinese and Arabic numerals, as printed in dates and counts, to numbers.

Place value (二十八, 一百零五, 两千), digit by digit (二〇一四, 一九九八), the short forms of days (廿八, 卅),
formal figures (贰拾), full-width and plain Arabic digits.
"""

from __future__ import annotations

from timeline.text import fold

_DIGITS = {
    c: n
    for n, cs in enumerate(
        ["〇零○", "一壹元", "二贰两貳兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
    )
    for c in cs
}
_TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

#: Every character a Chinese numeral may be written with, for use inside a character class.
HAN_DIGITS = "〇零一二三四五六七八九"
HAN_NUMERAL = HAN_DIGITS + "十百千两廿卅"


def to_int(numeral: str) -> int | None:
    """The whole number ``numeral`` stands for, or None where it is not one.

    >>> to_int("二十八"), to_int("廿八"), to_int("二〇一四"), to_int("１４"), to_int("二十点五")
    (28, 28, 2014, 14, None)
    """
    folded = fold(numeral).strip()
    if not folded:
        return None
    if folded.isascii():
        return int(folded) if folded.isdigit() else None
    if all(c in _DIGITS or c.isdigit() for c in folded):
        return int("".join(c if c.isdigit() else str(_DIGITS[c]) for c in folded))
    return _by_place(folded)


def _by_place(numeral: str) -> int | None:
    """A numeral with 十, 百, 千, 万, 亿 in it; Arabic digits may stand before a place (3万, 2千5百)."""
    total = section = digit = 0
    figures = ""
    for char in numeral:
        if char.isdigit():
            figures += char
            digit = int(figures)
            continue
        figures = ""
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += _TENS[char]
            digit = 0
        elif char in _PLACES:
            section += (digit or 1) * _PLACES[char]
            digit = 0
        elif char in _MYRIADS:
            total += (section + digit or 1) * _MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


def to_number(numeral: str) -> float | None:
    """A count that may be a fraction: ``1.5``, ``三点五``, ``半``; None where it is not one.

    >>> to_number("半"), to_number("1.5"), to_number("三点五"), to_number("二十")
    (0.5, 1.5, 3.5, 20.0)
    """
    folded = fold(numeral).strip()
    if folded == "半":
        return 0.5
    whole, dot, rest = folded.replace("点", ".").partition(".")
    value = to_int(whole)
    if value is None or not dot:
        return None if value is None else float(value)
    tail = "".join(c if c.isdigit() else str(_DIGITS.get(c, "")) for c in rest)
    return float(f"{value}.{tail}") if tail else None
