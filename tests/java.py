"""Find a Java for the Nu HTML checker, or install one: `python -m tests.java`.

One on the machine comes first, then Debian's package when run as root; if both fail, it says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

VARIABLE = "CASEBOOK_JAVA"


def find() -> str:
    """The path of a Java on this machine that runs; empty when there is none."""
    candidates = (os.environ.get(VARIABLE, ""), shutil.which("java") or "")
    # On a Mac `java` may only be a note that there is none.
    return next((path for path in candidates if path and _runs(path, "-version")), "")


def _runs(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, timeout=400, capture_output=True).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    """Install a Java unless there is one; the exit code says whether there is one now."""
    if find():
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("no Java found; trying Debian's package", flush=True)
        if (
            _runs("apt-get", "update", "-qq")
            and _runs("apt-get", "install", "-y", "-qq", "--no-install-recommends", "default-jre-headless")
            and find()
        ):
            return 0
    print(f"The tests need Java 11 or later for the HTML checker. Install one, or name one in the variable {VARIABLE}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
