#!/usr/bin/env python3
"""Score the type-specific details of predicted events against the gold.

usage: score_details.py PRED_DIR GOLD_DIR --docs DIR

Events are aligned as score_events.py aligns them; over the matched main and secondary events each list of details is
compared item by item. An item counts when its folded words agree or one contains the other (at least 4 characters, or
the whole); a figure when value and unit agree; a meeting's number of requirements as one item when it differs by at
most one. Prints precision, recall and F1 per field and overall.
"""

import argparse
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import score_events as base  # noqa: E402

FIELDS = {
    "meeting": ("chair", "agenda"), "inspection": ("inspectors", "sites"), "campaign": ("organizers", "theme", "figures"),
    "study": ("materials", "learners"), "contest": ("theme", "winners"), "ceremony": ("officiants",),
    "milestone": ("project", "amount"), "deadline": ("task", "responsible"),
}  # fmt: skip


def items(details, field):
    value = (details or {}).get(field) or []
    return [value] if isinstance(value, (str, dict)) else list(value)


def agrees(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        unit = [base.norm(str(x.get("unit"))).replace("余", "").replace("多", "")[-2:] for x in (one, other)]
        return float(one["value"]) == float(other["value"]) and (unit[0][:1] == unit[1][:1] or unit[0] in unit[1] or unit[1] in unit[0])
    a, b = base.norm(str(one)), base.norm(str(other))
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= 4 and short in long) or base.jac(a, b) >= 0.6


def matched(prediction, gold):
    left, hits = list(gold), 0
    for item in prediction:
        found = next((g for g in left if agrees(item, g)), None)
        if found is not None:
            left.remove(found)
            hits += 1
    return hits


def pairs(pred, gold, text):
    """The aligned (prediction, gold) events of one page."""
    result = base.score_doc(pred, gold, text)
    by_id = {event["id"]: event for event in gold["events"]}
    used = set()
    for row in result["details"]["matched"]:
        for index, event in enumerate(pred.get("events") or []):
            same_date = (event.get("when") or {}).get("edtf") == row["pdate"] or (event.get("edtf") or event.get("start")) == row["pdate"]
            if index not in used and event["title"] == row["ptitle"] and (same_date or row["pdate"] is None):
                used.add(index)
                yield event, by_id[row["gold"]]
                break


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pred", type=pathlib.Path)
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("--docs", type=pathlib.Path, required=True)
    parser.add_argument("--misses", action="store_true", help="print what differs")
    options = parser.parse_args()
    tally = {}
    for path in sorted(options.gold.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = options.pred / path.name
        pred = json.loads(found.read_text(encoding="utf-8")) if found.exists() else {"events": []}
        text = (options.docs / f"{path.stem}.txt").read_text(encoding="utf-8")
        for event, truth in pairs(pred, gold, text):
            if event["type"] != truth["type"] or not truth.get("details"):
                continue
            for field in FIELDS[truth["type"]]:
                ours, theirs = items(event.get("details"), field), items(truth["details"], field)
                row = tally.setdefault(f"{truth['type']}.{field}", [0, 0, 0])
                hits = matched(ours, theirs)
                row[0] += hits
                row[1] += len(ours)
                row[2] += len(theirs)
                if options.misses and (hits < len(ours) or hits < len(theirs)):
                    print(path.stem[:3], truth["id"], field, "\n   ours:", ours, "\n   gold:", theirs)
            if truth["type"] == "meeting" and isinstance(truth["details"].get("requirements"), int):
                row = tally.setdefault("meeting.requirements (number)", [0, 0, 0])
                ours, theirs = len(event["details"].get("requirements") or []), truth["details"]["requirements"]
                row[0] += bool(ours and theirs and abs(ours - theirs) <= 1)
                row[1] += bool(ours)
                row[2] += bool(theirs)
    report(tally)


def report(tally):
    total = [sum(column) for column in zip(*tally.values(), strict=True)] if tally else [0, 0, 0]
    for name, (hits, ours, theirs) in [*sorted(tally.items()), ("ALL", total)]:
        p, r = hits / ours if ours else 0.0, hits / theirs if theirs else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        print(f"{name:32} P {p:.3f} R {r:.3f} F1 {f1:.3f}   ({hits} of {theirs} gold, {ours} predicted)")


if __name__ == "__main__":
    main()
