"""The house: imports run downwards, private names stay in their room, every verb and filter is documented."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "timeline"
# From the ground up: a room may use the rooms before it.
ROOMS = (
    "text", "errors", "numerals", "dates", "lexicon", "pages", "articles", "timex", "anchors", "events",
    "extract", "merge", "pipeline", "store", "ics", "html", "site", "server", "cli",
)  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"icalendar", "dateparser", "jinja2", "pydantic", "lunar_python", "pypdfium2", "starlette", "uvicorn"}


def room_of(path: Path) -> str:
    """The room a module belongs to: ``timeline/store/schema.py`` → ``store``."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[tuple[str, str, int]]:
    """``(room, name, line)`` for each name a module takes from the package, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("timeline."):
                    yield alias.name.split(".")[1], alias.name.split(".")[-1], node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "timeline":
                for alias in node.names:
                    yield (parts[1] if len(parts) > 1 else alias.name), alias.name, node.lineno


def test_every_module_stands_in_a_known_room() -> None:
    strangers = {room_of(path) for path in MODULES} - set(ROOMS) - {"__init__", "__main__"}
    assert not strangers


def test_imports_run_downwards() -> None:
    rank = {room: number for number, room in enumerate(ROOMS)}
    upward = [
        f"{path.relative_to(ROOT)}:{line} takes {name} from {room}"
        for path in MODULES
        if room_of(path) in rank
        for room, name, line in imports(path)
        if room in rank and rank[room] > rank[room_of(path)]
    ]
    assert not upward, "\n".join(upward)


def test_imports_are_absolute() -> None:
    relative = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_a_private_name_never_crosses_a_room() -> None:
    crossing = [
        f"{path.relative_to(ROOT)}:{line} takes {name} from {room}"
        for path in MODULES
        for room, name, line in imports(path)
        if name.startswith("_") and not name.startswith("__") and room != room_of(path)
    ]
    assert not crossing, "\n".join(crossing)


def test_only_the_command_line_prints_or_exits() -> None:
    speaking = [
        f"{path.relative_to(ROOT)}:{node.lineno} calls {name}"
        for path in MODULES
        if room_of(path) != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (name := ast.unparse(node.func)) in ("print", "sys.exit", "exit", "input")
    ]
    assert not speaking, "\n".join(speaking)


def test_public_names_have_docstrings() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    silent += [
        str(path.relative_to(ROOT))
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) and path.stat().st_size
    ]
    assert not silent, "\n".join(silent)


def test_the_public_names_are_there() -> None:
    import timeline

    for name in timeline.__all__:
        assert getattr(timeline, name) is not None
    assert not [name for name in dir(timeline) if name.startswith("_") and name != "__version__"]


def test_the_version_is_told_once() -> None:
    import timeline

    assert f'version = "{timeline.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def modules_after(*code: str) -> set[str]:
    """The top-level modules loaded by a fresh interpreter that ran ``code``."""
    script = "\n".join(
        ["import sys, contextlib, io", *code, "print(*{name.split('.')[0] for name in sys.modules})"]
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    loaded = modules_after(
        "from timeline.cli import main",
        "with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.suppress(SystemExit):",
        "    main(['--help'])",
        "assert 'extract' in told.getvalue()",
    )
    assert not loaded & HEAVY


def test_a_start_costs_at_most_twelve_bare_starts() -> None:
    bench = [sys.executable, ROOT / "benchmarks" / "bench_startup.py"]
    done = subprocess.run(bench, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not modules_after("import timeline") & HEAVY


def test_every_verb_and_make_target_is_in_the_readme() -> None:
    from timeline.cli.app import VERBS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = [verb.__name__.rstrip("_") for group in VERBS.values() for verb in group]
    assert len(verbs) >= 12
    assert not [verb for verb in verbs if not re.search(rf"`timeline {verb}\b", readme)]
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert not [
        target for target in targets if target not in ("help", "clean") and f"make {target}" not in readme
    ]


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "page.txt").write_bytes((ROOT / "seeds" / "003_278bbb9aaf10fbbc.txt").read_bytes())
    done = subprocess.run([sys.executable, "-c", shown], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
    assert " meeting " in done.stdout
    assert (tmp_path / "meetings.ics").read_bytes().count(b"BEGIN:VEVENT") > 1


def test_the_filters_of_list_are_the_query() -> None:
    import inspect

    from timeline.cli import keeping, publishing
    from timeline.events import Query

    for verb in (keeping.list_, publishing.export):
        assert set(Query.model_fields) <= set(inspect.signature(verb).parameters), verb.__name__


def test_every_table_knows_every_type() -> None:
    from timeline.cli.display import TYPE_STYLES
    from timeline.events import EVENT_TYPES, TYPE_NAMES
    from timeline.ics import COLORS
    from timeline.lexicon import load

    types = set(EVENT_TYPES)
    assert types == set(TYPE_NAMES) == set(TYPE_STYLES) == set(COLORS)
    assert types <= set(load("triggers"))
    style = (PACKAGE / "templates" / "style" / "base.css").read_text(encoding="utf-8")
    assert not [name for name in types if f"--{name}:" not in style or f".{name} " not in style]
    for words in (PACKAGE / "templates" / "words").glob("*.json"):
        assert not [name for name in types if f'"type.{name}"' not in words.read_text(encoding="utf-8")]


def tracked_texts() -> Iterator[tuple[str, str]]:
    """The text files of the repository, seeds and binary files left out."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and not name.startswith("seeds/") and path.stat().st_size < 2_000_000:
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_the_repository_speaks_of_the_project_alone() -> None:
    # Put together here, so that this file does not trip over itself.
    machine_paths = ["/" + "work/", "/" + "root/", "/" + "home/", ".." + "/shared"]
    package_hosts = ["pypi" + ".org", "files.python" + "hosted", "registry." + "npmjs"]
    found = [
        f"{name}: {word}"
        for name, text in tracked_texts()
        for word in machine_paths + package_hosts
        if word in text
    ]
    assert not found, "\n".join(found)


def test_a_wheel_holds_every_file_of_the_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert settings["packages"]["find"]["include"] == ["timeline*"]
    packed = {path for pattern in settings["package-data"]["timeline"] for path in PACKAGE.glob(pattern)}
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    code = [path for path in files if path.suffix == ".py"]
    assert not [path for path in code if not (path.parent / "__init__.py").exists()]
    within = {file for folder in packed if folder.is_dir() for file in folder.iterdir()}
    assert not set(files) - set(code) - packed - within


def test_no_default_dependency_is_copyleft() -> None:
    pending, seen, copyleft = ["timeline"], set(), []
    while pending:
        name = re.match(r"[\w.-]+", pending.pop()).group().lower().replace("_", "-")  # type: ignore[union-attr]
        if name in seen:
            continue
        seen.add(name)
        try:
            described = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        licence = " ".join([*described.get_all("Classifier", []), described.get("License-Expression") or ""])
        if re.search(r"\b(A?GPL|GNU (Affero )?General Public)", licence):
            copyleft.append(name)
        pending += [need for need in importlib.metadata.requires(name) or [] if "extra ==" not in need]
    assert len(seen) > 10
    assert not copyleft
