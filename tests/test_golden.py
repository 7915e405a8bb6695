"""The records of the seed pages, as they are printed: any change shows as a difference to look at.

``make golden`` writes the files anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.mark.parametrize("page", SEEDS, ids=lambda page: page.stem)
def test_a_seed_page_gives_its_golden_record(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from timeline.cli import main

    with pytest.raises(SystemExit) as end:
        main(["extract", "--json", str(page)])
    assert end.value.code == 0
    golden = json.loads((ROOT / "tests" / "golden" / f"{page.stem}.json").read_text(encoding="utf-8"))
    assert json.loads(capsys.readouterr().out) == golden


def test_there_is_a_golden_file_for_each_seed() -> None:
    golden = {path.stem for path in (ROOT / "tests" / "golden").glob("*.json")}
    assert golden == {page.stem for page in SEEDS}
    assert len(golden) >= 5
