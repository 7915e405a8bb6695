"""The real server in a process of its own, for tests that speak HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(store: Path, **settings: Any) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """``(address, process)`` of a server of ``store``; it is stopped, and must stop, at the end."""
    port = free_port()
    told = ", ".join(f"{key}={value!r}" for key, value in settings.items())
    code = f"from timeline.server import serve; serve({str(store)!r}, port={port}, {told})"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )  # fmt: skip
    try:
        _await(port, process)
        yield f"http://127.0.0.1:{port}", process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def _await(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(1_200):
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        with socket.socket() as one:
            one.settimeout(0.2)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")
