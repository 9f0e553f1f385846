"""The language server for YAML that editors have, as their makers publish it, or how it is installed: `python -m tests.yaml_server`.

At the versions and hashes of `yaml_server_files/package-lock.json`, in a folder that Git ignores. It runs without a network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import node

FILES = Path(__file__).parent / "yaml_server_files"
FOLDER = node.ROOT / ".cache/yaml-language-server"
_SERVER = FOLDER / "node_modules/yaml-language-server/bin/yaml-language-server"


def is_there() -> bool:
    """Whether it is installed, at the versions that are wanted."""
    lock = FOLDER / "package-lock.json"
    return _SERVER.exists() and lock.exists() and lock.read_bytes() == (FILES / lock.name).read_bytes()


def command() -> list[str]:
    """How it is started, for one who speaks with it over its standard streams. Raises AssertionError when it is not there."""
    found = node.find()
    assert found, "no Node.js: python -m tests.yaml_server"
    assert is_there(), "no language server: python -m tests.yaml_server"
    return [found.path, str(_SERVER), "--stdio"]


def environment(noted: Path) -> dict[str, str]:
    """In what environment it is started: without a network, and where a wish for one is noted."""
    return {**os.environ, "NODE_OPTIONS": f"--require={FILES / 'no_network.cjs'}", "CASEBOOK_NOTED": str(noted)}


def main() -> int:
    """Install it unless it is there; the exit code says whether it is there now."""
    if node.main():
        return 1
    if is_there():
        return 0
    found = node.find()
    assert found
    print("installing the language server for YAML, for the tests", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(FILES / name, FOLDER)
    # A script of a package is run by nobody.
    install = [*found.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    path = f"{Path(found.path).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        subprocess.run(install, cwd=FOLDER, check=True, timeout=600, env={**os.environ, "PATH": path})
    except (OSError, subprocess.SubprocessError) as error:
        print(f"The tests need the language server for YAML, and npm cannot install it: {error}", file=sys.stderr)
        return 1
    return 0 if is_there() else 1


if __name__ == "__main__":
    sys.exit(main())
