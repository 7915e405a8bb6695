"""The pictures of the README, from the exported page: python benchmarks/page/screenshots.py [PAGE] [FOLDER]."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SHOTS = {
    "screenshot-desktop.png": {"viewport": {"width": 1440, "height": 1280}},
    "screenshot-phone.png": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}


def shoot(browser: Browser, page: Path, out: Path) -> None:
    """One picture of the list, with an event's evidence open where there is room for it beside the list."""
    about = SHOTS[out.name]
    tab = browser.new_context(
        **about, locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme="light"
    ).new_page()
    tab.goto(page.resolve().as_uri() + "#?status=happened")
    tab.wait_for_selector("html.ready")
    if about["viewport"]["width"] > 1023:
        rows = "[...document.querySelectorAll('#list section:first-of-type li.main')]"
        longest = "Math.max(...rows.map(row => row.querySelector('p')?.textContent.length || 0))"
        tab.evaluate(
            f"(() => {{ const rows = {rows}, most = {longest}; (rows.find(row => (row.querySelector('p')?.textContent.length || 0) === most) || document.querySelector('#list li')).querySelector('a').click(); }})()"
        )
        tab.wait_for_selector("#drawer[open]")
        tab.evaluate("scrollTo(0, 0)")
    tab.wait_for_timeout(300)
    tab.screenshot(path=out)


def main(page: str = "exports/timeline.html", folder: str = "exports") -> None:
    """Write both pictures into ``folder`` and print their sizes."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in SHOTS:
            out = Path(folder) / name
            shoot(browser, Path(page), out)
            print(f"{out} {out.stat().st_size // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
