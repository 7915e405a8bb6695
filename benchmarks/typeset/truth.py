"""What was set on a page, article by article: what a reading of the PDF is judged by."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from typeset.style import Style


@dataclass
class Truth:
    """One article with its printed lines, each behind what it is: ``head``, ``first``, ``body`` …"""

    kind: str
    headline: str
    lines: list[list[str]] = field(default_factory=list)

    def add(self, role: str, line: str) -> None:
        """One printed line; blanks are not told apart from spreading and left out."""
        self.lines.append([role, line.replace(" ", "")])


def write_truth(target: Path, style: Style, articles: list[Truth]) -> None:
    """``target.truth.json``: the page and its articles in the order they were set."""
    name = target.name
    record = {
        "page": name,
        "columns": style.columns,
        "width": style.width,
        "height": style.height,
        "articles": [
            {"id": f"{name}-a{i}", "kind": one.kind, "headline": one.headline, "lines": one.lines}
            for i, one in enumerate(articles, 1)
        ],
    }
    target.with_suffix(".truth.json").write_text(
        json.dumps(record, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
