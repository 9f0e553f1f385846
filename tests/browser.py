"""Find a Chromium for the tests, or install one: `python tests/browser.py`.

One on the machine comes first, then Playwright's own download, then Debian's package when run as root; if all fail, it says
what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
VARIABLE = "CASEBOOK_CHROMIUM"


def find() -> str:
    """The path of a Chromium on this machine; empty when there is none but perhaps Playwright's own."""
    candidates = (os.environ.get(VARIABLE, ""), *(shutil.which(name) or "" for name in NAMES), ON_A_MAC)
    return next((path for path in candidates if path and Path(path).exists()), "")


def has_playwrights_own() -> bool:
    """Whether Playwright has downloaded its Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _runs(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, timeout=400).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    """Install a Chromium unless there is one; the exit code says whether there is one now."""
    if find() or has_playwrights_own():
        return 0
    print("no Chromium found; trying Playwright's own download", flush=True)
    if _runs(sys.executable, "-m", "playwright", "install", "chromium") and has_playwrights_own():
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("trying Debian's package", flush=True)
        installed = _runs("apt-get", "update", "-qq") and _runs(
            "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"
        )
        if installed and find():
            return 0
    print(f"The tests need a Chromium. Install Chromium or Google Chrome, or name one in the variable {VARIABLE}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
