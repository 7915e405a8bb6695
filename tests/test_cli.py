"""The command line: what each verb prints, and a clear one-line outcome for everything that can go wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from timeline.cli import main

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

PAGE = """\
青溪县召开春季防火工作会议

本报讯（记者李明）2019年3月12日上午，青溪县召开春季防火工作会议。县委书记张国强主持会议并讲话，副县长王丽华出席会议。
会议要求，3月底前完成林区隐患排查。
"""
NO_DATE = "春天的田野\n\n麦苗青青，微风拂面，老人坐在村口的石磨旁，说起年轻时的故事，眼里有光。\n"


class Ended(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in this process, with a database of its own."""
    monkeypatch.setenv("TIMELINE_DB", str(tmp_path / "kept" / "timeline.sqlite"))

    def run(*argv: str | Path) -> Ended:
        with pytest.raises(SystemExit) as end:
            main([str(word) for word in argv])
        told = capsys.readouterr()
        return Ended(int(end.value.code or 0), told.out, told.err)

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small page of a made-up county."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def command(*argv: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as its own process."""
    words = [sys.executable, "-m", "timeline", *map(str, argv)]
    return subprocess.run(words, capture_output=True, timeout=120, cwd=ROOT, **options)  # type: ignore[call-overload, no-any-return]


# -- looking at pages


def test_extract_prints_one_line_a_page_and_its_events(run: Run, page: Path) -> None:
    ended = run("extract", page)
    first, *events = ended.out.splitlines()
    assert ended.code == 0 and not ended.err
    assert first.startswith("page.txt") and "2019-03-1" in first and "1 article" in first
    assert "1 meeting" in first
    meeting = next(line for line in events if "meeting" in line)
    assert meeting.strip().split("\t")[:3] == ["2019-03-12", "meeting", "青溪县春季防火工作会议"]


def test_extract_json_is_one_object_a_page(run: Run, page: Path) -> None:
    ended = run("extract", "--json", page, SEEDS[0])
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert [record["document"] for record in records] == ["page.txt", SEEDS[0].name]
    for record in records:
        assert set(record) == {"document", "issue", "articles", "events"}
        assert record["events"]
        for event in record["events"]:
            assert event["evidence"] and {"type", "title", "when", "people"} <= set(event)
    assert records[0]["issue"]["year"] == 2019


def test_issued_dates_a_page(run: Run, tmp_path: Path) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text(PAGE.replace("2019年", ""), encoding="utf-8")
    ended = run("extract", "--json", "--issued", "2011-03-14", undated)
    record = json.loads(ended.out)
    assert record["issue"]["date"] == "2011-03-14"
    assert {event["when"]["edtf"] for event in record["events"] if event["type"] == "meeting"} == {
        "2011-03-12"
    }


def test_standard_input(page: Path) -> None:
    done = command("extract", "--json", "-", "--name", "从标准输入.txt", input=PAGE.encode("gb18030"))
    record = json.loads(done.stdout)
    assert record["document"] == "从标准输入.txt"
    assert "meeting" in {event["type"] for event in record["events"]}


def test_explain_names_clues_rules_and_quotes(run: Run, page: Path) -> None:
    ended = run("explain", page)
    assert ended.code == 0
    for heading in ("Why this date", "Dates", "Events"):
        assert heading in ended.out
    assert "“3月底前" in ended.out or "3月底前" in ended.out
    assert "rule" in ended.out and "printed “2019年3月12日上午”" in ended.out


def test_read_shows_articles(run: Run, page: Path) -> None:
    ended = run("read", page)
    assert "青溪县召开春季防火工作会议" in ended.out and "李明" in ended.out and "news" in ended.out
    article, repairs = map(json.loads, run("read", "--json", page).out.splitlines())
    assert article["byline"] == ["李明"] and article["text"].endswith("隐患排查。")
    assert set(repairs) == {"document", "repairs", "furniture"}


def test_dates_shows_each_expression_in_its_sentence(run: Run, page: Path) -> None:
    ended = run("dates", page)
    assert "2019年3月12日上午" in ended.out and "2019-03-12 morning" in ended.out
    found = [json.loads(line) for line in run("dates", "--json", page).out.splitlines()]
    deadline = next(timex for timex in found if "3月底前" in timex["text"])
    assert deadline["when"]["end"] == "2019-03-31"
    assert deadline["text"] in deadline["sentence"]
    text = PAGE
    assert all(timex["text"] in text.replace("\n", "") for timex in found)


def test_schema_describes_what_extract_prints(run: Run, page: Path) -> None:
    schema = json.loads(run("schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    kinds = set(schema["discriminator"]["mapping"])
    record = json.loads(run("extract", "--json", page).out)
    assert {event["type"] for event in record["events"]} <= kinds
    for event in record["events"]:
        name = schema["discriminator"]["mapping"][event["type"]].rsplit("/", 1)[1]
        assert set(event) <= set(schema["$defs"][name]["properties"])


def test_a_folder_is_walked_and_its_pages_keep_apart(run: Run, tmp_path: Path) -> None:
    for day in ("27", "28"):
        path = tmp_path / "paper" / "2014-03" / day / "A05.txt"
        path.parent.mkdir(parents=True)
        path.write_text(PAGE, encoding="utf-8")
    (tmp_path / "paper" / "2014-03" / ".hidden.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "paper" / "notes.xyz").write_bytes(b"\x00\x01")
    records = [json.loads(line) for line in run("extract", "--json", tmp_path / "paper").out.splitlines()]
    assert [record["document"] for record in records] == ["2014-03/27/A05.txt", "2014-03/28/A05.txt"]


def test_pages_of_one_issue_help_to_date_each_other(run: Run, tmp_path: Path) -> None:
    issue = tmp_path / "issue"
    issue.mkdir()
    (issue / "1.txt").write_text(PAGE, encoding="utf-8")
    (issue / "3.txt").write_text(PAGE.replace("3月12日", "3月13日").replace("防火", "水利"), encoding="utf-8")
    undated = PAGE.replace("2019年3月12日", "3月13日").replace("防火", "造林")
    (issue / "2.txt").write_text(undated, encoding="utf-8")
    alone = json.loads(run("extract", "--json", issue / "2.txt").out)
    assert alone["issue"]["year"] is None and all("XXXX" in e["when"]["edtf"] for e in alone["events"])
    beside = [json.loads(line) for line in run("extract", "--json", issue).out.splitlines()]
    assert [record["issue"]["year"] for record in beside] == [2019, 2019, 2019]
    assert any("beside it" in clue["why"] for clue in beside[1]["issue"]["clues"])
    (issue / "3.txt").write_text(PAGE.replace("2019年", "2011年"), encoding="utf-8")
    mixed = [json.loads(line) for line in run("extract", "--json", issue).out.splitlines()]
    assert [record["issue"]["year"] for record in mixed] == [2019, None, 2011]


# -- keeping events


def test_add_list_show_remove(run: Run, page: Path) -> None:
    added = run("add", page)
    assert added.code == 0 and "1 new" in added.err
    rows = [line.split("\t") for line in run("list").out.splitlines()]
    meeting = next(row for row in rows if row[1] == "meeting")
    assert meeting[0] == "2019-03-12" and "张国强" in meeting[4]
    shown = run("show", meeting[-1])
    assert shown.code == 0 and "张国强 (" in shown.out and "evidence" in shown.out
    assert run("show", meeting[-1][:8]).out == shown.out
    assert json.loads(run("show", "--json", meeting[-1]).out)["uid"] == meeting[-1]
    assert run("pages").out.split("\t")[0] == "page.txt"
    removed = run("remove", "page.txt")
    assert removed.code == 0 and "1 page taken out" in removed.err
    assert run("list").out == ""


def test_adding_again_changes_nothing(run: Run, page: Path) -> None:
    run("add", page)
    before = run("list", "--json").out
    again = run("add", page)
    assert "1 unchanged" in again.err
    assert run("list", "--json").out == before


def test_reading_at_once_gives_the_same_in_the_same_order(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    pages = [SEEDS[0], tmp_path / "empty.txt", SEEDS[3]]
    told = [run("export", "--jobs", jobs, *pages, tmp_path / f"site{jobs}") for jobs in ("1", "2")]
    assert told[0].code == told[1].code == 0
    assert told[0].out.replace("site1", "site2") == told[1].out
    assert told[0].err == told[1].err and "empty.txt" in told[0].err
    records = [(tmp_path / f"site{jobs}" / "events.jsonl").read_bytes() for jobs in (1, 2)]
    assert records[0] == records[1] and len(records[0]) > 1000


def test_filters_narrow_the_list(run: Run, page: Path) -> None:
    run("add", page)
    everything = run("list").out.splitlines()
    meetings = [line for line in everything if "\tmeeting\t" in line]
    assert 0 < len(meetings) < len(everything)
    assert run("list", "--type", "会议").out.splitlines() == meetings
    assert run("list", "--type", "meeting,study").out.splitlines() == meetings
    assert run("list", "--person", "张国强", "--type", "meeting").out.splitlines() == meetings
    assert (
        run("list", "--since", "2019-03", "--until", "2019-03-12", "-t", "meeting").out.splitlines()
        == meetings
    )
    assert run("list", "--since", "2019-04-01").out == ""
    assert run("list", "--year", "2018").out == ""
    assert run("list", "--text", "防火", "--type", "meeting").out.splitlines() == meetings
    assert run("list", "--min-confidence", "1.0", "--document", "other").out == ""


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--type", "party"),
        ("--since", "2019-02-30"),
        ("--until", "nonsense-word"),
        ("--salience", "huge"),
        ("--status", "perhaps"),
        ("--precision", "very"),
    ],
)
def test_a_filter_that_cannot_be_understood_is_named(run: Run, option: str, value: str) -> None:
    ended = run("list", option, value)
    assert ended.code == 1
    assert ended.err.count("\n") == 1 and option in ended.err and value in ended.err


def test_correcting_an_event_outlives_a_new_reading(run: Run, page: Path) -> None:
    run("add", page)
    uid = next(line for line in run("list").out.splitlines() if "\tmeeting\t" in line).split("\t")[-1]
    assert "防火会" in run("correct", uid[:10], "--title", "防火会", "--place", "县政府").out
    page.write_text(PAGE.replace("讲话，", "讲话。"), encoding="utf-8")
    run("add", page)
    corrected = json.loads(run("show", "--json", uid).out)
    assert corrected["title"] == "防火会" and corrected["place"]["name"] == "县政府"
    assert "青溪县" in run("correct", uid, "--undo", "title").out
    assert run("correct", uid).code == 1
    assert run("correct", uid, "--status", "perhaps").err.count("\n") == 1


def test_export_from_the_store_and_its_filters(run: Run, page: Path, tmp_path: Path) -> None:
    empty = run("export", tmp_path / "site")
    assert empty.code == 1 and "timeline add" in empty.err and not (tmp_path / "site").exists()
    run("add", page)
    assert run("export", tmp_path / "site", "--type", "meeting").code == 0
    records = (tmp_path / "site" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(record)["type"] for record in records] == ["meeting"]
    assert b"BEGIN:VEVENT" in (tmp_path / "site" / "timeline.ics").read_bytes()


def test_tokens_are_told_once_and_taken_back(run: Run) -> None:
    given = run("token", "reader", "--type", "meeting")
    secret = given.out.strip()
    assert secret.startswith("/t/") and secret.endswith("/calendar.ics")
    listed = run("token")
    assert "reader" in listed.out and "valid" in listed.out and secret[3:20] not in listed.out
    assert run("token", "reader", "--revoke").code == 0
    assert "taken back" in run("token").out
    assert run("token", "nobody", "--revoke").code == 1


def test_a_uid_or_page_that_is_not_there(run: Run, page: Path) -> None:
    run("add", page)
    for ended in (run("show", "00000000"), run("remove", "other.txt")):
        assert ended.code == 1 and ended.err.count("\n") == 1 and "no such" in ended.err


def test_a_database_that_is_none(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "db.sqlite").write_text("this is no database, only a text that is long enough to be one" * 40)
    ended = run("list", "--db", tmp_path / "db.sqlite")
    assert ended.code == 1 and ended.err.count("\n") == 1 and "db.sqlite" in ended.err


# -- bad input: one clear line each


def one_line(ended: Ended, name: str) -> None:
    """A single line on stderr naming the file, nothing printed, nothing done."""
    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.count("\n") == 1, ended.err
    assert name in ended.err and "Traceback" not in ended.err and "fault" not in ended.err


def test_an_empty_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    one_line(run("extract", tmp_path / "empty.txt"), "empty.txt")


def test_a_file_of_blanks(run: Run, tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text(" \n\u3000\n\t\n", encoding="utf-8")
    one_line(run("extract", tmp_path / "blank.txt"), "blank.txt")


def test_a_binary_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 64)
    one_line(run("extract", tmp_path / "picture.txt"), "picture.txt")


def test_a_missing_file(run: Run, tmp_path: Path) -> None:
    one_line(run("extract", tmp_path / "nowhere.txt"), "nowhere.txt")
    one_line(run("explain", tmp_path / "nowhere.txt"), "nowhere.txt")
    one_line(run("add", tmp_path / "nowhere.txt"), "nowhere.txt")


def test_an_unreadable_folder_and_an_empty_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    ended = run("extract", tmp_path / "none")
    assert ended.code == 1 and ended.err.count("\n") == 1 and "no pages" in ended.err


def test_a_damaged_pdf(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    one_line(run("extract", tmp_path / "broken.pdf"), "broken.pdf")


def test_a_file_of_500_megabytes(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(500 * 1024 * 1024)
    started = time.process_time()
    one_line(run("extract", tmp_path / "huge.txt"), "huge.txt")
    assert time.process_time() - started < 5


def test_a_device_without_end(run: Run) -> None:
    one_line(run("extract", "/dev/zero"), "zero")


def test_a_folder_that_cannot_be_written(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = run("export", page, tmp_path / "file" / "site")
    assert ended.code == 1 and ended.err.count("\n") == 1 and "file" in ended.err


def test_nothing_kept_yet(run: Run) -> None:
    for verb in (["list"], ["pages"], ["show", "abcd"], ["remove", "a.txt"]):
        ended = run(*verb)
        assert ended.code == 1 and ended.err.count("\n") == 1 and "timeline add" in ended.err


def test_a_gb18030_file_reads_like_utf8(run: Run, page: Path, tmp_path: Path) -> None:
    page.write_text(PAGE, encoding="utf-8")
    utf8 = run("extract", "--json", page).out
    page.write_bytes(PAGE.encode("gb18030"))
    assert json.loads(run("extract", "--json", page).out) == json.loads(utf8)


def test_bytes_that_are_no_encoding(run: Run, tmp_path: Path) -> None:
    # Single bytes of 0xff cut into UTF-8: read leniently or refused, but never a traceback.
    (tmp_path / "cut.txt").write_bytes(PAGE.encode("utf-8").replace("会".encode(), b"\xff\xfe\xff"))
    ended = run("extract", tmp_path / "cut.txt")
    assert "Traceback" not in ended.err and "fault" not in ended.err
    assert ended.code in (0, 1) and (ended.out or "cut.txt" in ended.err)


def test_a_page_without_any_date(run: Run, tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text(NO_DATE, encoding="utf-8")
    ended = run("extract", tmp_path / "poem.txt")
    assert ended.code == 0 and not ended.err
    assert "year unknown" in ended.out and "0 events" in ended.out
    record = json.loads(run("extract", "--json", tmp_path / "poem.txt").out)
    assert record["issue"]["date"] is None and record["events"] == []
    assert run("explain", tmp_path / "poem.txt").code == 0


def test_the_thirtieth_of_february(run: Run, tmp_path: Path) -> None:
    odd = PAGE.replace("3月12日", "2月30日")
    (tmp_path / "odd.txt").write_text(odd, encoding="utf-8")
    ended = run("extract", "--json", tmp_path / "odd.txt")
    assert ended.code == 0 and not ended.err
    for event in json.loads(ended.out)["events"]:
        when = event["when"]
        assert "02-30" not in (when["start"] or "") + (when["end"] or "") + when["edtf"]


def test_hostile_html_in_a_page_is_only_text(run: Run, tmp_path: Path) -> None:
    hostile = PAGE.replace("张国强", "<script>alert(1)</script>张国强").replace(
        "李明", '李明"><img src=x onerror=alert(1)>'
    )
    (tmp_path / "hostile.txt").write_text(hostile, encoding="utf-8")
    assert run("export", tmp_path / "hostile.txt", tmp_path / "site").code == 0
    for written in (tmp_path / "site").rglob("*.html"):
        told = written.read_text(encoding="utf-8")
        assert "<script>alert(1)</script>" not in told and "<img src=x" not in told


def test_one_bad_page_among_many(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ended = run("extract", "--json", tmp_path / "empty.txt", page, tmp_path / "nowhere.txt")
    assert ended.code == 0
    assert [json.loads(line)["document"] for line in ended.out.splitlines()] == ["page.txt"]
    assert "empty.txt" in ended.err and "nowhere.txt" in ended.err and "2 of 3 pages" in ended.err
    added = run("add", tmp_path / "empty.txt", page)
    assert added.code == 0 and "1 new" in added.err and "1 of 2 pages" in added.err


def test_a_fault_in_one_page_costs_only_that_page(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import timeline.pipeline

    honest = timeline.pipeline.read

    def faulty(path: Path, **given: object) -> timeline.pipeline.Reading:
        if path.name.startswith("00"):
            raise RuntimeError("boom")
        return honest(path, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(timeline.pipeline, "read", faulty)
    ended = run("extract", "--json", SEEDS[0], page)
    assert ended.code == 0 and json.loads(ended.out)["document"] == "page.txt"
    assert "boom" in ended.err and "report" in ended.err


def test_a_port_that_is_taken(run: Run) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--port", port)
    assert ended.code == 1 and str(port) in ended.err.splitlines()[-1] and "Traceback" not in ended.err


def test_watch_adds_what_arrives(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    words = [
        sys.executable,
        "-m",
        "timeline",
        "watch",
        folder,
        "--every",
        "0.1",
        "--db",
        tmp_path / "w.sqlite",
    ]
    started = subprocess.Popen(
        list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    try:
        (folder / "empty.txt").write_bytes(b"")
        (folder / "later").mkdir()
        page.rename(folder / "later" / "page.txt")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            listed = command("pages", "--db", tmp_path / "w.sqlite").stdout.decode()
            if listed:
                break
            time.sleep(0.2)
        assert listed.split("\t")[0] == "later/page.txt"
    finally:
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=30)
    assert b"later/page.txt" in out and b"empty.txt" in err and b"Traceback" not in err


def test_names_of_several_pages_are_refused(run: Run, page: Path) -> None:
    ended = run("extract", page, SEEDS[0], "--name", "one")
    assert ended.code == 1 and "--name" in ended.err


# -- how a process ends


def test_usage_errors_exit_2() -> None:
    for words in (["frob"], ["extract"], ["list", "--no-such-option"]):
        done = command(*words)
        assert done.returncode == 2 and b"Traceback" not in done.stderr and done.stderr


def test_version_and_help() -> None:
    assert command("--version").stdout.startswith(b"timeline 0.")
    told = command("--help").stdout.decode()
    for verb in ("extract", "add", "list", "export", "serve", "watch"):
        assert verb in told
    assert not [
        line for line in told.splitlines() if len(line) > 80 or "..." in line.replace("[ARGS]...", "")
    ]


def test_a_closed_pipe_is_quiet() -> None:
    words = f"{sys.executable} -m timeline extract seeds | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", words], capture_output=True, cwd=ROOT, timeout=120)
    assert done.stderr == b""
    assert done.stdout.decode().splitlines()[-1] == "0"


def test_ctrl_c_is_clean(tmp_path: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "timeline", "watch", str(tmp_path), "--db", str(tmp_path / "db.sqlite")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not (tmp_path / "db.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=30)
    assert b"Traceback" not in err
    assert started.returncode in (0, 130)


def test_output_is_utf8_in_any_locale(page: Path) -> None:
    plain = {**os.environ, "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = command("extract", page, env=plain)
    assert done.returncode == 0 and "青溪县" in done.stdout.decode("utf-8")


def test_piped_output_has_no_colour_and_no_wrapping(page: Path) -> None:
    done = command("explain", page, env={**os.environ, "COLUMNS": "40"})
    assert b"\x1b" not in done.stdout
    assert any(len(line) > 60 for line in done.stdout.decode().splitlines())


def in_a_terminal(columns: int, *words: str) -> str:
    """What a terminal of that width shows."""
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color"}
    env.pop("NO_COLOR", None)
    env.pop("COLUMNS", None)
    started = subprocess.Popen(
        [sys.executable, "-m", "timeline", *words],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=env,
        cwd=ROOT,
    )
    os.close(follower)
    return b"".join(_drained(leader, started)).decode("utf-8")


def _drained(leader: int, started: subprocess.Popen[bytes]) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        yield piece
    started.wait(timeout=60)
    os.close(leader)


@pytest.mark.parametrize("columns", [80, 120])
def test_in_a_terminal_rows_are_coloured_and_fit(page: Path, columns: int) -> None:
    import re

    from rich.cells import cell_len

    shown = in_a_terminal(columns, "extract", str(page))
    assert "\x1b[" in shown
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).splitlines()
    assert max(cell_len(line) for line in lines) <= columns
    assert any("青溪县春季防火工作会议" in line for line in lines)


def test_firm_columns_keep_their_width() -> None:
    from timeline.cli.display import fitted

    assert fitted([14, 10, 48, 20, 8], [True, True, False, False, True], 80) == [14, 10, 28, 20, 8]
    assert fitted([14, 10], [True, False], 80) == [14, 10]
    assert fitted([90, 8], [False, True], 40) == [32, 8]
