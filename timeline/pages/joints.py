"""How well one printed line goes on where another stops: the evidence for putting torn columns together.

The measure is a log-likelihood ratio: how much likelier the characters at the two ends are as one piece
of Chinese than as the ends of two unrelated lines. It rests on a list of words with their frequencies
(from jieba's dictionary, MIT licence; see ``lexicon/zh/NOTICE``), on the words the page itself repeats,
and on what punctuation allows.
"""

from __future__ import annotations

import lzma
import math
from collections import Counter
from functools import cache
from importlib.resources import files

from timeline.pages.bylines import opens
from timeline.text import fold

_TOTAL = 60_101_967.0
_REACH = 4
_RARE = math.log(0.5 / _TOTAL)


class Words:
    """Log-probabilities of words, and of the beginnings and ends of words."""

    def __init__(self) -> None:
        packed = files("timeline.lexicon").joinpath("zh", "words.txt.xz").read_bytes()
        self.whole: dict[str, float] = {}
        first: dict[str, float] = {}
        last: dict[str, float] = {}
        for row in lzma.decompress(packed).decode("utf-8").splitlines():
            head, *words = row.split(" ")
            count = 2 ** (int(head) / 2)
            score = math.log(count / _TOTAL)
            for word in words:
                self.whole[word] = score
                for cut in range(1, len(word)):
                    first[word[:cut]] = first.get(word[:cut], 0.0) + count
                    last[word[cut:]] = last.get(word[cut:], 0.0) + count
        # A line breaks inside a word as often as words have inner joints.
        self.first = {word: math.log(count / _TOTAL) for word, count in first.items()}
        self.last = {word: math.log(count / _TOTAL) for word, count in last.items()}


@cache
def words() -> Words:
    """The word list; read at the first call."""
    return Words()


def best(piece: str, opening: bool, closing: bool) -> float:
    """Log-probability of the likeliest cutting of ``piece`` into words.

    ``opening`` allows the first to be the end of a word that began before, ``closing`` the last to be
    the beginning of one that goes on.
    """
    table = words()
    n = len(piece)
    score = [0.0] + [-1e9] * n
    for end in range(1, n + 1):
        for start in range(max(0, end - 4), end):
            word = piece[start:end]
            value = table.whole.get(word)
            if value is None:
                value = _RARE if end - start == 1 else -1e9
            if opening and start == 0:
                value = max(value, table.last.get(word, -1e9))
            if closing and end == n:
                value = max(value, table.first.get(word, -1e9))
            value += score[start]
            if value > score[end]:
                score[end] = value
    return score[n]


# Weights of a logistic regression on 2,447 true and 17,129 false joints of ordinary newspaper text cut
# at 12 to 17 characters (the same page supplies the false ones).
_WORD, _BROKEN = 0.66, 0.83
_PAIR, _TRIPLE, _QUAD = 0.81, 0.83, 0.63
_QUOTE_MET, _QUOTE_MISSED, _QUOTE_STRAY = 0.83, -0.57, -0.39
_UNIT, _NO_UNIT, _DIGITS, _BEFORE_DIGIT = 0.86, -0.6, 0.7, -0.4
_PARTICLE, _BASE = 0.4, -0.1
_TWO_MARKS, _HANGING_MARK, _CUT_OFF = -4.0, 1.0, -3.0

_UNITS = frozenset("年月日时分个家名人元万亿%米吨公户项件次天岁辆台条位点届章号期批余多亩平千百倍")
_PARTICLES = frozenset("的了着们")
_OPEN = "(《〈【[「『“‘"
_CLOSE = ")》〉】]」』”’"
_FELLOW = dict(zip(_OPEN, _CLOSE, strict=True))
_STOPS = frozenset(",，。;；、")
_MARKS = frozenset("。.，,、；;：:！!？?") | frozenset(_CLOSE)


def han(char: str) -> bool:
    """Whether ``char`` is a Han character of the basic block."""
    return "一" <= char <= "鿿"


def flat(chars: str) -> str:
    """Folded, but with quotation marks that still tell opening from closing."""
    return "".join(char if char in "“”‘’" else one for char, one in zip(chars, fold(chars), strict=True))


class Joints:
    """The joints between the lines of one page. ``lines`` are as :func:`flat` gives them."""

    def __init__(self, lines: list[str], body: list[bool] | None = None) -> None:
        self.lines = lines
        self.counts: Counter[str] = Counter()
        self.size = sum(map(len, lines)) or 1
        for line in lines:
            for length in (1, 2, 3, 4):
                self.counts.update(line[i : i + length] for i in range(len(line) - length + 1))
        self.tails = [_tail(line) for line in lines]
        self.heads = [_head(line) for line in lines]
        self.unclosed = [_unclosed(line) for line in lines]
        self.closes = [_closes(line) for line in lines]
        self.opening = [opens(line) > 0 for line in lines]
        self.body = body or [False] * len(lines)
        self.terminal = -1
        self.stay = 0.0
        self._known: dict[tuple[int, int], float] = {}

    def part(self, start: int, end: int) -> Joints:
        """The joints among lines ``start`` to ``end``, judged by the words of the whole page."""
        some = Joints.__new__(Joints)
        some.counts, some.size, some._known = self.counts, self.size, {}
        some.body, some.terminal, some.stay = self.body[start:end], -1, 0.0
        some.opening = self.opening[start:end]
        some.lines = self.lines[start:end]
        some.tails, some.heads = self.tails[start:end], self.heads[start:end]
        some.unclosed, some.closes = self.unclosed[start:end], self.closes[start:end]
        return some

    def score(self, a: int, b: int) -> float:
        """The evidence, in nats, that line ``b`` goes on where line ``a`` stops; about 0 where nothing tells."""
        key = (a, b)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._joint(a, b)
        return found

    def _joint(self, a: int, b: int) -> float:
        left, right = self.lines[a], self.lines[b]
        if self.opening[b]:
            # A report opens below a headline or another text's end, not in the middle of a sentence.
            ended = left[-1] in "。!?！？" or not (self.body[a] or set(left) & _STOPS)
            return 0.0 if ended else _CUT_OFF
        if a == self.terminal:
            return _CUT_OFF
        if right[0] in _MARKS:
            return _TWO_MARKS if left[-1] in _MARKS and right[0] not in _CLOSE else _HANGING_MARK
        if left[-1] in "。!?！？":
            return self._quotes(a, b)
        value = _BASE + self._quotes(a, b) + self._repeated(left, right) + _numbers(left, right)
        tail, head = self.tails[a], self.heads[b]
        if tail and head:
            gain = best(tail + head, True, True) - _alone(tail) - _alone(head)
            value += _WORD * min(8.0, gain) if gain > 0 else _BROKEN * max(-6.0, gain)
            if right[0] in _PARTICLES:
                value += _PARTICLE
        return value

    def _repeated(self, left: str, right: str) -> float:
        counts = self.counts
        if right[0] in _OPEN or right[0] == '"':
            return _TRIPLE * math.log1p(counts[left[-2:] + right[0]])
        expected = counts[left[-1]] * counts[right[0]] / self.size
        value = _PAIR * math.log((counts[left[-1] + right[0]] + 0.2) / (expected + 0.2))
        value += _TRIPLE * math.log1p(counts[left[-2:] + right[0]] + counts[left[-1] + right[:2]])
        return value + _QUAD * math.log1p(counts[left[-2:] + right[:2]])

    def _quotes(self, a: int, b: int) -> float:
        awaited, closing = self.unclosed[a], self.closes[b]
        if awaited:
            return _QUOTE_MET if closing == awaited else _QUOTE_MISSED
        return _QUOTE_STRAY if closing else 0.0


@cache
def _alone(piece: str) -> float:
    return best(piece, True, True)


def _numbers(left: str, right: str) -> float:
    if left[-1].isdigit():
        return _DIGITS if right[0].isdigit() else _UNIT if right[0] in _UNITS else _NO_UNIT
    return _BEFORE_DIGIT if right[0].isdigit() and han(left[-1]) else 0.0


def _tail(line: str) -> str:
    start = len(line)
    while start and len(line) - start < 3 and han(line[start - 1]):
        start -= 1
    return line[start:]


def _head(line: str) -> str:
    end = 0
    while end < min(3, len(line)) and han(line[end]):
        end += 1
    return line[:end]


def _unclosed(line: str) -> str:
    """The mark that would close what is open at the end of ``line``, "" if nothing is."""
    open_: list[str] = []
    for char in line[-40:]:
        if char in _FELLOW:
            open_.append(_FELLOW[char])
        elif open_ and char == open_[-1]:
            open_.pop()
    return open_[-1] if open_ else ""


def _closes(line: str) -> str:
    """The first mark in ``line`` that closes something opened before it, "" if there is none."""
    depth = 0
    for char in line[:40]:
        if char in _FELLOW:
            depth += 1
        elif char in _CLOSE:
            if not depth:
                return char
            depth -= 1
    return ""
