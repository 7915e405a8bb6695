"""Articles: the corpus, each page as written and broken as files break it, and the gold of the seed pages."""

from __future__ import annotations

import json
import re
import sys
import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from timeline.articles import Article, split
from timeline.lexicon import load
from timeline.pages import Page, read_page
from timeline.pages.bylines import names, opens, signs
from timeline.pages.furniture import furniture
from timeline.text import squeeze

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
CORPUS = tomllib.loads((HERE / "corpus" / "articles.toml").read_text("utf-8"))["page"]
MARKS = "。，、；：！？,;:!?）)》」』”’】]"


def wide(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def wrapped(paragraph: str, measure: int) -> list[str]:
    """A paragraph as printed lines: an indent of two on the first, no mark at the head of a line, no number cut."""
    units = re.findall(r"[A-Za-z0-9.%]+|.", squeeze(paragraph))
    rows, row, limit = [], "", measure - 2.0
    for unit in units:
        if row and sum(map(wide, row + unit)) > limit and unit not in MARKS:
            rows.append(row)
            row, limit = "", float(measure)
        row += unit
    return [*rows, row]


def broken(text: str, form: str) -> str:
    """``text`` broken: ``wrapped N`` lines of N characters; ``blank`` an empty line after each; ``digits``
    numbers on lines of their own; ``spaced`` some lines with a blank after every character."""
    words = form.split()
    rows: list[str] = []
    for paragraph in text.strip().split("\n"):
        # Headlines and credits are set in one line.
        body = re.search("[。；]", paragraph) and len(paragraph) > int(words[1])
        rows += wrapped(paragraph, int(words[1])) if body else [paragraph]
    if "spaced" in words:
        rows = [" ".join(row) if k % 5 == 4 else row for k, row in enumerate(rows)]
    if "digits" in words:
        rows = [piece for row in rows for piece in re.split(r"(?<=[一-鿿])(\d+)(?=[一-鿿])", row) if piece]
    return ("\n\n" if "blank" in words else "\n").join(rows) + "\n"


def cases() -> list[tuple[str, dict]]:
    return [(form, page) for page in CORPUS for form in ["as written", *page.get("forms", [])]]


def content(form: str, text: str) -> bytes:
    if form in ("gb18030", "utf-16", "big5"):
        return text.encode("big5hkscs" if form == "big5" else form)
    if form.startswith("wrapped"):
        return broken(text, form).encode()
    return text.encode()


def bare(text: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", text))


def body(page: Page, article: Article) -> str:
    return squeeze(page.text[article.body.start : article.body.end])


@pytest.mark.parametrize(
    ("form", "entry"), cases(), ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_corpus(form: str, entry: dict) -> None:
    data = content(form, entry["text"])
    page = read_page("page.txt", content=data)
    found = split(page)
    shown = [
        (article.kind, article.headline, article.byline, body(page, article)[:20], body(page, article)[-20:])
        for article in found
    ]
    expected = entry["articles"]
    assert len(found) == len(expected), shown
    for article, want in zip(found, expected, strict=True):
        words = bare(body(page, article))
        assert words.startswith(bare(want["first"])), shown
        assert words.endswith(bare(want["last"])), shown
        assert article.kind == want["kind"], shown
        if article.kind == "masthead":
            continue
        assert bare(article.headline) == bare(want["headline"]), shown
        assert set(article.byline) == set(want["byline"]), shown
        if "owners" in want:
            assert [section.owner for section in article.sections] == want["owners"]


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry["name"])
def test_spans(entry: dict) -> None:
    page = read_page("page.txt", content=entry["text"].encode())
    found = split(page)
    assert [article.id for article in found] == [f"a{k}" for k in range(1, len(found) + 1)]
    for article in found:
        assert 0 <= article.body.start < article.body.end <= len(page.text)
        if article.headline_spans:
            shown = "".join(page.text[span.start : span.end] for span in article.headline_spans)
            assert squeeze(article.headline) == squeeze(shown)
        if article.dateline is not None:
            assert article.body.contains(article.dateline)
        for section in article.sections:
            assert article.body.contains(section.span)
    for a, b in pairwise(found):
        assert a.body.end <= b.body.start or not a.body.overlaps(b.body)


@pytest.mark.parametrize("example", load("bylines")["examples"], ids=lambda example: example["text"])
def test_byline_examples(example: dict) -> None:
    text = example["text"]
    if "opens" in example:
        assert (opens(squeeze(text)) > 0) is example["opens"]
    if "signs" in example:
        assert signs(text) is example["signs"]
        assert signs(squeeze(text)) is example["signs"]
        if example["signs"]:
            assert list(names(text)) == example["names"]


@pytest.mark.parametrize("example", load("furniture")["examples"], ids=lambda example: example["text"])
def test_furniture_examples(example: dict) -> None:
    assert furniture(example["text"]) is example["furniture"]


def score(pages: list[Path]) -> dict[str, int]:
    sys.path.insert(0, str(HERE / "score"))
    from score_articles import bare as plain
    from score_articles import same

    total = dict.fromkeys(("gold", "found", "right", "headline", "kind", "names", "named", "hits"), 0)
    for file in pages:
        page = read_page(file)
        gold = json.loads((HERE / "gold" / f"{file.stem}.json").read_text("utf-8"))["articles"]
        gold = [article for article in gold if article["kind"] != "masthead"]
        found = [article for article in split(page) if article.kind != "masthead"]
        total["gold"] += len(gold)
        total["found"] += len(found)
        total["names"] += sum(len(article["byline"]) for article in gold)
        for article in found:
            row = {"first_words": body(page, article)[:12], "last_words": body(page, article)[-12:]}
            match = next((one for one in gold if same(row, one)), None)
            if match is None:
                continue
            gold.remove(match)
            total["right"] += 1
            total["headline"] += plain(match["headline"]) == plain(article.headline)
            total["kind"] += match["kind"] == article.kind
            total["named"] += len(article.byline)
            total["hits"] += len(set(match["byline"]) & set(article.byline))
    return total


def f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold)


@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.name[:3])
def test_seed_articles(file: Path) -> None:
    total = score([file])
    assert f1(total["right"], total["found"], total["gold"]) >= (0.6 if file.name.startswith("001") else 0.95)


def test_seed_headlines_kinds_and_bylines() -> None:
    total = score(SEEDS)
    assert total["headline"] / total["right"] >= 0.85
    assert total["kind"] / total["right"] >= 0.9
    assert f1(total["hits"], total["named"], total["names"]) >= 0.95
