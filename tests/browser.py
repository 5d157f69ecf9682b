"""Find a Chromium for the browser tests, or get one; run as a script by `make test`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


def find() -> str | None:
    """The browser to use: $PARALLAX_BROWSER, one on the PATH, or Playwright's own."""
    stated = os.environ.get("PARALLAX_BROWSER")
    candidates = [stated] if stated else [*map(shutil.which, _NAMES), *_PLACES]
    found = next((path for path in candidates if path and Path(path).is_file()), None)
    if found or stated:
        return found
    own = _playwrights()
    return own if Path(own).is_file() else None


def _playwrights() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def get() -> str | None:
    """Find a browser; where there is none, let Playwright, or as root apt, install one."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        attempts.insert(0, ["apt-get", "install", "-y", "-qq", "chromium"])
        attempts.insert(0, ["apt-get", "update", "-qq"])
    for attempt in attempts:
        if found := find():
            return found
        print("no Chromium found; trying:", " ".join(attempt), flush=True)
        subprocess.run(attempt, check=False, stdout=subprocess.DEVNULL)
    return find()


if __name__ == "__main__":
    browser = get()
    if browser is None:
        sys.exit(
            "The browser tests need a Chromium or Chrome. Install one, or set PARALLAX_BROWSER "
            "to its path, and run `make test` again."
        )
    print(f"browser: {browser}")
