"""The site's first page: where the timeline is and how to subscribe. Without script, without other hosts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from timeline.site.selections import KINDS

_STYLE = (
    "body{font:1rem/1.6 system-ui,'Noto Sans CJK SC',sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#222;background:#fff}a{color:#0b57a4}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}"
    "ul.names{columns:16rem;padding-left:1.2rem}small{color:#595959}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#16181b}a{color:#8ab8f0}small{color:#a5a5a5}}"
)
_SHOWN = 60


@dataclass(frozen=True)
class Feed:
    """A calendar file of the site and the query it answers."""

    path: str
    key: str
    value: str
    title: str
    count: int
    whole: bool = True

    @property
    def query(self) -> str:
        """``""`` for everything, else ``person=王明远``."""
        return f"{self.key}={self.value}" if self.key else ""

    @property
    def offered(self) -> bool:
        """Whether it answers its query whole: not one of several parts, not a special feed."""
        return self.key != "feed" and (self.whole or not self.key)

    def record(self, root: str) -> dict[str, str | int]:
        """Its entry in ``feeds/index.json``."""
        return {
            "path": self.path, "url": root + quote(self.path) if root else "", "key": self.key, "value": self.value,
            "title": self.title, "events": self.count,
        }  # fmt: skip


def landing(feeds: Sequence[Feed], *, title: str, root: str, count: int) -> str:
    """``index.html``."""
    groups = "".join(_group(key, name, feeds) for key, name, _ in KINDS)
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f'<link rel="alternate" type="text/calendar" href="timeline.ics" title="{escape(title)}">'
        f'<link rel="alternate" type="application/atom+xml" href="feed.atom" title="{escape(title)}"></head><body>'
        f'<h1>{escape(title)}</h1><p><a href="timeline.html">时间轴</a>（{count} 条）</p>'
        f"<h2>订阅</h2>{_subscribe(root)}{groups}"
        '<h2>其他</h2><ul><li><a href="feeds/on-this-day.ics">那年今日</a>（每年重现）</li>'
        '<li><a href="feeds/deadlines.ics">期限（待办事项）</a></li><li><a href="feed.atom">Atom</a></li>'
        '<li>记录：<a href="events.jsonl">JSON Lines</a>、<a href="events.json">JSON</a>、<a href="events.csv">CSV</a></li>'
        '<li><a href="feeds/index.json">全部订阅源的清单</a></li></ul></body></html>\n'
    )


def _subscribe(root: str) -> str:
    """Links as each program wants them: webcal: for most, Google only that way, Outlook only https."""
    if not root:
        return '<p><a href="timeline.ics">timeline.ics</a>（放到网站上以后，把它的地址填进日历程序的“按网址订阅”）</p>'
    address = root + "timeline.ics"
    webcal = "webcal://" + address.partition("://")[2]
    google = "https://calendar.google.com/calendar/render?" + urlencode({"cid": webcal})
    outlook = "https://outlook.live.com/calendar/0/addfromweb?" + urlencode({"url": address})
    links = (("日历程序", webcal), ("Google 日历", google), ("Outlook", outlook), ("下载", "timeline.ics"))
    return "<ul>" + "".join(f'<li><a href="{escape(url)}">{name}</a></li>' for name, url in links) + "</ul>"


def _group(key: str, name: str, feeds: Sequence[Feed]) -> str:
    chosen = [feed for feed in feeds if feed.key == key]
    items = "".join(
        f'<li><a href="{escape(quote(feed.path))}">{escape(_short(feed))}</a> <small>{feed.count}</small></li>'
        for feed in chosen[:_SHOWN]
    )
    more = f"<p>另有 {len(chosen) - _SHOWN} 个，见清单。</p>" if len(chosen) > _SHOWN else ""
    return f'<h2>按{name}</h2><ul class="names">{items}</ul>{more}' if chosen else ""


def _short(feed: Feed) -> str:
    return feed.title.rpartition("·")[2] if feed.key == "type" else feed.value
