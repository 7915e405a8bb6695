"""What a confidence is worth: of the records of each band, and of each rule, the share that is right.

Reads the development texts, from which the confidences are set, and the frozen texts, from which nothing is, with their day of print given, so that the year is not what is measured, aligns
the records with the gold as the scorer does, and prints a table. A record is right when it is aligned with a gold event of
main or secondary salience, of the same type and date; records that say themselves to be mentions are left out.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "score"))
BANDS = ((0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01))


def judged(folder: Path) -> Iterator[tuple[str, float, bool]]:
    """``(rule, confidence, right)`` for each record that the texts of ``folder`` yield."""
    import score_events as scorer

    from timeline.pipeline import read

    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        file = folder / f"{path.stem}.txt"
        day = gold.get("true_publication_date") or gold["issue"].get("issue_date")
        issued = dt.date.fromisoformat(day) if gold["issue"].get("year") and day else None
        records = [event.model_dump(mode="json") for event in read(file, issued=issued).events]
        # The scorer hands back the `edtf` beside `when` of what it aligned: a number there tells which record it was.
        for number, record in enumerate(records):
            record["edtf"] = str(number)
        result = scorer.score_doc({"events": records}, gold, file.read_text(encoding="utf-8"))
        right = {row["pdate"] for row in result["details"]["matched"] if row["type_ok"] and row["date_ok"]}
        for record in records:
            if record["salience"] != "mention":
                yield record["origin"]["rule"], record["confidence"], record["edtf"] in right


def main() -> None:
    for name in ("dev", "frozen"):
        print(f"== {name}")
        report(list(judged(ROOT / "tests" / name)))


def report(rows: list[tuple[str, float, bool]]) -> None:
    """Print the shares by band and by rule."""
    print(f"{'confidence':12}{'records':>9}{'right':>8}{'share':>8}")
    for low, high in BANDS:
        told = [right for _, sure, right in rows if low <= sure < high]
        if told:
            print(
                f"{low:.1f} to {min(high, 1):.1f}  {len(told):>9}{sum(told):>8}{sum(told) / len(told):>8.2f}"
            )
    print(f"\n{'rule':42}{'records':>9}{'said':>8}{'share':>8}")
    for rule in sorted({rule for rule, _, _ in rows}):
        told = [right for name, _, right in rows if name == rule]
        said = [sure for name, sure, _ in rows if name == rule]
        print(f"{rule:42}{len(told):>9}{sum(said) / len(said):>8.2f}{sum(told) / len(told):>8.2f}")


if __name__ == "__main__":
    main()
