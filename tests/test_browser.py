"""The page in a real browser: Debian's chromium, driven by playwright. Nothing here is skipped."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import json
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from chronicle import Kept, from_gold, generated
from playwright.sync_api import Browser, Page, sync_playwright

from timeline.events import Query
from timeline.html import Source, embed_script, to_folder, to_html
from timeline.html.wording import LANGUAGES, Words

HERE = Path(__file__).parent
HOST_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self' http://127.0.0.1:*; "
    "base-uri 'none'; form-action 'none'"
)
GOLD = from_gold()
SHOWN = [kept for kept in GOLD if kept.event.salience != "mention"]


def _of_one_month(kept: list[Kept]) -> list[Kept]:
    """The same events, spread over the days of one June."""
    day = [str(dt.date(2014, 6, 1 + place * 30 // len(kept))) for place in range(len(kept))]
    whens = [
        replace(
            one.event.when, edtf=day[place], start=day[place], end=day[place], precision="day", rrule=None
        )
        for place, one in enumerate(kept)
    ]
    return [
        replace(one, event=one.event.model_copy(update={"when": when}))
        for one, when in zip(kept, whens, strict=True)
    ]


MONTH = _of_one_month([kept for kept in generated(450) if kept.event.type != "deadline"])


class _Server(http.server.SimpleHTTPRequestHandler):
    """Files of a folder; pages named host-* get the strict policy a cautious site would send."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        if Path(self.path.split("?")[0]).name.startswith("host-"):
            self.send_header("Content-Security-Policy", HOST_POLICY)
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


_FIRST, _SECOND = SHOWN[:2]
STEPS = [
    _FIRST,
    replace(_SECOND, event=_SECOND.event.model_copy(update={"related": [_FIRST.uid, "held-elsewhere"]})),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with the pages that the tests read, and its address."""
    folder = tmp_path_factory.mktemp("site")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Server, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/"
    _write(folder, root)
    yield folder, root
    server.shutdown()


def _write(folder: Path, root: str) -> None:
    base = {"title": "大事记", "subtitle": "出自五个版面"}
    live = {"feed_url": "calendar.ics", "base_url": f"{root}gold.html"}
    oembed = {"type": "application/json+oembed", "href": f"{root}oembed.json", "title": "大事记"}
    sources = [Source(document=kept.event.evidence[0].document, paper="地方报", page="1") for kept in GOLD]
    pages = {
        "gold": to_html(GOLD, **base, **live, alternates=[oembed], issues=sources, report_to="mailto:a@b.example"),
        "inline": to_html(generated(600), **base, mode="inline"),
        "full": to_html(generated(600), **base),
        "hostile": to_html(_formula(generated(48, hostile=True)), **base, feed_url="c.ics", base_url=f"{root}hostile.html"),
        "hostile-inline": to_html(generated(240, hostile=True), **base, mode="inline"),
        "hostile-embed": to_html(generated(48, hostile=True), **base, embed=True),
        "static": to_html(
            GOLD, **base, base_url=f"{root}static.html", feed_url="timeline.ics",
            feeds={"": "timeline.ics", "type=meeting": "feeds/type/meeting.ics", "year=2014": "feeds/year/2014.ics"},
        ),
        "small": to_html(GOLD[::6], **base, **live, alternates=[oembed], issues=sources),
        "empty": to_html([], **base),
        "month": to_html(MONTH, **base, mode="inline"),
        "steps": to_html(STEPS, **base),
    }  # fmt: skip
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    for path, content in to_folder(generated(600), **base, name="folder").items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "embed.js").write_bytes(embed_script())
    shutil.copy(HERE / "browser" / "pym.v1.min.js", folder)
    _write_hosts(folder)


def _formula(kept: list[Kept]) -> list[Kept]:
    """The first event titled as a spreadsheet's formula."""
    first = replace(
        kept[0], event=kept[0].event.model_copy(update={"title": '=HYPERLINK("http://a.example")'})
    )
    return [first, *kept[1:]]


def _write_hosts(folder: Path) -> None:
    head = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>主站</title>'
    (folder / "host-element.html").write_text(
        head + '<script src="embed.js" async></script>'
        '<event-timeline src="gold.html" query="type=meeting"><a href="gold.html">大事记</a></event-timeline>',
        encoding="utf-8",
    )
    (folder / "host-pym.js").write_text("new pym.Parent('here', 'gold.html?embed=1', {});", encoding="utf-8")
    (folder / "pym-host.html").write_text(
        head
        + '<div id="here"></div><script src="pym.v1.min.js"></script><script src="host-pym.js"></script>',
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("no chromium on this machine: `make test` installs Debian's (apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: tuple[Path, str]) -> Iterator[Open]:
    """Opens a page of the site; after the test, no page may have reported an error or asked another host."""
    contexts, faults = [], []
    root = site[1]

    def opened(
        name: str, *, width: int = 1280, height: int = 900, ready: str = "html.ready", **options: Any
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(f"{name}: {fault}"))
        page.on(
            "console", lambda line: faults.append(f"{name}: {line.text}") if line.type == "error" else None
        )
        page.on("request", lambda sent: None if _ours(sent.url, root) else faults.append(f"asked {sent.url}"))
        page.goto(root + name)
        if options.get("java_script_enabled", True) and not name.startswith(("host-", "pym-")):
            page.wait_for_selector(ready)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _ours(url: str, root: str) -> bool:
    return url.startswith((root, "data:", "blob:", "about:"))


def _until(page: Page, condition: str) -> None:
    """Wait until ``condition`` holds; playwright's own waiting evaluates text, which the page's policy forbids."""
    dead = time.monotonic() + 10
    while not page.evaluate(condition):
        assert time.monotonic() < dead, condition
        page.wait_for_timeout(30)


def _count(page: Page) -> int:
    return page.locator("#list li").count()


def _found(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#found").inner_text().split("件")[0]) or 0)


def test_filter_and_search_are_restored_from_the_address(visit: Open) -> None:
    page = visit("gold.html")
    assert _count(page) == len(SHOWN)
    page.fill("#text", "会议")
    page.click("#facet-type > summary")
    page.check("#facet-type input[value=meeting]")
    _until(page, "location.hash.includes('type=meeting')")
    wanted = [k for k in SHOWN if k.event.type == "meeting" and _mentions(k, "会议")]
    assert 0 < len(wanted) < len(SHOWN)
    assert _count(page) == _found(page) == len(wanted)
    again = visit("gold.html" + page.evaluate("location.hash"))
    assert _count(again) == len(wanted)
    assert again.input_value("#text") == "会议"
    assert again.locator("#chips button").count() == 2
    assert visit("gold.html?type=meeting&text=会议").locator("#list li").count() == len(wanted)
    asked = visit("gold.html?type=meeting,study")
    assert asked.locator("#chips button").all_text_contents() == ["会议", "学习"]
    asked.locator("#chips button").first.click()
    _until(asked, "location.search === '' && location.hash === '#?type=study'")


def _mentions(kept: Any, words: str) -> bool:
    event = kept.event
    people = [person.name + " " + person.title for person in event.people]
    places = [event.place.name] if event.place else []
    bodies = [body.name for body in event.organizations]
    return any(words in text for text in [event.title, event.when.text, *people, *places, *bodies])


@pytest.mark.parametrize(
    ("fragment", "query"),
    [
        ("type=meeting&type=study", {"type": ["meeting", "study"]}),
        ("since=2014-03&until=2014-03", {"since": "2014-03-01", "until": "2014-03-31"}),
        ("since=2016", {"since": "2016-01-01"}),
        ("precision=exact", {"precision": "exact"}),
        ("precision=fuzzy&until=2016-11-05", {"precision": "fuzzy", "until": "2016-11-05"}),
        ("status=planned", {"status": ["planned"]}),
    ],
)
def test_the_page_filters_as_every_other_door_does(visit: Open, fragment: str, query: dict[str, Any]) -> None:
    wanted = Query(**query, salience=["main", "secondary"]).select([kept.event for kept in GOLD])
    page = visit("gold.html#?" + fragment)
    shown = page.locator("#list li > a").all_text_contents()
    assert sorted(shown) == sorted(event.title for event in wanted)
    assert 0 < len(shown) < len(SHOWN)


def test_a_name_chosen_in_a_facet_is_filtered_exactly(visit: Open) -> None:
    name = max(
        {p.name for k in SHOWN for p in k.event.people},
        key=lambda n: (sum(n in [p.name for p in k.event.people] for k in SHOWN), n),
    )
    page = visit("gold.html")
    page.click("#facet-person > summary")
    box = page.locator(f"#facet-person label:has(input[value='{name}'])")
    said = int(box.locator(".count").inner_text())
    box.click()
    _until(page, "location.hash.includes('person=')")
    wanted = [k for k in SHOWN if name in [p.name for p in k.event.people]]
    assert _count(page) == len(wanted) == said


def test_words_are_joined_and_excluded_and_quotes_searched_when_asked(visit: Open) -> None:
    both = visit("gold.html#?text=" + "示范区 会议")
    assert _count(both) == sum(_mentions(k, "示范区") and _mentions(k, "会议") for k in SHOWN) > 0
    without = visit("gold.html#?text=" + "示范区 -会议")
    assert _count(without) == sum(_mentions(k, "示范区") and not _mentions(k, "会议") for k in SHOWN) > 0
    only = [
        k
        for k in SHOWN
        if any("召开" in proof.quote for proof in k.event.evidence) and not _mentions(k, "召开")
    ]
    assert only
    assert _count(visit("gold.html#?text=召开")) == sum(_mentions(k, "召开") for k in SHOWN)
    page = visit("gold.html#?text=召开&quotes=1")
    assert _count(page) == len(only) + sum(_mentions(k, "召开") for k in SHOWN)


def test_what_is_only_cited_is_hidden_until_asked_for(visit: Open) -> None:
    page = visit("gold.html")
    assert page.locator("#list li.mention").count() == 0
    page.check("#mentions")
    _until(page, "document.querySelectorAll('#list li.mention').length > 0")
    assert _count(page) == len(GOLD) == _found(page)


def test_back_undoes_a_filter_and_closes_the_evidence(visit: Open) -> None:
    page = visit("gold.html")
    page.click("#facet-type > summary")
    page.check("#facet-type input[value=meeting]")
    page.keyboard.press("Escape")
    _until(page, "location.hash === '#?type=meeting'")
    few = _count(page)
    page.locator("#list li > a").first.click()
    page.wait_for_selector("#drawer[open]")
    page.go_back()
    page.wait_for_selector("#drawer:not([open])", state="attached")
    assert _count(page) == few
    page.go_back()
    _until(page, "location.hash === ''")
    _until(page, f"document.querySelectorAll('#list li').length === {len(SHOWN)}")
    page.go_forward()
    _until(page, f"document.querySelectorAll('#list li').length === {few}")


@pytest.mark.parametrize("name", ["gold.html", "inline.html", "folder.html"])
def test_a_deep_link_opens_its_event(visit: Open, name: str) -> None:
    kept = GOLD[40] if name == "gold.html" else generated(600)[123]
    page = visit(f"{name}#e-{kept.uid}")
    page.wait_for_selector("#drawer[open]")
    assert page.locator("#drawer-title").inner_text() == kept.event.title
    assert page.locator(f"#e-{kept.uid}").is_visible()
    both = visit(f"{name}#?type={kept.event.type}&e={kept.uid}")
    both.wait_for_selector("#drawer[open]")
    assert both.locator("#drawer-title").inner_text() == kept.event.title
    assert both.locator("#chips button").count() == 1


def test_evidence_is_marked_and_focus_returns(visit: Open) -> None:
    page = visit("gold.html")
    kept = next(k for k in SHOWN if k.event.people and k.event.when.text in k.event.evidence[0].quote)
    link = page.locator(f"#e-{kept.uid} > a")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer[open]")
    drawer = page.locator("#drawer")
    assert drawer.locator("mark").first.inner_text() == kept.event.when.text
    assert kept.event.evidence[0].quote in drawer.locator("blockquote").first.inner_text()
    text = drawer.inner_text()
    for person in kept.event.people:
        assert person.name in text and person.title in text
    assert kept.event.when.edtf in text and "依据" in text
    page.keyboard.press("j")
    _until(page, f"document.querySelector('#drawer-title').textContent !== {kept.event.title!r}")
    page.keyboard.press("k")
    _until(page, f"document.querySelector('#drawer-title').textContent === {kept.event.title!r}")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hash") == f"#e-{kept.uid}"


_ROWS = """Object.fromEntries([...document.querySelectorAll('#list li')].map(li => [li.id, [
    li.parentElement.className, li.className, li.querySelector('time').getAttribute('datetime'),
    ...['time', 'a', '.type', 'p'].map(part => li.querySelector(part)?.textContent)]]))"""


def test_the_script_says_rows_as_the_server_does(visit: Open) -> None:
    for language in LANGUAGES:
        served, drawn = visit("full.html"), visit("inline.html")
        for page in (served, drawn):
            if language != "zh-Hans":
                page.select_option("#language", language)
                _until(page, f"document.documentElement.lang === '{language}'")
            page.evaluate(
                "document.querySelector('#list').lastElementChild.previousElementSibling.scrollIntoView()"
            )
        # Only what is near the window is drawn, so the rows are read below and above.
        drawn.wait_for_timeout(300)
        second = drawn.evaluate(_ROWS)
        drawn.evaluate("scrollTo(0, 0)")
        drawn.wait_for_timeout(300)
        first, second = served.evaluate(_ROWS), second | drawn.evaluate(_ROWS)
        both = first.keys() & second.keys()
        assert len(both) >= 15 and {first[key][1] for key in both} >= {"main", "secondary"}
        assert {key: first[key] for key in both} == {key: second[key] for key in both}
    served = visit("full.html")
    before = served.evaluate(_ROWS)
    served.evaluate("location.hash = '#?sort=asc'")
    _until(served, "document.querySelector('#sort').textContent === '由远及近'")
    served.evaluate("location.hash = '#?lang=en'")
    _until(served, "document.documentElement.lang === 'en'")
    served.evaluate("location.hash = '#?lang=zh-Hans'")
    _until(served, "document.documentElement.lang === 'zh-Hans'")
    assert served.evaluate(_ROWS) == before


def test_the_keyboard_reaches_everything(visit: Open) -> None:
    page = visit("gold.html")
    seen, hidden = [], []
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e); return [e.id || e.hash || e.textContent.slice(0, 12), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0]; })()"
        )
        seen.append(at[0])
        if not at[1]:
            hidden.append(at[0])
    assert hidden == []
    assert {"open-subscribe", "text", "since", "sort"} <= set(seen)
    assert sum(name.startswith("#m") for name in seen) == 1, "the table is one stop"
    page.locator("#table a").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#table') !== null")
    page.keyboard.press("Enter")
    _until(page, "document.activeElement.tagName === 'H2'")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('li') !== null")
    first = page.evaluate("document.activeElement.hash")
    page.keyboard.press("j")
    _until(page, f"document.activeElement.hash !== '{first}'")
    page.keyboard.press("?")
    page.wait_for_selector("#panel[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel:not([open])", state="attached")


def test_nothing_overflows_on_a_phone(visit: Open) -> None:
    for name in ("gold.html", "full.html", "empty.html", "hostile.html", "folder.html", "gold.html?embed=1"):
        page = visit(name, width=390, height=844, is_mobile=True, has_touch=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    page = visit("gold.html", width=390, height=844, is_mobile=True, has_touch=True)
    page.locator("#list li > a").first.click()
    page.wait_for_selector("#drawer[open]")
    assert page.evaluate("document.querySelector('#drawer').matches(':modal')")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.click("#drawer .close")
    small = "[...document.querySelectorAll('a[href],button,input,select,summary')].filter(e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && b.top < innerHeight && b.bottom > 0 && (b.width < 24 || b.height < 24); }).map(e => e.outerHTML.slice(0, 80))"
    assert page.evaluate(small) == []


def test_dark_follows_the_system_and_the_address(visit: Open) -> None:
    tone = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
    assert visit("gold.html", color_scheme="light").evaluate(tone) > 600
    assert visit("gold.html", color_scheme="dark").evaluate(tone) < 150
    assert visit("gold.html?theme=dark", color_scheme="light").evaluate(tone) < 150
    assert visit("gold.html#?theme=light", color_scheme="dark").evaluate(tone) > 600


@pytest.mark.parametrize("name", ["full.html", "inline.html"])
def test_every_title_is_printed(visit: Open, tmp_path: Path, name: str) -> None:
    page = visit(name)
    if name == "inline.html":
        page.wait_for_timeout(600)
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    said = subprocess.run(["pdftotext", "-raw", tmp_path / "page.pdf", "-"], capture_output=True, check=True)
    text = "".join(said.stdout.decode().split())
    assert [k.event.title for k in generated(600) if k.event.title not in text] == []
    assert "".join(generated(600)[0].event.evidence[0].quote.split()) in text or name == "inline.html"


def test_every_title_is_read_without_script(visit: Open) -> None:
    page = visit("gold.html", java_script_enabled=False)
    shown = set(page.locator("#list li > a").all_text_contents())
    assert {kept.event.title for kept in GOLD} == shown
    assert page.locator("#filters").is_hidden() and page.locator("#open-embed").is_hidden()
    assert page.locator("noscript a[href='calendar.ics']").count() == 1 or "calendar.ics" in page.content()
    first = page.locator("#list li").first
    first.locator("summary").click()
    assert first.locator("blockquote").first.is_visible()
    page.click("#table a >> nth=3")
    assert page.evaluate("location.hash").startswith("#m")
    for plain in (
        visit("folder/2014.html", java_script_enabled=False),
        visit("folder/2014.html", ready="html.plain"),
    ):
        assert plain.locator("#filters").is_hidden() and plain.locator("#list summary").first.is_visible()
    year = visit("folder/2014.html", java_script_enabled=False)
    wanted = {k.event.title for k in generated(600) if k.event.when.edtf.lstrip("./").startswith("2014")}
    assert wanted == set(year.locator("#list li > a").all_text_contents())


def test_the_embedded_view_fits_its_host(visit: Open) -> None:
    host = visit("host-element.html")
    frame = host.locator("event-timeline iframe")
    frame.wait_for()
    _until(host, "document.querySelector('iframe').height !== '600'")
    inner = host.frames[1]
    inner.wait_for_selector("html.ready.embed")
    assert inner.locator("#list li").count() == 20
    assert set(inner.locator("#list li > .type").all_text_contents()) == {"会议"}
    host.wait_for_timeout(400)
    height = inner.evaluate("document.documentElement.scrollHeight")
    assert abs(int(frame.get_attribute("height") or 0) - height) <= 2
    inner.click("#more button")
    _until(host, f"+document.querySelector('iframe').height > {height}")
    assert "allow-same-origin" not in (frame.get_attribute("sandbox") or "")
    assert _count(visit("gold.html?embed=1")) == 20


def test_the_embedded_view_fits_an_unmodified_pym_parent(visit: Open) -> None:
    host = visit("pym-host.html")
    _until(
        host,
        "+document.querySelector('iframe')?.height > 700 || parseInt(document.querySelector('iframe')?.style.height) > 700 || document.querySelector('iframe')?.offsetHeight > 700",
    )
    inner = host.frames[1]
    inner.wait_for_selector("html.ready.embed")
    host.wait_for_timeout(300)
    assert (
        abs(
            host.evaluate("document.querySelector('iframe').offsetHeight")
            - inner.evaluate("document.documentElement.scrollHeight")
        )
        <= 4
    )


def test_oembed_is_found(visit: Open) -> None:
    page = visit("gold.html")
    link = page.locator("link[rel=alternate][type='application/json+oembed']")
    assert (link.get_attribute("href") or "").endswith("/oembed.json")
    page.click("#open-embed")
    page.wait_for_selector("#panel[open] iframe")
    codes = [page.locator("#panel textarea").nth(k).input_value() for k in range(3)]
    assert (
        codes[0].startswith("<event-timeline src=")
        and "<iframe" in codes[1]
        and codes[2].endswith("gold.html")
    )
    frame = page.frame_locator("#panel iframe")
    frame.locator("html.ready.embed").wait_for()
    assert frame.locator("#list li").count() == 20


def test_subscriptions_are_to_what_is_seen(visit: Open, site: tuple[Path, str]) -> None:
    root = site[1]
    page = visit("gold.html#?type=meeting&person=" + "王家鹏" + "&since=2020-04&precision=exact")
    page.click("#open-subscribe")
    page.wait_for_selector("#panel[open]")
    address = page.locator("#panel textarea").input_value()
    query = parse_qs(urlsplit(address).query)
    assert address.startswith(root + "calendar.ics?")
    assert query == {
        "type": ["meeting"], "person": ["王家鹏"], "since": ["2020-04-01"], "precision": ["exact"],
    }  # fmt: skip
    links = {
        a.get_attribute("data-way"): a.get_attribute("href") or "" for a in page.locator("#panel a").all()
    }
    webcal = address.replace("http:", "webcal:")
    assert links["apple"] == webcal
    assert parse_qs(urlsplit(links["google"]).query)["cid"] == [webcal]
    assert parse_qs(urlsplit(links["outlook"]).query)["url"] == [address]
    assert links["office"].startswith("https://outlook.office.com/")
    assert page.locator("#panel svg path").count() == 1
    everything = visit("gold.html")
    everything.click("#open-subscribe")
    assert everything.locator("#panel textarea").input_value() == root + "calendar.ics"


def test_a_static_site_offers_only_the_feeds_it_has(visit: Open, site: tuple[Path, str]) -> None:
    root = site[1]
    offered = {
        "": "timeline.ics", "#?type=meeting": "feeds/type/meeting.ics", "#?since=2014&until=2014": "feeds/year/2014.ics",
    }  # fmt: skip
    for fragment, feed in offered.items():
        page = visit("static.html" + fragment)
        page.click("#open-subscribe")
        assert page.locator("#panel textarea").input_value() == root + feed
    page = visit("static.html#?type=meeting&type=study")
    page.click("#open-subscribe")
    assert page.locator("#panel textarea").count() == 0
    with page.expect_download() as download:
        page.locator("#panel .bar button:not(.close)").click()
    text = Path(download.value.path()).read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.count("BEGIN:VEVENT") > 3


def test_the_qr_code_is_the_reference_encoder_s(visit: Open) -> None:
    """Texts that fill their code to the last byte: segno pads shorter ones with one zero byte more."""
    import segno

    page = visit("gold.html")
    for version, length in {1: 17, 2: 32, 5: 106, 7: 154, 10: 271, 15: 520, 20: 858, 25: 1273}.items():
        text = ("https://example.org/calendar.ics?person=%E7%8E%8B&" * 40)[:length]
        for mask, grid in enumerate(_qr_grids(page, text)):
            code = segno.make(
                text, error="l", mode="byte", version=version, mask=mask, boost_error=False, micro=False
            )
            assert [list(line) for line in code.matrix] == grid, (version, mask)


def _qr_grids(page: Page, text: str) -> list[list[list[int]]]:
    """The modules of ``text`` under each mask, by the page's own encoder run on its own."""
    source = (HERE.parent / "timeline" / "templates" / "script" / "qr.js").read_text(encoding="utf-8")
    made: list[list[list[int]]] = page.context.browser.new_page().evaluate(
        f"text => {{ {source}\n return [0,1,2,3,4,5,6,7].map(mask => qrModules(text, mask).map(row => [...row])); }}", text
    )  # fmt: skip
    return made


def test_citations_are_copied_in_both_forms(visit: Open, site: tuple[Path, str]) -> None:
    kept = next(k for k in SHOWN if k.event.people)
    page = visit(f"gold.html#e-{kept.uid}", permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_selector("#drawer[open]")
    buttons = page.locator("#drawer .foot button[data-copy]")
    assert buttons.all_text_contents() == ["复制引文", "复制一般格式引文", "复制链接"]
    copied = []
    for button in buttons.all():
        button.click()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
        assert button.inner_text() == "已复制" and page.evaluate("document.activeElement.value") == copied[-1]
    link = f"{site[1]}gold.html#e-{kept.uid}"
    assert "[N]. 地方报" in copied[0] and copied[2] == link
    assert copied[1].startswith(f"{kept.event.title}. 《地方报》") and copied[1].endswith(link)


def test_the_page_printed_says_where_it_stands(visit: Open, site: tuple[Path, str]) -> None:
    printed = "document.querySelector('#printed').textContent"
    assert visit("gold.html").evaluate(printed) == site[1] + "gold.html"
    assert visit("gold.html#?type=meeting").evaluate(printed) == site[1] + "gold.html　条件：会议"
    plain = visit("gold.html", java_script_enabled=False).locator("#printed")
    assert plain.text_content() == site[1] + "gold.html"


def test_exports_hold_what_is_seen(visit: Open) -> None:
    page = visit("gold.html#?type=meeting")
    wanted = [k for k in SHOWN if k.event.type == "meeting"]
    texts = {}
    for ending in ("csv", "json", "ics", "md"):
        page.click("#open-export")
        with page.expect_download() as download:
            page.click(f"[data-export={ending}]")
        texts[ending] = Path(download.value.path()).read_bytes().decode()
        page.keyboard.press("Escape")
    records = json.loads(texts["json"])
    assert sorted(r["uid"] for r in records) == sorted(k.uid for k in wanted)
    by_uid = {k.uid: k.event for k in wanted}
    for record in records:
        event = by_uid[record["uid"]]
        assert record["when"]["edtf"] == event.when.edtf and record["when"]["start"] == event.when.start
        assert [p["name"] for p in record["people"]] == [p.name for p in event.people]
        assert [q["quote"] for q in record["evidence"]] == [q.quote for q in event.evidence]
    assert texts["csv"].startswith("\ufeff") and texts["csv"].count("\r\n") == len(wanted) + 1
    assert all(k.event.title in texts["md"].replace("\\", "") for k in wanted)
    from icalendar import Calendar

    entries = Calendar.from_ical(texts["ics"]).walk("VEVENT")
    assert {str(entry["UID"]) for entry in entries} <= {k.uid for k in wanted} and entries


def test_the_language_changes_everything_but_the_events(visit: Open) -> None:
    keys = [set(Words(language).phrases) for language in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]
    page = visit("gold.html")
    page.select_option("#language", "en")
    _until(page, "document.documentElement.lang === 'en'")
    left = page.evaluate(
        """[...document.querySelectorAll('body *')].filter(e => !e.closest('[lang=zh], [lang="zh-Hans"], [lang="zh-Hant"], script, noscript, li > p, h1') && [...e.childNodes].some(n => n.nodeType === 3 && /[\\u4e00-\\u9fff]/.test(n.data))).map(e => e.outerHTML.slice(0, 90))"""
    )
    assert [text for text in left if "li id" not in text and "time" not in text] == []
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label], [placeholder]')].map(e => e.getAttribute('aria-label') + e.placeholder).filter(t => /[\\u4e00-\\u9fff]/.test(t) && !t.includes('大事记'))"
    )
    assert labels == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: tuple[Path, str], scheme: str) -> None:
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    run = "axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3)]))"
    context = browser.new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 900}
    )
    shown = next(kept for kept in GOLD[::6] if kept.event.people and kept.event.salience == "main")
    states = {
        "gold.html": None, "small.html#?type=meeting": None, "small.html?embed=1": None, "small.html#?lang=en": None,
        f"small.html#e-{shown.uid}": "#drawer[open]", "small.html#": "#open-subscribe", "small.html# ": "#open-embed",
        "small.html#  ": "#facet-person > summary", "small.html#?lane=person&since=2014&until=2014": None,
        "empty.html": None,
    }  # fmt: skip
    found = {}
    for name, act in states.items():
        page = context.new_page()
        page.goto(site[1] + name.rstrip("# "))
        page.wait_for_timeout(250)
        if act and act.startswith("#drawer"):
            page.wait_for_selector(act)
        elif act:
            page.click(act)
            page.wait_for_timeout(250)
        page.add_style_tag(content="*{content-visibility:visible!important}")
        page.evaluate(axe + "; 0")
        if violations := page.evaluate(run):
            found[name] = violations
        page.close()
    context.close()
    assert found == {}


@pytest.mark.parametrize(
    "name", ["hostile.html", "hostile-inline.html", "hostile-embed.html", "hostile.html?embed=1"]
)
def test_hostile_text_stays_text(visit: Open, name: str) -> None:
    page = visit(name)
    page.on("dialog", lambda dialog: dialog.dismiss())
    live = "document.querySelectorAll('body img, body iframe, body svg, body a[href^=\"javascript:\"], main script, dialog script, details[ontoggle], [onerror], [onload]').length"
    assert page.evaluate("window.__xss") is None and page.evaluate(live) == 0
    page.locator("#list li > a").first.click()
    page.wait_for_selector("#drawer[open]")
    for _ in range(8):
        page.click("#drawer .bar button[title]:nth-child(2)")
    page.wait_for_timeout(200)
    assert page.evaluate("window.__xss") is None and page.evaluate(live) == 0
    if "embed" not in name:
        page.keyboard.press("Escape")
        for facet in ("person", "place", "organization"):
            page.click(f"#facet-{facet} > summary")
            page.locator(f"#facet-{facet} label").first.click()
            page.keyboard.press("Escape")
            page.click("#clear")
        for panel in ("subscribe", "embed", "export", "cite"):
            page.click(f"#open-{panel}")
            page.wait_for_selector("#panel[open]")
            page.keyboard.press("Escape")
        page.click("#open-export")
        with page.expect_download() as download:
            page.click("[data-export=csv]")
        lines = Path(download.value.path()).read_bytes().decode("utf-8-sig")
        assert not re.search(r'(^|,)"\s*[=+\-@]', lines, re.M)
        assert name.endswith("inline.html") or "\"'=HYPERLINK(" in lines
    assert page.evaluate("window.__xss") is None
    assert page.evaluate(live.replace("body iframe, ", "").replace("body svg, ", "")) == 0


def test_a_long_month_holds_only_the_rows_near_the_window(visit: Open) -> None:
    page = visit("month.html")
    _until(page, "document.querySelectorAll('#list li').length > 0")
    rows = "document.querySelectorAll('#list li').length"
    assert page.locator("#list section").count() == 1 and page.locator("#list ol").count() >= 5
    page.wait_for_timeout(200)
    assert page.evaluate(rows) < 150
    middle = MONTH[150]
    page.goto(page.url.split("#")[0] + f"#e-{middle.uid}")
    _until(page, f"document.getElementById('e-{middle.uid}')?.getBoundingClientRect().height > 0")
    assert page.evaluate(rows) < 200
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    _until(page, "document.querySelector('#list ol:last-child li') !== null")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(rows) == len(MONTH)


def test_the_evidence_leads_to_what_is_related(visit: Open) -> None:
    page = visit(f"steps.html#e-{STEPS[1].uid}")
    page.wait_for_selector("#drawer[open]")
    links = page.locator("#drawer a[href^='#e-']")
    assert links.all_inner_texts() == [STEPS[0].event.title]
    links.first.click()
    _until(page, f"document.querySelector('#drawer-title').textContent === {STEPS[0].event.title!r}")


def test_lanes_filter_and_zoom(visit: Open) -> None:
    page = visit("gold.html")
    page.click("#lanes-by button[data-lane=person]")
    _until(page, "document.querySelector('#lanes-name').textContent.includes('人物')")
    assert 2 <= page.locator("#lanes tbody tr").count() <= 13
    cell = page.locator("#lanes td a").first
    said = int(cell.inner_text())
    cell.click()
    _until(page, "location.hash.includes('since=')")
    assert _found(page) == said == _count(page)
    assert page.locator("#lanes thead th").count() >= 12


def test_a_table_cell_leads_to_its_month(visit: Open) -> None:
    for name in ("gold.html", "inline.html", "folder.html"):
        page = visit(name)
        link = page.locator("#table a").last
        goal = link.get_attribute("href") or ""
        link.click()
        _until(page, "document.activeElement.tagName === 'H2'")
        assert page.evaluate("document.activeElement.parentElement.id") == goal[1:]
        _until(page, f"document.querySelectorAll('{goal} li').length > 0")
        assert page.locator(f"{goal} li").first.is_visible()


def test_the_order_can_be_turned(visit: Open) -> None:
    page = visit("gold.html")
    page.click("#sort")
    _until(page, "location.hash.includes('sort=asc')")
    heads = page.locator("#list h2").all_text_contents()
    assert heads[0].startswith("2007") and len(SHOWN) == _count(page)


def test_a_folder_reads_its_years_when_needed(visit: Open) -> None:
    page = visit("folder.html")
    assert _count(page) >= 10
    page.fill("#text", "防汛")
    _until(page, "location.hash.includes('text=')")
    wanted = sum("防汛" in k.event.title for k in generated(600))
    _until(page, f"document.querySelector('#found').textContent.startsWith('{wanted} ')")
    page.click("#clear")
    page.evaluate("document.querySelector('#list section:nth-last-of-type(3)').scrollIntoView()")
    _until(page, "document.querySelector('#list section:nth-last-of-type(3) li')")
