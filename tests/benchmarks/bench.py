"""Measure `casebook check` and `casebook build` on synthetic catalogs, and stock MkDocs on the same pages.

Prints the table that stands in the README. Every row is a whole process; start-up is the time of the same command on a
catalog of two cases, and is taken off where the table says so. Everything lies in memory where the system offers that (a temporary
folder elsewhere), so that programs are measured and not a disk, which may be busy with the run before. Run it on a machine that does nothing
else.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import baseline, synthetic

COMMANDS = Path(sys.executable).parent
MEMORY = Path("/dev/shm")
# Also for what a build puts aside for a moment.
PLACE = {"TMPDIR": str(MEMORY)} if os.access(MEMORY, os.W_OK) else {}
# As on people's machines, where Python keeps its modules compiled and no environment says that it must not: else every start compiles
# all of them, which takes longer than many a check.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | PLACE | {"NO_MKDOCS_2_WARNING": "1"}
SIZES = tuple(int(size) for size in sys.argv[1:]) or (1000, 4000)


def timed(*command: str, runs: int = 1) -> float:
    """The best wall-clock time of a command in seconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        best = min(best, time.perf_counter() - start)
    return best


def casebook(root: Path, *command: str, runs: int = 1) -> float:
    return timed(str(COMMANDS / "casebook"), "-C", str(root), *command, runs=runs)


def build(root: Path, *, search: bool = False) -> float:
    """A build into an empty folder, with or without the search."""
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace(f"search: {str(not search).lower()}", f"search: {str(search).lower()}"))
    with tempfile.TemporaryDirectory(dir=root.parent) as folder:
        return casebook(root, "build", "--site-dir", f"{folder}/site")


def main() -> None:
    """Print the table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    print(f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}\n")
    print("| cases | pages | check | build | a page | a case | stock MkDocs | a page | build against stock | first formatting | index | a page |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory(dir=PLACE.get("TMPDIR")) as temporary:
        folder = Path(temporary)
        tiny = synthetic.make(folder / "tiny", 2)
        casebook(tiny, "check")
        start = min(build(tiny) for _ in range(3))
        baseline.write(tiny, folder / "tiny-stock")
        stock_start = timed(str(COMMANDS / "mkdocs"), "build", "-q", "-f", str(folder / "tiny-stock/mkdocs.yml"), runs=2)
        for size in SIZES:
            root = synthetic.make(folder / str(size), size)
            check = casebook(root, "check", runs=3)
            # The first build formats every reference, which is kept: it is counted apart.
            first = build(root)
            ours = min(build(root) for _ in range(2)) - start
            pages = baseline.write(root, folder / f"{size}-stock")
            stock = timed(str(COMMANDS / "mkdocs"), "build", "-q", "-f", str(folder / f"{size}-stock/mkdocs.yml"), runs=2) - stock_start
            index = build(root, search=True) - start - ours
            row = f"| {size:,} | {pages:,} | {check:.2f} s | {ours:.1f} s | {ours / pages * 1000:.2f} ms | {ours / size * 1000:.2f} ms "
            line = f"{row}| {stock:.1f} s | {stock / pages * 1000:.2f} ms | {ours / stock:.2f} × | {first - start - ours:.1f} s "
            print(f"{line}| {index:.1f} s | {index / pages * 1000:.2f} ms |", flush=True)
    print(f"\nStart-up, taken off the builds: {start:.2f} s (casebook), {stock_start:.2f} s (mkdocs).")


if __name__ == "__main__":
    main()
