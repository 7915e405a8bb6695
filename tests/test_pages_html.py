"""Web pages: main text, title, byline, day of publication; clear errors for pages without a text."""

from __future__ import annotations

import builtins
import time
from typing import Any

import pytest

from timeline.articles import split
from timeline.errors import MissingExtra, UnreadableFile
from timeline.pages import Page, read_page
from timeline.pages.html import MAX_HTML, read_html
from timeline.pages.markup import visible

BODY = (
    "<p>本报讯（记者 陆青 通讯员 何川）3月7日上午，临湖县在青峰镇举行春耕生产现场会，县委副书记何维出席并讲话，"
    "&ldquo;春耕不等人&rdquo;，他说，各乡镇要抓紧时间。</p>"
    "<p>会议要求，各乡镇要在3月底前完成高标准农田整治任务，确保 Windows 10 终端到位，各部门要把责任压实，"
    "把措施抓细，把成效做实，切实保障粮食安全。</p>"
    "<p>会议还对下一步的工作做了部署，要求全县上下齐心协力，不误农时，为全年粮食丰收打下坚实基础。</p>"
)
FRAME = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="{charset}">
<title>临湖县举行春耕现场会_临湖新闻网</title>{meta}<script>var 垃圾 = "脚本里的文字";</script>
<style>p {{ color: red }}</style></head><body><nav><a href="/">首页</a><a href="/n">本地新闻</a></nav>
<article><h1>临湖县举行春耕现场会</h1>{info}{body}</article><footer>版权所有 未经许可不得转载</footer></body></html>"""


def markup(meta: str = "", info: str = "", charset: str = "utf-8", body: str = BODY) -> bytes:
    text = FRAME.format(meta=meta, info=info, charset=charset, body=body)
    return text.encode("gb18030" if charset.startswith("gb") else charset)


def read(**parts: str) -> Page:
    return read_html(markup(**parts), "news.html")


def test_title_text_and_byline() -> None:
    page = read()
    articles = [article for article in split(page) if article.kind != "masthead"]
    assert [article.headline for article in articles] == ["临湖县举行春耕现场会"]
    assert articles[0].byline == ("陆青", "何川")
    body = page.text[slice(*articles[0].body)]
    assert body.startswith("本报讯（记者陆青通讯员何川）3月7日上午") and body.endswith("打下坚实基础。")
    assert "脚本" not in page.text and "首页" not in page.text and "版权" not in page.text


def test_blanks_go_but_latin_words_keep_theirs() -> None:
    assert "确保Windows 10终端到位" in read().text


def test_each_character_points_into_the_markup() -> None:
    page = read()
    placed = [(char, page.source[at]) for char, at in zip(page.text, page.origin, strict=True) if at >= 0]
    assert all(char == there or there == "&" for char, there in placed)
    assert len(placed) > 0.97 * len(page.text)


@pytest.mark.parametrize(
    ("meta", "info"),
    [
        ('<meta property="article:published_time" content="2019-03-08T09:12:00+08:00">', ""),
        ('<meta name="PubDate" content="2019-03-08 09:12">', ""),
        ("", '<p class="info">发布时间：2019-03-08 09:12 来源：临湖日报</p>'),
        ("", "<div>发布日期：2019年3月8日</div>"),
        ("", "<div>发表时间: 2019/03/08</div>"),
    ],
)
def test_the_day_of_publication(meta: str, info: str) -> None:
    assert read(meta=meta, info=info).metadata["published"] == "2019-03-08"


def test_a_day_in_the_text_is_not_the_day_of_publication() -> None:
    body = BODY.replace("3月7日上午", "2018年3月7日上午")
    assert read(body=body).metadata.get("published") is None


def test_author_where_the_page_names_one() -> None:
    assert read(info="<p>来源：临湖日报 作者：陆青</p>").metadata["author"] == "陆青"


@pytest.mark.parametrize("charset", ("gb2312", "gbk", "gb18030", "utf-8"))
def test_declared_encodings(charset: str) -> None:
    assert "举行春耕生产现场会" in read(charset=charset).text


def test_read_page_knows_a_web_page_by_its_first_bytes(tmp_path: Any) -> None:
    file = tmp_path / "saved.txt"
    file.write_bytes(markup())
    assert read_page(file).metadata["title"] == "临湖县举行春耕现场会"


# -- hostile pages --------------------------------------------------------------------------------------

SCRIPTS = b"<html><body>" + b"<script>document.write('x');</script>" * 2_000 + b"</body></html>"
HOSTILE = {
    "only scripts": (SCRIPTS, "without text"),
    "empty body": (b"<html><body></body></html>", "without text"),
    "unclosed script": (b"<html><body><script>" + b"var a; " * 1000, "without text"),
    "unclosed comment": (b"<html><body><!--" + b"<p>x</p>" * 1000, "without text"),
    "too large": (b"<html>" + b" " * MAX_HTML, "too large"),
    "too many tags": (b"<html><body>" + b"<b>" * 250_000 + b"x", "too large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_refused_with_their_cause(name: str) -> None:
    content, cause = HOSTILE[name]
    with pytest.raises(UnreadableFile) as caught:
        read_html(content, "evil.html")
    assert cause in str(caught.value) and "\n" not in str(caught.value)


def test_a_page_full_of_scripts_still_gives_its_article() -> None:
    scripts = "<script>" + "var a = '<p>不是正文</p>';" * 20_000 + "</script>"
    page = read(info=scripts)
    assert "不误农时" in page.text and "不是正文" not in page.text


def test_broken_markup_takes_linear_time() -> None:
    for piece in ("<", "<p", "<!--", "&", "&#", "<script>", "</", '<a href="'):
        times = []
        for size in (100_000, 400_000):
            text = piece * (size // len(piece))
            start = time.process_time()
            visible(text)
            times.append(time.process_time() - start)
        assert times[1] < 12 * max(times[0], 0.02), piece


def test_without_the_extra_one_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == "trafilatura":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra) as caught:
        read_html(markup(), "news.html")
    assert "pip install 'timeline[html]'" in str(caught.value) and "\n" not in str(caught.value)
