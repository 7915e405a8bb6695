"""Bytes → characters: UTF-8, UTF-16, GB18030, Big5, told apart by what the text would look like."""

from __future__ import annotations

import codecs
import re

from timeline.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# The commonest characters of written Chinese in both scripts: a wrong decoding hardly ever makes them.
_COMMON = frozenset(
    "的一是在了不和有大这人中上为个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "民产方定行法所面市区县长记者报日月部政员委新建设展全业开加强第三二"
    "這為個國時來們對會發動產記報員設業開強縣長區無與後進實關問題學習點說經過從還種樣機體"
    "，。、：；“”（）《》"
)


def decode(content: bytes, document: str) -> str:
    """The text of a file without its byte order mark. Raises :class:`UnreadableFile`."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _checked(_strict(content[len(mark) :], encoding, document), document)
    if wide := _wide(content):
        return _checked(_strict(content, wide, document), document)
    try:
        return _checked(content.decode("utf-8"), document)
    except UnicodeDecodeError:
        pass
    if b"\0" in content[:_SAMPLE]:
        raise UnreadableFile(document, "binary, not text")
    return _checked(_guessed(content, document), document)


def _strict(content: bytes, encoding: str, document: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(document, f"damaged {encoding} text") from error


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: line ends, digits and blanks leave zeros on one side of each pair."""
    head = content[:_SAMPLE]
    if b"\0" not in head or len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    return encoding if plausibility(text) > 0.5 else None


def _guessed(content: bytes, document: str) -> str:
    tried: list[tuple[float, str]] = []
    for encoding in ("gb18030", "big5hkscs", "utf-8"):
        # A few bad bytes must not cost the page; many mean it was another encoding.
        text = content.decode(encoding, "replace")
        tried.append((plausibility(text[:_SAMPLE]) - 20 * text.count("\ufffd") / (len(text) + 1), text))
    best, text = max(tried, key=lambda pair: pair[0])
    if best < 0.05:
        raise UnreadableFile(document, "binary, or text in an unknown encoding")
    return text


def plausibility(text: str) -> float:
    """How much of ``text`` is what Chinese pages are made of; 0 (nothing) to 1."""
    marks = [char for char in text if not char.isspace()]
    if not marks:
        return 0.0
    common = sum(char in _COMMON for char in marks)
    plain = sum(char.isascii() and char.isprintable() for char in marks)
    return min(1.0, (2.5 * common + 0.6 * plain) / len(marks))


def _checked(text: str, document: str) -> str:
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000"):
        raise UnreadableFile(document, "empty")
    if "\0" in text:
        raise UnreadableFile(document, "binary, not text")
    controls = len(_CONTROLS.findall(text, 0, _SAMPLE))
    # Blanks do not count: reading drops them, and what it wrote must be readable again.
    if controls > 0.1 * len("".join(text[:_SAMPLE].split())):
        raise UnreadableFile(document, "binary, not text")
    return text
