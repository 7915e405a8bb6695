"""PDF pages: text exact, articles whole, events those of the plain text, hostile files refused."""

from __future__ import annotations

import io
import json
import random
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from timeline.articles import split
from timeline.errors import UnreadableFile
from timeline.pages import Block, Page, read_page
from timeline.pages.layout import locate
from timeline.pages.pdf import MAX_PAGES, read_pdf
from timeline.pages.pdf_guard import MAX_STREAM
from timeline.pipeline import interpret
from timeline.text import Span, squeeze

PAGES = Path(__file__).parent / "pdf"
GIVEN = ("p1_rows", "p1_blocks", "p2_rows", "p2_blocks", "p3_rows", "p3_blocks")
OPEN = tuple(f"d{number:02}" for number in range(1, 9))


def truth(name: str) -> list[dict]:
    return json.loads((PAGES / f"{name.split('_')[0]}.truth.json").read_text(encoding="utf-8"))["articles"]


def page(name: str) -> Page:
    return read_page(PAGES / f"{name}.pdf")


def groups(read: Page) -> list[list[Block]]:
    """The blocks of each article in the page's order."""
    out: dict[tuple[int, int], list[Block]] = {}
    for block in read.blocks:
        if block.role != "furniture":
            out.setdefault((block.page, block.group), []).append(block)
    return list(out.values())


def words(lines: list[list[str]]) -> str:
    return "".join(text for _, text in lines)


# -- text and articles ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GIVEN)
def test_each_article_comes_out_character_for_character(name: str) -> None:
    read = page(name)
    got = {squeeze("".join(read.text[slice(*b.span)] for b in blocks)) for blocks in groups(read)}
    assert got == {words(article["lines"]) for article in truth(name) if article["kind"] != "masthead"}


@pytest.mark.parametrize("name", ("p1", "p2", "p3"))
def test_the_order_of_the_content_stream_changes_nothing(name: str) -> None:
    rows, blocks = page(f"{name}_rows"), page(f"{name}_blocks")
    assert rows.text == blocks.text
    assert [(b.role, b.group, b.span) for b in rows.blocks] == [
        (b.role, b.group, b.span) for b in blocks.blocks
    ]


@pytest.mark.parametrize("name", OPEN)
def test_no_character_is_lost_and_each_knows_its_place(name: str) -> None:
    read = page(name)
    for char, at in zip(read.text, read.origin, strict=True):
        assert at == -1 or read.source[at] == char
    told = {i for repair in read.repairs for i in range(*repair.span)} | set(read.origin)
    assert all(i in told for i, char in enumerate(read.source) if not char.isspace())
    shown = [at for at in read.origin if at >= 0]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("name", ("p1_rows", "p2_rows", "p3_rows"))
def test_headlines_bylines_and_kinds(name: str) -> None:
    articles = [article for article in split(page(name)) if article.kind != "masthead"]
    heads = {squeeze(article.headline) for article in articles}
    for one in truth(name):
        if one["kind"] == "masthead":
            continue
        titles = "".join(text for role, text in one["lines"] if role in ("kicker", "head", "sub"))
        assert squeeze(titles) in heads
    captions = sum(one["kind"] == "caption" for one in truth(name))
    assert sum(article.kind == "caption" for article in articles) == captions
    reports = [article for article in articles if article.dateline is not None]
    assert len(reports) > 4 and all(article.byline for article in reports)


def test_masthead_is_furniture() -> None:
    read = page("p2_rows")
    shown = squeeze("".join(read.text[slice(*span)] for span in read.furniture))
    assert "2023年7月10日星期一" in shown and "编辑：沈若溪" in shown
    assert [article.kind for article in split(read)].count("masthead") == 1


@pytest.mark.parametrize("name", ("d01", "d02", "d03"))
def test_names_and_phrases_are_parted_as_printed(name: str) -> None:
    heads = {article.headline for article in split(page(name))}
    for article in truth(name):
        if " " in article["headline"] and article["lines"][0][0] == "head":
            assert any(article["headline"] in head for head in heads), article["headline"]


def test_metadata_says_when_the_file_was_made_not_when_it_was_printed() -> None:
    said = page("p1_rows").metadata
    assert said["created"] == "2000-01-01" and "published" not in said and "author" not in said


# -- events -------------------------------------------------------------------------------------------


def plain(name: str, read: Page) -> Page:
    """The page as its true lines make it, article by article in the order of ``read``, without a layout."""
    shown = squeeze(read.text)
    told = sorted(
        truth(name), key=lambda a: -1 if a["kind"] == "masthead" else shown.find(words(a["lines"])[:14])
    )
    text, source, origin = "", "", []
    blocks: list[Block] = []
    for k, article in enumerate(told, -1):
        for role, line in article["lines"]:
            kind = {"mast": "furniture", "caption": "caption", "body": "body", "first": "body"}.get(
                role, "headline"
            )
            if text and (role not in ("body", "caption") or blocks[-1].group != k or blocks[-1].role != kind):
                text, source, origin = text + "\n", source + "\n", [*origin, len(source)]
            printed = article["headline"] if squeeze(article["headline"]) == line else line
            blocks.append(Block(kind, k, Span(len(text), len(text) + len(line))))
            origin += [len(source) + i for i, char in enumerate(printed) if char != " "]
            text, source = text + line, source + printed
    furniture = tuple(block.span for block in blocks if block.role == "furniture")
    return Page(read.document, text, source, tuple(origin), furniture=furniture, blocks=tuple(blocks))


KEPT = tuple(f"k{number:02}" for number in range(1, 9))
GIVEN = ("p1_rows", "p1_blocks", "p2_rows", "p2_blocks", "p3_rows", "p3_blocks")


@pytest.mark.parametrize("name", OPEN + KEPT + GIVEN)
def test_events_are_those_of_the_plain_text(name: str) -> None:
    read = page(name)
    got, expected = interpret(read).events, interpret(plain(name, read)).events
    assert sorted((e.type, e.when.edtf, squeeze(e.title)) for e in got) == sorted(
        (e.type, e.when.edtf, squeeze(e.title)) for e in expected
    )
    assert len(got) > 5


# -- where words stand -----------------------------------------------------------------------------------


def test_evidence_carries_page_and_box() -> None:
    read = page("p2_rows")
    at = read.text.index("道路施工公告")
    found = locate(read, Span(at, at + 6))
    assert found is not None
    number, (x0, y0, x1, y1) = found
    assert number == 1 and 148 < x0 < 152 and 268 < x1 < 272 and 114 < y0 < y1 < 138


def test_events_of_a_pdf_say_where_their_proof_is_printed() -> None:
    events = interpret(page("p2_rows")).events
    proofs = [proof for event in events for proof in event.evidence]
    assert proofs and all(proof.page == 1 and proof.box is not None for proof in proofs)
    assert all(0 < x0 < x1 < 780 and 0 < y0 < y1 < 1130 for x0, y0, x1, y1 in (proof.box for proof in proofs))


def test_a_quote_over_two_columns_is_shown_where_most_of_it_stands() -> None:
    read = page("p1_rows")
    lines = [b for b in read.blocks if b.role == "body"]
    last = next(b for b, after in pairwise(lines) if after.box[0] > b.box[2] and b.group == after.group)
    found = locate(read, Span(last.span.end - 9, last.span.end + 3))
    assert found is not None and found[1] == last.box


def test_plain_text_has_no_place() -> None:
    assert locate(Page("x", "abc", "abc", (0, 1, 2)), Span(0, 2)) is None


# -- several sheets -----------------------------------------------------------------------------------------


def joined(*names: str) -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for name in names:
        whole.import_pages(pypdfium2.PdfDocument(PAGES / f"{name}.pdf"))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_each_sheet_is_laid_out_by_itself() -> None:
    both = read_pdf(joined("p1_rows", "p2_rows"), "both.pdf")
    one, two = page("p1_rows"), page("p2_rows")
    assert both.text == one.text + "\n" + two.text
    assert {block.page for block in both.blocks} == {1, 2}
    assert len(split(both)) == len(split(one)) + len(split(two))
    at = both.text.index("道路施工公告")
    assert locate(both, Span(at, at + 6))[0] == 2  # type: ignore[index]


# -- hostile files ---------------------------------------------------------------------------------------------


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(data: bytes, extra: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def one_page(content: bytes, box: bytes = b"0 0 600 800") -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            % box,
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


WORDS = stream(zlib.compress(b"BT /F1 12 Tf 50 700 Td (This is one line of text on the page.) Tj ET"))


def encrypted() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner", strength=128))
    canvas.drawString(100, 100, "hidden")
    canvas.save()
    return out.getvalue()


def many_pages() -> bytes:
    kids = b" ".join([b"3 0 R"] * (MAX_PAGES + 1))
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, MAX_PAGES + 1),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
        ]
    )


HOSTILE = {
    "encrypted": (encrypted, "encrypted"),
    "many pages": (many_pages, "too many pages"),
    "huge stream": (lambda: one_page(stream(zlib.compress(b"q Q " * (MAX_STREAM // 4 + 9)))), "unfolds"),
    "packed twice": (lambda: one_page(stream(zlib.compress(zlib.compress(b"q Q ")), b"/Filter [/FlateDecode /FlateDecode]")), "twice"),
    "huge page": (lambda: one_page(WORDS, b"0 0 900000 900000"), "too large"),
    "cut off": (lambda: (PAGES / "p1_rows.pdf").read_bytes()[:200_000], "cut-off"),
    "a zip": (lambda: b"PK\x03\x04" + bytes(500), "not a PDF"),
    "only its name": (lambda: b"%PDF-1.7\n%%EOF\n", "damaged"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_their_cause(name: str) -> None:
    content, cause = HOSTILE[name]
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(content(), "evil.pdf")
    assert cause in str(caught.value) and "\n" not in str(caught.value)
    assert str(caught.value).startswith("evil.pdf: ")


def test_a_zip_under_the_name_of_a_pdf(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(b"PK\x03\x04" + bytes(500))
    with pytest.raises(UnreadableFile):
        read_page(file)


def test_any_part_of_a_file_is_read_or_refused() -> None:
    whole = (PAGES / "d02.pdf").read_bytes()
    for cut in range(0, len(whole), len(whole) // 40):
        with pytest.raises(UnreadableFile):
            read_pdf(whole[:cut], "part.pdf")


def test_damaged_bytes_are_read_or_refused() -> None:
    whole = (PAGES / "d04.pdf").read_bytes()
    dice = random.Random(7)
    read = 0
    for damage in (1, 5, 40) * 8:
        content = bytearray(whole)
        for _ in range(damage):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            page_ = read_pdf(bytes(content), "damaged.pdf", ocr=False)
        except UnreadableFile:
            continue
        read += 1
        assert all(
            at < 0 or page_.source[at] == char for at, char in zip(page_.origin, page_.text, strict=True)
        )
    assert read


def test_latin_words_keep_their_blanks() -> None:
    read = read_pdf(one_page(WORDS), "words.pdf")
    assert read.text == "This is one line of text on the page."
