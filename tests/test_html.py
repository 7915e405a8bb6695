"""The page as the server writes it: order, dates in words, columns, safety, sizes."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import importlib.util
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from chronicle import HOSTILE, Kept, from_gold, generated
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import When
from timeline.events import event_from
from timeline.html import Source, embed_script, linked, oembed, rows_of, to_folder, to_html
from timeline.html.columns import ENUMS, year_columns
from timeline.html.overview import month_table, shade
from timeline.html.rows import marked, row_of, tidy
from timeline.html.wording import LANGUAGES, Words, basis_line, full_date, short_date


def _kept(edtf: str, *, text: str = "", precision: str = "day", kind: str = "meeting", **more: Any) -> Kept:
    when = {
        "edtf": edtf,
        "start": None,
        "end": None,
        "text": text,
        "precision": precision,
        "basis": "explicit",
    }
    return Kept(edtf, event_from({"type": kind, "title": edtf, "when": when | more}))


class _Outline(HTMLParser):
    """Tags in order, and the text of scripts by id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        named = dict(attrs)
        self._open = (named.get("id") or named.get("type") or tag) if tag in ("script", "style") else ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.blocks[self._open] = self.blocks.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


@pytest.mark.parametrize(
    ("edtf", "precision", "more", "month", "group", "shown", "whole", "widest"),
    [
        ("2014-03-20", "day", {}, "2014-03", "days", "20日 周四", "2014年3月20日", "2014-03-20"),
        ("2014-03-20", "hour", {"start": "2014-03-20T09:00"}, "2014-03", "days", "20日 周四", "2014年3月20日 09:00", "2014-03-20T09:00"),
        ("2014-03-20", "halfday", {"part_of_day": "morning"}, "2014-03", "days", "20日 周四", "2014年3月20日 上午", "2014-03-20"),
        ("2014-03-20/2014-03-22", "day", {}, "2014-03", "days", "20日至22日", "2014年3月20日至2014年3月22日", "2014-03-20"),
        ("2014-03-20/2014-04-02", "day", {}, "2014-03", "days", "20日至4月2日", "2014年3月20日至2014年4月2日", "2014-03-20"),
        ("2013-12-20/2014-01-02", "day", {}, "2013-12", "days", "20日至2014年1月2日", "2013年12月20日至2014年1月2日", "2013-12-20"),
        ("2014-03", "month", {}, "2014-03", "fuzzy", "3月内", "2014年3月", "2014-03"),
        ("2014-03~", "fuzzy", {}, "2014-03", "fuzzy", "约3月", "约在2014年3月", "2014-03"),
        ("2014", "year", {}, "2014-00", "fuzzy", "2014年内", "2014年内", "2014"),
        ("2014~", "fuzzy", {}, "2014-00", "fuzzy", "约2014年", "约在2014", "2014"),
        ("2014-34", "quarter", {}, "2014-00", "fuzzy", "2014年第2季度", "2014年第2季度", "2014"),
        ("../2014-06-30", "day", {}, "2014-06", "due", "30日前", "不晚于2014年6月30日", "2014-06-30"),
        ("2014-03-05/..", "day", {}, "2014-03", "fuzzy", "5日起", "2014年3月5日起", "2014-03-05"),
        ("XXXX-03-20", "day", {}, "XXXX-00", "fuzzy", "3月20日", "3月20日，年份未详", "03-20"),
        ("XXXX", "fuzzy", {}, "XXXX-00", "fuzzy", "年份未详", "年份未详", ""),
    ],
)  # fmt: skip
def test_a_date_stands_where_it_is_known(
    edtf: str,
    precision: str,
    more: dict[str, Any],
    month: str,
    group: str,
    shown: str,
    whole: str,
    widest: str,
) -> None:
    row, words = row_of(_kept(edtf, precision=precision, **more)), Words("zh-Hans")
    assert (row.month, row.group, row.widest) == (month, group, widest)
    assert (short_date(row, words), full_date(row, words)) == (shown, whole)


def test_a_deadline_stands_on_its_last_day() -> None:
    row = row_of(_kept("2014-06-30", kind="deadline", end="2014-06-30"))
    assert (row.group, row.month) == ("due", "2014-06")


def test_the_order_is_newest_month_then_days_then_fuzzy_then_deadlines() -> None:
    given_order = [
        "XXXX-03-20",
        "2014-03~",
        "2014-03-01",
        "../2014-03-31",
        "2014-03-09",
        "2015-01-02",
        "2014",
    ]
    rows = rows_of(
        _kept(e, precision="fuzzy" if "~" in e else "year" if e == "2014" else "day") for e in given_order
    )
    assert [row.uid for row in rows] == [
        "2015-01-02", "2014-03-09", "2014-03-01", "2014-03~", "../2014-03-31", "2014", "XXXX-03-20",
    ]  # fmt: skip


def test_what_was_withdrawn_is_not_printed() -> None:
    one, two = generated(2)
    assert len(rows_of([one, Kept(two.uid, two.event, cancelled=True)])) == 1


@given(st.text(alphabet="3月20日上午 \n会议在a b", max_size=40), st.text(alphabet="3月20日上午", max_size=8))
@settings(max_examples=200, deadline=None)
def test_marking_loses_nothing_and_marks_only_the_words(quote: str, words: str) -> None:
    before, mark, after = marked(quote, words)
    assert before + mark + after == tidy(quote)
    assert "".join((before + mark + after).split()) == "".join(quote.split())
    assert "".join(mark.split()) in ("", words)
    assert bool(mark) == (words != "" and words in "".join(quote.split()))


def test_what_is_not_printed_is_said_with_its_reason() -> None:
    record = _kept("2020-04-15", text="4月15日").event
    event = record.model_copy(update={"when": When("2020-04-15", "2020-04-15", "2020-04-15", "4月15日", "day", "year-inferred", implied=("year: 第5个全民国家安全教育日",))})  # fmt: skip
    said = basis_line(row_of(Kept("u", event)), Words("zh-Hans"))
    assert (
        said == "原词 「4月15日」，作 2020年4月15日；年份由版面推定；文中未印：年（第5个全民国家安全教育日）"
    )


def test_the_languages_have_equal_keys_and_blanks() -> None:
    first = Words("zh-Hans").phrases
    for language in LANGUAGES[1:]:
        phrases = Words(language).phrases
        assert phrases.keys() == first.keys()
        for key in first:
            blanks = set(re.findall(r"{(\w+)}", phrases[key]))
            known = set(re.findall(r"{(\w+)}", first[key]))
            assert blanks <= known | {"month", "month2", "w", "y", "m"}, (language, key)


def test_every_word_of_the_script_and_the_templates_is_in_the_dictionary() -> None:
    from importlib.resources import files

    folder = files("timeline") / "templates"
    known = Words("en").phrases
    text = "".join(
        path.read_text(encoding="utf-8") for path in [*(folder / "script").iterdir(), folder / "page.html", folder / "rows.html"]
    )  # fmt: skip
    used = set(re.findall(r"""\b(?:w|words|counted)\(['"]([\w.]+[\w])['"]""", text))
    assert len(used) > 60
    assert used - known.keys() == set()


def test_the_policy_allows_exactly_the_page_s_own_script_and_style() -> None:
    outline = _Outline(to_html(generated(5), title="大事记"))
    policy = next(a["content"] for t, a in outline.tags if t == "meta" and a.get("http-equiv")) or ""
    for kind, block in (("script-src", outline.blocks["script"]), ("style-src", outline.blocks["style"])):
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy and "default-src 'none'" in policy and "require-trusted-types-for" in policy


@pytest.mark.parametrize("mode", ["full", "inline"])
@pytest.mark.parametrize("embed", [False, True])
def test_hostile_text_makes_no_tag_and_no_attribute(mode: Any, embed: bool) -> None:
    calm = _Outline(to_html(generated(48), title="大事记", mode=mode, embed=embed))
    text = to_html(
        generated(48, hostile=True), title=HOSTILE[6] + "大事记", subtitle=HOSTILE[0], mode=mode, embed=embed,
        issues=[Source(HOSTILE[2], paper=HOSTILE[1], url="javascript:alert(1)", headlines={"a1": HOSTILE[6]})],
    )  # fmt: skip
    outline = _Outline(text)
    assert {tag for tag, _ in outline.tags} == {tag for tag, _ in calm.tags}
    for tag, attributes in outline.tags:
        assert not any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes), tag
        assert not (attributes.get("href") or "").startswith(("javascript:", "data:"))
    assert "49" not in text.split("<body>")[1].split("<script")[0] or "{{7*7}}" in text
    page = json.loads(outline.blocks["page"])
    assert page["title"] == HOSTILE[6] + "大事记"
    ld = json.loads(outline.blocks["application/ld+json"])
    assert {item["item"]["name"] for item in ld["itemListElement"]} <= {
        k.event.title for k in generated(48, hostile=True)
    }


def test_the_page_is_one_file_that_names_no_other_host() -> None:
    text = to_html(
        from_gold(), title="大事记", feed_url="timeline.ics", base_url="https://example.org/timeline.html"
    )
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    hosts = set(re.findall(r"""(?:src|href|action|url\()=?["']?(https?://[^/"']+)""", markup))
    assert hosts <= {"https://example.org"}
    assert not re.search(r"<(?:script|img|iframe|link rel=.?stylesheet)[^>]+src=", markup)


def test_the_sizes_are_chosen_by_number() -> None:
    some = generated(40)
    rows = {mode: to_html(some, title="t", mode=mode).count("<li id=") for mode in ("auto", "full", "inline")}
    assert rows == {"auto": 40, "full": 40, "inline": 40}
    many = generated(150)
    assert to_html(many, title="t", mode="inline").count("<li id=") == 100
    assert to_html(many, title="t").count("<li id=") == 150
    assert to_html(many, title="t", embed=True).count("<li id=") == 20


def test_the_columns_hold_every_event() -> None:
    rows = rows_of(generated(300))
    for year in {row.year for row in rows}:
        some = [row for row in rows if row.year == year]
        columns = year_columns(some)
        assert columns["uid"] == [row.uid for row in some] and columns["n"] == len(some)
        assert [ENUMS["type"][int(c, 36)] for c in columns["type"]] == [row.event.type for row in some]
        assert sum(columns["peopleOf"]) * 3 == len(columns["people"])
        names = [columns["names"]["place"][n] for n in columns["place"]]
        assert names == [row.event.place.name for row in some if row.event.place]
        for row, first, span in zip(some, columns["first"], columns["span"], strict=True):
            start = dt.date(1970, 1, 1) + dt.timedelta(days=first)
            assert row.first is None or start == row.first
            assert row.last is None or start + dt.timedelta(days=span) == row.last


def test_the_table_counts_what_is_shown() -> None:
    kept = [one for one in from_gold() if one.event.salience != "mention"]
    table = month_table(rows_of(kept), Words("en"))
    known = sum(row.year != "XXXX" for row in rows_of(kept))
    assert sum(cell.count for line in table.lines for cell in line.cells) == known
    assert [line.year for line in table.lines] == sorted((line.year for line in table.lines), reverse=True)
    assert [shade(n, 100) for n in (0, 1, 4, 5, 50, 100)] == [0, 1, 1, 2, 4, 5]


def test_a_folder_is_a_shell_with_shards_and_a_page_a_year() -> None:
    many = generated(500)
    files = to_folder(many, title="大事记", name="t")
    years = {row.year for row in rows_of(many)}
    assert {f"t/{year}.html" for year in years} | {f"t/c-{year}.json" for year in years} <= files.keys()
    assert sum(json.loads(files[f"t/c-{year}.json"])["n"] for year in years) == 500
    records = [json.loads(content)["rows"] for path, content in files.items() if "/e-" in path]
    assert sum(map(len, records)) == 500
    shell = files["t.html"].decode()
    assert shell.count("<li id=") == 100 and 'href="t/2014.html"' in shell and "c-2014" not in shell
    year = files["t/2014.html"].decode()
    assert "<script>" not in year and "script-src &#39;none&#39;" in year
    assert to_folder(many, title="大事记", name="t") == files, "the same bytes each time"


def test_linked_events_start_only_on_days_that_are_known() -> None:
    sources = {
        "a.txt": Source(
            "a.txt", paper="晚报", date=dt.date(2014, 3, 22), inferred=True, headlines={"a1": "题"}
        )
    }
    rows = rows_of([_kept("2014-03-20"), _kept("2014-03~", precision="fuzzy"), _kept("../2014-06-30")])
    page = linked(rows, title="大事记", address="https://example.org/", language="zh", sources=sources)
    starts = {item["item"]["name"]: item["item"].get("startDate") for item in page["itemListElement"]}
    assert starts == {"2014-03-20": "2014-03-20", "2014-03~": None, "../2014-06-30": None}
    json.dumps(page)


def test_oembed_is_rich_and_bounded() -> None:
    answer = oembed(
        title='大"事"记', src="https://example.org/embed.html?a=1&b=2", max_width=400, max_height=9000
    )
    assert (answer["version"], answer["type"], answer["width"], answer["height"]) == ("1.0", "rich", 400, 600)
    frame = _Outline(answer["html"]).tags
    assert frame[0][0] == "iframe" and len(frame) == 1
    assert frame[0][1]["src"] == "https://example.org/embed.html?a=1&b=2"
    assert "allow-same-origin" not in (frame[0][1]["sandbox"] or "")


def test_the_code_stays_small() -> None:
    import gzip

    from timeline.html.assets import script, style

    code = script().encode() + style().encode() + embed_script()
    assert len(gzip.compress(code, 9)) <= 20 * 1024


def test_what_the_page_carries_is_built_from_its_sources() -> None:
    """Rebuilt where the tools are to be had; the digest of the sources is compared everywhere."""
    path = Path(__file__).parents[1] / ".ci" / "assets.py"
    spec = importlib.util.spec_from_file_location("assets", path)
    assert spec and spec.loader
    assets = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(assets)
    assert assets.stale(assets.fetched()) == [], "run `make assets`"
    assert assets.stale(False) == []
    carried = [(assets.BUILT / name).read_text(encoding="utf-8") for name in assets.sources()]
    assert not [text for text in carried if re.search(r"</(script|style)|<!--", text, re.I)]


def test_no_events_make_a_page_too() -> None:
    text = to_html([], title="大事记")
    assert "大事记" in text and "<li id=" not in text
    assert set(to_folder([], title="大事记")) == {"timeline.html", "embed.html"}
