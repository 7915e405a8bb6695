"""Torn columns: put back where the evidence carries, and ordinary text left as it stands."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from timeline.pages import read_page
from timeline.pages.columns import untangle
from timeline.pages.joints import Joints, best, flat
from timeline.pages.lines import lines
from timeline.text import squeeze

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import bench_columns as bench  # noqa: E402

ORDINARY = [
    *(file for file in sorted((ROOT / "seeds").glob("*.txt")) if not file.name.startswith("001")),
    *(file for file in sorted((ROOT / "tests" / "dev").glob("*.txt")) if "torn" not in file.name),
    *(file for file in sorted((ROOT / "tests" / "frozen").glob("*.txt")) if "torn" not in file.name),
]
TEXTS = {file.name[:3]: read_page(file).text for file in ORDINARY[:4]}


@pytest.mark.parametrize("file", ORDINARY, ids=lambda file: f"{file.parent.name} {file.name[:2]}")
def test_ordinary_text_is_left_alone(file: Path) -> None:
    assert not untangle(lines(file.read_text("utf-8"))).moved


@pytest.mark.parametrize("name", TEXTS)
def test_ordinary_text_of_other_measures_is_left_alone(name: str) -> None:
    rows = bench.broken(TEXTS[name], random.Random(7))
    assert not untangle(lines("\n".join(rows))).moved


@pytest.mark.parametrize("columns", [2, 3, 4])
@pytest.mark.parametrize("tear", [bench.even, bench.bands], ids=["even", "bands"])
def test_torn_on_purpose(tear, columns: int) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(20 + columns)
    right = count = 0.0
    for text in TEXTS.values():
        rows = bench.broken(text, chance)
        order = tear(rows, columns, chance)
        right += (len(rows) - 1) * bench.neighbours(bench.read_back(rows, order))
        count += len(rows) - 1
    assert right / count >= 0.88


def test_no_line_is_lost_or_doubled() -> None:
    rows = bench.broken(TEXTS["003"], random.Random(3))
    stream = lines("\n".join(rows[i] for i in bench.ragged(rows, 3, random.Random(4))))
    found = untangle(stream)
    assert found.moved
    assert sorted(line.at[0] for line in found.lines) == sorted(line.at[0] for line in stream)
    assert len(found.doubtful) == len(found.lines)


def test_torn_page_keeps_its_characters_and_marks_its_doubts() -> None:
    file = next((ROOT / "seeds").glob("001*"))
    page = read_page(file)
    assert any(repair.kind == "columns" for repair in page.repairs)
    assert page.uncertain
    assert sorted(squeeze(page.text)) == sorted(squeeze(page.source))


def test_two_columns_side_by_side_for_some_lines() -> None:
    source = (
        "本报讯(记者 何青松)3月9\n日上午,白石县在枫树坪乡召开春\n季植树造林现场会。县委副书记田\n"
        "建平出席会议并讲话,副县长苏玉  家作了发言。\n梅主持会议,各乡镇党委书记、县  田建平强调,植树造林是一项造福\n"
        "直有关部门负责人参加会议。麻柳  子孙的大事。各乡镇要抢抓时节,\n镇党委书记郎平川、造林大户罗世  确保三月底前完成造林任务,做到\n"
        "栽一棵、活一棵,让荒山早日变成\n青山。会前,与会人员参观了枫树\n坪乡、麻柳镇的造林现场。\n"
    )
    text = read_page("page.txt", content=source.encode()).text
    assert "造林大户罗世家作了发言。" in text
    assert "做到栽一棵、活一棵,让荒山早日变成青山。" in text


def test_rows_across_the_columns_of_a_page() -> None:
    rows = bench.broken(TEXTS["000"], random.Random(5))
    order = bench.even(rows, 3, random.Random(5))
    assert bench.neighbours(bench.read_back(rows, order, 3)) >= 0.85


# The word that a line end cuts is known, and one that it does not cut is not made.
@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        ("全面推进城乡一体化发", "展,取得明显成效", "会议上的讲话精神"),
        ("加强基层党组织建", "设工作,夯实基础", "的重要讲话指出"),
    ],
)
def test_joints(left: str, right: str, wrong: str) -> None:
    joints = Joints([left, right, wrong])
    assert joints.score(0, 1) > joints.score(0, 2)


def test_joints_know_punctuation_and_quotes() -> None:
    joints = Joints(
        [flat(line) for line in ("他说：“我们要", "抓紧抓好”。大家", "，会议指出", "会议要求。", "抓紧办理")]
    )
    assert joints.score(0, 1) > joints.score(0, 4)
    assert joints.score(3, 2) < -2
    assert best("示范", True, True) > best("示的", False, False) - 30
