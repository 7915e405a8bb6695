"""The static site behind a plain file server: every HTTP check that concerns a file must pass."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from feed.happenings import many
from feed.serving import free_port

from timeline.events import Event
from timeline.site import write_site
from timeline.store import Store

sys.path.insert(0, str(Path(__file__).parent / "feed" / "check" / "src"))
import httpcheck  # type: ignore[import-not-found]

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
# What files have no say in: this server ignores queries and names no methods with a 405.
NOT_A_FILES = {"bad-filter", "allow"}


@contextmanager
def hosted(folder: Path, home: Path) -> Iterator[str]:
    port = free_port()
    (home / "nginx.conf").write_text(
        f"worker_processes 1; pid {home}/pid; error_log {home}/error.log; daemon off; events {{ worker_connections 64; }}\n"
        f"http {{ access_log off; types {{ text/calendar ics; text/html html; text/plain txt; }} gzip on; gzip_min_length 500;\n"
        "gzip_types text/calendar; gzip_vary on; charset utf-8; charset_types text/calendar text/html text/plain; expires 15m;\n"
        f"client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u;\n"
        f"scgi_temp_path {home}/s; server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([NGINX, "-c", str(home / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed")
def test_the_http_check_passes_on_files() -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        # Started by root, nginx serves as somebody else.
        home.chmod(0o755)
        check(home)


def check(home: Path) -> None:
    pages: dict[str, list[Event]] = {}
    for event in many(200):
        pages.setdefault(event.evidence[0].document, []).append(event)
    with Store(":memory:", lambda: dt.datetime(2024, 1, 2, tzinfo=dt.UTC)) as store:
        for name, told in pages.items():
            store.add_events(name, "d", told)
        write_site(home / "site", store.events(), title="临江日报", base_url="https://paper.example/")
    with hosted(home / "site", home) as address:
        for path in ("timeline.ics", "feeds/type/meeting.ics", "feeds/on-this-day.ics"):
            report, _, body = httpcheck.check(
                f"{address}/{path}", None, f"{address}/feeds/none.ics", pause=0.1
            )
            failed = [row for row in report.rows if row[0] != "ok" and row[1] not in NOT_A_FILES]
            assert not failed, failed
            assert body == (home / "site" / path).read_bytes()
            print(f"{path}: {sum(row[0] == 'ok' for row in report.rows)} of {len(report.rows)} checks ok")
