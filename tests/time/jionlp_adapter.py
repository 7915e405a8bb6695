"""JioNLP's readings in the neutral value grammar; run by an interpreter that has ``jionlp`` (see ``suites.py --peer``)."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from typing import Any

_LETTERS = {"year": "Y", "month": "M", "day": "D", "hour": "H", "minute": "M", "second": "S"}


def edge(text: str | None) -> str:
    return ".." if text in (None, "inf", "-inf") else str(text).replace(" ", "T")


def period(amounts: dict[str, float]) -> str:
    date = "".join(f"{amounts[u]:g}{_LETTERS[u]}" for u in ("year", "month", "day") if u in amounts)
    time = "".join(f"{amounts[u]:g}{_LETTERS[u]}" for u in ("hour", "minute", "second") if u in amounts)
    return "P" + date + ("T" + time if time else "")


def interval(first: str, last: str, text: str) -> Any:
    """Two moments of JioNLP: whole days as days, an hour or less as the moment it stands for, :59 as the full minute."""
    if ".." in (first, last):
        return {"start": first, "end": last}
    start, end = dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last)
    if start.time() == dt.time() and end.time() == dt.time(23, 59, 59):
        return {"start": start.date().isoformat(), "end": end.date().isoformat()}
    if (end - start).total_seconds() in (0, 1, 59, 60, 3599, 3600, 3659):
        return last if text.endswith("前") else first
    return {"start": first, "end": end.replace(second=0).isoformat() if end.second == 59 else last}


def value(detail: dict[str, Any], text: str) -> Any:
    kind, time = detail.get("type"), detail.get("time")
    if kind in ("time_point", "time_span") and time:
        return interval(edge(time[0]), edge(time[1]), text)
    if kind == "time_delta":
        return (
            {"min": period(time[0]), "max": period(time[1])} if isinstance(time, list) else period(time or {})
        )
    if kind == "time_period" and time and time.get("delta"):
        return {"every": period(time["delta"]), "at": {}}
    return None


def main() -> None:
    with contextlib.redirect_stdout(sys.stderr):
        import jionlp
    for line in sys.stdin:
        case = json.loads(line)
        moment = dt.datetime.fromisoformat(case["reference"]).timestamp()
        found = []
        with contextlib.suppress(Exception):  # it raises on texts it cannot take
            for hit in jionlp.ner.extract_time(case["text"], time_base=moment, with_parsing=True):
                found.append(
                    {
                        "text": hit["text"],
                        "start": hit["offset"][0],
                        "value": value(hit["detail"], hit["text"]),
                    }
                )
        print(json.dumps({"id": case["id"], "found": found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
