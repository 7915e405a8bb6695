"""Reading plain text: encodings, broken lines, what is refused, and the laws every reading keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.errors import UnreadableFile
from timeline.pages import Page, read_page
from timeline.text import squeeze

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
REPORT = "县委召开常委会会议\n本报讯（记者 何青松）3月9日上午，县委召开常委会会议，研究春季造林工作。会议强调，要抢抓时节。\n"


def text(source: str) -> str:
    return read_page("page.txt", content=source.encode()).text


# What is read, and the paragraphs it becomes.
WAYS = [
    ("one line stays", "县委召开会议。", "县委召开会议。"),
    (
        "a break in a sentence",
        "县委今天上午召\n开常委会会议，研\n究春季造林工作。",
        "县委今天上午召开常委会会议，研究春季造林工作。",
    ),
    ("digits alone", "会议定于\n\n3\n\n月\n\n20\n\n日\n\n上午召开。", "会议定于3月20日上午召开。"),
    ("blanks in a date", "10 月 28\n日，示范园召开会议。", "10月28日，示范园召开会议。"),
    ("a line set wide", "当 日 上 午 ， 活 动 现 场 气 氛 热\n烈。", "当日上午，活动现场气氛热烈。"),
    (
        "Latin words keep their blank",
        "他在 Open Day 活动上作了题为 Hello China 的演讲。",
        "他在Open Day活动上作了题为Hello China的演讲。",
    ),
    ("widths are kept", "会议于３月９日召开，Ａ组获胜。", "会议于３月９日召开，Ａ组获胜。"),
    (
        "CRLF",
        "县委今天上午召开\r\n常委会会议，部署\r\n春季造林和防火工\r\n作。",
        "县委今天上午召开常委会会议，部署春季造林和防火工作。",
    ),
    (
        "brackets torn off",
        "本报讯\n(\n记者何青松\n) 3\n月\n9\n日，县委召开会议。",
        "本报讯(记者何青松)3月9日，县委召开会议。",
    ),
    (
        "per cent torn off",
        "今年，主导产业产值\n力争突破五十亿元，\n占规上工业增加值的\n65%\n。 二是发展新兴产\n业。",
        "今年，主导产业产值力争突破五十亿元，占规上工业增加值的65%。二是发展新兴产业。",
    ),
    ("an ideographic indent", "　　县委召开会议。\n　　县长主持会议。", "县委召开会议。\n县长主持会议。"),
]


@pytest.mark.parametrize(("source", "expected"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS])
def test_lines(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_encodings(encoding: str) -> None:
    assert read_page("page.txt", content=REPORT.encode(encoding)).text == text(REPORT)


def test_big5() -> None:
    source = "縣政府召開會議\n【本報訊】縣政府今天上午召開會議，研究農業和旅遊發展問題，並聽取各單位匯報。\n"
    assert read_page("page.txt", content=source.encode("big5hkscs")).text == text(source)


def test_gb18030_with_a_few_bad_bytes() -> None:
    content = REPORT.encode("gb18030")
    page = read_page("page.txt", content=content + b"\xff" + content)
    assert "县委召开常委会会议" in page.text


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        ("　\n　".encode(), "empty"),
        (b"\x00\x01\x02\x03" * 200, "binary"),
        (b"PK\x03\x04" + b"\x14\x00" * 30, "archive"),
        (bytes(range(128, 256)) * 20, "binary"),
        ("报".encode() + b"\0" + "纸的文字".encode() * 30, "binary"),
        (("a\x01\x02\x03" * 400).encode(), "binary"),
    ],
    ids=["nothing", "blanks", "wide blanks", "zeros", "zip", "high bytes", "a zero in text", "controls"],
)
def test_refused(content: bytes, cause: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_page("page.txt", content=content)
    assert cause in caught.value.cause
    assert "\n" not in str(caught.value)


def test_missing_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(UnreadableFile) as caught:
            read_page(path)
        assert caught.value.document == path.name


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.pages.MAX_TEXT", 100)
    monkeypatch.setattr("timeline.pages.MAX_FILE", 200)
    for size in (150, 300):
        file = tmp_path / f"{size}.txt"
        file.write_text("字" * (size // 3), "utf-8")
        with pytest.raises(UnreadableFile, match="too large"):
            read_page(file)


def test_size_is_looked_at_before_reading(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as handle:
        handle.truncate(400_000_000)
    with pytest.raises(UnreadableFile, match="too large"):
        read_page(file)


def test_hostile_text_stays_text() -> None:
    source = '<script>alert("报")</script>区图书馆\u202e开放\u0007，读者\ufeff可借阅。'
    page = read_page("page.txt", content=source.encode())
    assert "<script>" in page.text
    lawful(page)
    assert [repair.note for repair in page.repairs if repair.kind == "invisible"] == ["U+FEFF"]


def test_name_replaces_the_files_own() -> None:
    assert read_page("dir/page.txt", content=REPORT.encode(), name="1.txt").document == "1.txt"
    assert read_page("dir/page.txt", content=REPORT.encode()).document == "page.txt"


def test_furniture_is_listed() -> None:
    page = read_page("page.txt", content=("编辑：陈小明 校对：林立\n" + REPORT).encode())
    assert [page.text[span.start : span.end] for span in page.furniture] == ["编辑：陈小明校对：林立"]


def lawful(page: Page) -> None:
    """The laws: the map back is exact, nothing but blanks is lost, nothing but blanks is added."""
    assert len(page.origin) == len(page.text)
    for char, at in zip(page.text, page.origin, strict=True):
        if at >= 0:
            assert page.source[at] == char
        else:
            assert char in "\n "
    kept = {at for at in page.origin if at >= 0}
    assert len(kept) == sum(at >= 0 for at in page.origin)
    told = {i for repair in page.repairs if repair.kind == "invisible" for i in range(*repair.span)}
    for i, char in enumerate(page.source):
        assert char.isspace() or i in kept or i in told
    for span in (*page.furniture, *page.uncertain):
        assert 0 <= span.start < span.end <= len(page.text)


@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.name[:3])
def test_seeds_keep_the_laws(file: Path) -> None:
    page = read_page(file)
    lawful(page)
    again = read_page("page.txt", content=page.text.encode())
    assert again.text == page.text
    assert sorted(squeeze(page.text)) == sorted(squeeze(page.source))


# Characters that reading has rules about, so that chance meets the rules.
ALPHABET = "县委召开会议本报讯记者张三摄图为的一是在３3 20月日上午，。：；“”（）()！？、 \u3000\n\n\n\r\tabYz.%-—□●·\u200b\ufeff<>编辑第版"
SOURCES = st.one_of(
    st.text(alphabet=ALPHABET, min_size=1, max_size=400),
    st.text(
        alphabet=st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=200
    ),
    st.lists(st.text(alphabet=ALPHABET.replace("\n", ""), min_size=1, max_size=24), max_size=60).map(
        "\n".join
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(SOURCES)
def test_laws(source: str) -> None:
    try:
        page = read_page("page.txt", content=source.encode())
    except UnreadableFile:
        return
    lawful(page)
    assert sorted(squeeze(page.text).replace("\u200b", "").replace("\ufeff", "")) == sorted(
        squeeze(page.source).replace("\u200b", "").replace("\ufeff", "")
    )


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(SOURCES)
def test_reading_its_own_output_changes_nothing(source: str) -> None:
    try:
        page = read_page("page.txt", content=source.encode())
    except UnreadableFile:
        return
    if page.text:
        assert read_page("page.txt", content=page.text.encode()).text == page.text


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        lawful(read_page("page.txt", content=content))
    except UnreadableFile as error:
        assert "\n" not in str(error)
