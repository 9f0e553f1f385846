"""Measure `casebook check`, `build` and `serve` on synthetic catalogs, and other engines on the same pages.

Prints the tables that stand in the README. Every row is a whole process; start-up is the time of the same command on a
catalog of two cases, and is taken off where the table says so. Everything lies in memory where the system offers that (a temporary
folder elsewhere), so that programs are measured and not a disk, which may be busy with the run before. Run it on a machine that does nothing
else.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import baseline, serving, synthetic
from tests.conftest import PROJECTS, copy_project

COMMANDS = Path(sys.executable).parent
MEMORY = Path("/dev/shm")
# Also for what a build puts aside for a moment.
PLACE = {"TMPDIR": str(MEMORY)} if os.access(MEMORY, os.W_OK) else {}
# As on people's machines, where Python keeps its modules compiled and no environment says that it must not: else every start compiles
# all of them, which takes longer than many a check.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | PLACE | {"NO_MKDOCS_2_WARNING": "1"}
# Memory is measured there as well.
LARGEST = 10_000
SIZES = tuple(int(size) for size in sys.argv[1:]) or (1000, 5000)


class Run(NamedTuple):
    """Seconds by the clock, and MiB that the largest of its processes had in memory."""

    seconds: float
    memory: int


def run(*command: str, cwd: Path | None = None, may_fail: bool = False) -> Run:
    """Run a command; ends all when it fails, or when it `may_fail` and does so in another way than by findings."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=ENVIRONMENT, cwd=cwd)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode and not (may_fail and process.returncode in (1, 2)):
            said.seek(0)
            sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{said.read().decode()}")
    return Run(time.perf_counter() - start, usage.ru_maxrss // 1024)


def best(runs: list[Run]) -> Run:
    """The shortest time and the most memory."""
    return Run(min(one.seconds for one in runs), max(one.memory for one in runs))


def casebook(root: Path, *command: str) -> Run:
    return run(str(COMMANDS / "casebook"), "-C", str(root), *command)


def build(root: Path, *, search: bool = False) -> Run:
    """A build into an empty folder, with or without the search."""
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace(f"search: {str(not search).lower()}", f"search: {str(search).lower()}"))
    with tempfile.TemporaryDirectory(dir=root.parent) as folder:
        return casebook(root, "build", "--site-dir", f"{folder}/site")


def peers(plain: Path, folder: Path) -> dict[str, float]:
    """How long other engines take for the same pages, in seconds; those that are installed."""
    found = {}
    for name in ("mkdocs", "zensical"):
        if (COMMANDS / name).exists():
            found[name] = best([_clean(plain, str(COMMANDS / name), "build") for _ in range(2)]).seconds
    if hugo := shutil.which("hugo"):
        baseline.write_hugo(plain, folder)
        found["hugo"] = best([run(hugo, "--quiet", "--destination", str(folder / "public"), cwd=folder) for _ in range(2)]).seconds
    return found


def _clean(plain: Path, *command: str) -> Run:
    """A build of which nothing was there before: Zensical keeps what it made."""
    for name in ("site", ".cache"):
        shutil.rmtree(plain / name, ignore_errors=True)
    return run(*command, cwd=plain)


def main() -> None:
    """Print the tables."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    print(f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory(dir=PLACE.get("TMPDIR")) as temporary:
        folder = Path(temporary)
        tiny = synthetic.make(folder / "tiny", 2)
        casebook(tiny, "check")
        start = best([build(tiny) for _ in range(3)]).seconds
        projects = {size: synthetic.make(folder / str(size), size) for size in SIZES}
        print("| cases | pages | check | build | a page | memory | first formatting | index | a page | MkDocs | Zensical | of it | Hugo, bare |")
        print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for size, root in projects.items():
            print(_row(size, root, start, folder), flush=True)
        print(f"\nStart-up, taken off the builds of casebook: {start:.2f} s.\n")
        print("| cases | first page | a case | a source | a template | a docs page | memory | after the edits |")
        print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for size, root in projects.items():
            print(f"| {size:,} | {serving.row(COMMANDS / 'casebook', root, ENVIRONMENT)} |", flush=True)
        print(f"\n{_largest(folder)}\n{_worst(folder)}")


def _largest(folder: Path) -> str:
    """What a catalog of ten thousand cases takes."""
    root = synthetic.make(folder / str(LARGEST), LARGEST)
    checked, built = casebook(root, "check"), build(root)
    shutil.rmtree(root)
    return f"{LARGEST:,} cases: check {checked.seconds:.1f} s and {checked.memory} MiB, first build {built.seconds:.0f} s and {built.memory} MiB."


def _worst(folder: Path) -> str:
    """What the worst of the bad projects takes: some of them are hostile."""
    runs = {}
    for source in sorted((PROJECTS / "bad").iterdir()):
        root = copy_project(source, folder / source.name)
        runs[source.name] = run(str(COMMANDS / "casebook"), "-C", str(root), "check", may_fail=True)
        shutil.rmtree(root)
    slow, large = max(runs, key=lambda name: runs[name].seconds), max(runs, key=lambda name: runs[name].memory)
    said = f"{runs[slow].seconds:.1f} s ({slow}) and {runs[large].memory} MiB ({large})"
    return f"Of {len(runs)} bad projects, hostile ones among them, none takes check longer than {said}."


def _row(size: int, root: Path, start: float, folder: Path) -> str:
    check = statistics.median(casebook(root, "check").seconds for _ in range(3))
    # The first build formats every reference, which is kept: it is counted apart.
    first = build(root).seconds
    built = best([build(root) for _ in range(3)])
    ours = built.seconds - start
    plain = folder / f"{size}-plain"
    pages = baseline.write(root, plain)
    index = build(root, search=True).seconds - start - ours
    build(root)
    # They take long, and as much longer as there are more pages.
    others = peers(plain, folder / f"{size}-hugo") if size == SIZES[0] else {}
    times = {name: f"{seconds:.1f} s" for name, seconds in others.items()}
    part = f"{ours / others['zensical']:.2f} ×" if "zensical" in others else ""
    cells = [f"{size:,}", f"{pages:,}", f"{check:.2f} s", f"{ours:.1f} s", f"{ours / pages * 1000:.2f} ms", f"{built.memory} MiB"]
    cells += [f"{first - start - ours:.1f} s", f"{index:.1f} s", f"{index / pages * 1000:.2f} ms"]
    return f"| {' | '.join([*cells, times.get('mkdocs', ''), times.get('zensical', ''), part, times.get('hugo', '')])} |"


if __name__ == "__main__":
    main()
