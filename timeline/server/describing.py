"""What can be asked of the server: an OpenAPI document, and a page of it that loads nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from timeline.events import Query, event_schema
from timeline.server.views import VIEWS

_SAID = {
    "calendar.ics": (
        "日历订阅源（iCalendar）",
        "超过 1,000 条或 1 MB 时只给最近的一份；part=1、2…… 依次取各份。",
    ),
    "tasks.ics": ("期限，作为待办事项（VTODO）", ""),
    "on-this-day.ics": ("那年今日：日期确切的事件每年重现", ""),
    "calendar.json": ("同一日历，jCal（RFC 7265）", ""),
    "events.json": ("记录", "limit（默认 1000）与 offset 分页，total 是总数。"),
    "events.jsonl": ("记录，每行一条", ""),
    "events.csv": ("记录，表格", ""),
    "feed.atom": ("最近变动的 100 条（Atom）", ""),
    "timeline": ("时间轴网页", ""),
    "embed": ("供嵌入的时间轴", ""),
}
_FILTERS = {
    "type": "类型，可多个（重复或用逗号）", "since": "不早于：日、月或年", "until": "不晚于：日、月或年",
    "person": "人名中的字，可重复", "place": "地名中的字，可重复", "organization": "单位名中的字，可重复",
    "text": "标题、人名、原文中的字", "salience": "主次", "status": "已发生、进行中、计划",
    "precision": "exact 确切到日，fuzzy 约略，all 全部", "min_confidence": "最低可信度，0 到 1",
    "document": "版面文件名中的字", "year": "年份，可多个",
}  # fmt: skip


def openapi(title: str, root: str, numbers: Mapping[str, Mapping[str, range]]) -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    filters = _parameters()
    paths: dict[str, Any] = {}
    for kind, (media, _) in VIEWS.items():
        own = [
            {
                "name": name,
                "in": "query",
                "schema": {"type": "integer", "minimum": span[0], "maximum": span[-1]},
            }
            for name, span in numbers.get(kind, {}).items()
        ]
        summary, description = _SAID[kind]
        paths[f"/{kind}"] = {"get": _operation(kind, summary, description, [*filters, *own], media)}
    uid = {"name": "uid", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    paths["/events/{uid}"] = {
        "get": _operation("event", "一条记录", "撤回的为 410", [uid], "application/json")
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "servers": [{"url": root.rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def _schemas() -> dict[str, Any]:
    """The event's schema with its parts beside it, where references inside this document lead."""
    text = json.dumps(event_schema()).replace("#/$defs/", "#/components/schemas/")
    schema = json.loads(text)
    return {**schema.pop("$defs"), "Event": schema}


def _parameters() -> list[dict[str, Any]]:
    schema = Query.model_json_schema()
    return [
        {"name": name, "in": "query", "description": _FILTERS.get(name, ""), "schema": _plain(about)}
        for name, about in schema["properties"].items()
    ]


def _plain(about: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in about:
        return {"type": "string", "examples": ["2014-03-20", "2014-03", "2014"]}
    return {key: value for key, value in about.items() if key != "title"}


def _operation(
    name: str, summary: str, description: str, parameters: list[dict[str, Any]], media: str
) -> dict[str, Any]:
    answers = {
        "200": {"description": "OK", "content": {media.partition(";")[0]: _content(name)}},
        "304": {"description": "未变（If-None-Match、If-Modified-Since）"},
        "422": {"description": "看不懂的筛选条件"},
        "429": {"description": "请求太密"},
    }
    return {
        "operationId": name.replace(".", "_").replace("-", "_"), "summary": summary, "description": description,
        "parameters": parameters, "responses": answers,
    }  # fmt: skip


def _content(name: str) -> dict[str, Any]:
    event = {"$ref": "#/components/schemas/Event"}
    if name == "event":
        return {"schema": event}
    if name != "events.json":
        return {}
    numbers = {key: {"type": "integer"} for key in ("count", "total")}
    events = {"type": "array", "items": event}
    return {
        "schema": {"type": "object", "properties": {"title": {"type": "string"}, **numbers, "events": events}}
    }


def docs(document: Mapping[str, Any]) -> str:
    """The document as a page for people, complete in itself."""
    style = (
        "body{font:1rem/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222}"
        "code{background:#f2f2f2;padding:0 .2em}td,th{text-align:left;padding:.1rem .8rem .1rem 0;vertical-align:top}"
    )
    filters = document["paths"]["/calendar.ics"]["get"]["parameters"]
    rows = "".join(_row(parameter) for parameter in filters)
    paths = "".join(
        f"<h3><code>{escape(path)}</code></h3><p>{escape(about['get']['summary'])}。{escape(about['get']['description'])}</p>"
        for path, about in document["paths"].items()
    )
    title = escape(document["info"]["title"])
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        f'<h1>{title}</h1><p>只读接口；<a href="openapi.json">openapi.json</a></p><h2>地址</h2>{paths}'
        f"<h2>筛选</h2><p>同一键的几个值是“或”，不同的键是“且”。</p><table>{rows}</table></html>\n"
    )


def _row(parameter: Mapping[str, Any]) -> str:
    schema = parameter["schema"]
    words = schema.get("enum") or schema.get("items", {}).get("enum") or schema.get("examples") or []
    return (
        f"<tr><th><code>{escape(parameter['name'])}</code></th><td>{escape(parameter.get('description', ''))}</td>"
        f"<td>{escape('、'.join(str(word) for word in words))}</td></tr>"
    )
