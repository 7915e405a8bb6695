"""Running the application until told to stop."""

from __future__ import annotations

import logging
import sys
from pathlib import Path


def serve(
    store_path: Path | str,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    title: str = "报纸事件",
    base_url: str = "",
    private: bool = False,
    rate: float = 20.0,
    burst: int = 200,
    log: bool = True,
) -> None:
    """Serve the store at ``store_path`` until SIGINT or SIGTERM; requests under way are finished first.

    The arguments are those of :func:`timeline.server.application`; ``log`` writes a line to standard
    error for each request. Behind a proxy on this machine the client's address is taken from its headers.
    """
    import uvicorn

    from timeline.server.addresses import application

    if log:
        _log_to_stderr()
    app = application(store_path, title=title, base_url=base_url, private=private, rate=rate, burst=burst)
    uvicorn.run(
        app, host=host, port=port, access_log=False, log_level="warning", timeout_graceful_shutdown=10,
        timeout_keep_alive=30, h11_max_incomplete_event_size=16_384, server_header=False, limit_concurrency=1_000,
    )  # fmt: skip


def _log_to_stderr() -> None:
    logger = logging.getLogger("timeline.access")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
