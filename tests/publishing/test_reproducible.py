"""One commit gives one site, to the byte: on whatever day, in whatever place, language and folder, and with every Python that is supported."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import PROJECTS, ROOT, copy_project, with_mkdocs

FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
# Python imports it by itself, in every process. Years later; the clock goes on.
LATER = """
import time

for name in ("time", "time_ns"):
    def later(real=getattr(time, name), by=3e8 if name == "time" else 300_000_000_000_000_000):
        return real() + by
    setattr(time, name, later)
now = time.time
for name in ("gmtime", "localtime"):
    setattr(time, name, lambda seconds=None, real=getattr(time, name): real(now() if seconds is None else seconds))
time.ctime = lambda seconds=None, real=time.ctime: real(now() if seconds is None else seconds)
time.strftime = lambda form, when=None, real=time.strftime: real(form, when or time.localtime())
"""


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def run_git(root: Path, *arguments: str) -> None:
    env = {**os.environ, "GIT_AUTHOR_DATE": "2020-01-01T12:00:00Z", "GIT_COMMITTER_DATE": "2020-01-01T12:00:00Z"}
    subprocess.run(["git", "-C", root, "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True, env=env)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog with a history, that of one commit."""
    root = with_mkdocs(copy_project(PROJECTS / "good/complete", tmp_path_factory.mktemp("first") / "project"))
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "site_url: https://example.org/c/\n")
    run_git(root, "init", "-q")
    run_git(root, "add", ".")
    run_git(root, "commit", "-qm", "All")
    return root


def built(root: Path, target: Path, env: Mapping[str, str], *, casebook: Path | None = None, umask: int = -1) -> dict[str, str]:
    """The digests of a site, built by a process of its own that has nothing kept from another."""
    command = [casebook or Path(sys.executable).with_name("casebook"), "-C", root, "build", "--site-dir", target]
    clean = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "TZ", "LC_ALL", "LANG", "PYTHONHASHSEED")}
    whole = {**clean, "CASEBOOK_CACHE": str(target.with_name(f"{target.name}-cache")), **env}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=whole, umask=umask)
    assert done.returncode == 0, done.stderr
    return digest(target)


@pytest.fixture(scope="module")
def once(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return built(committed, tmp_path_factory.mktemp("once") / "site", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, umask=0o022)


def moved(committed: Path, tmp_path: Path) -> Path:
    """The same commit in another folder, its files made anew in another order."""
    root = tmp_path / "another folder/Ünder/copy"
    root.mkdir(parents=True)
    for path in sorted(committed.rglob("*"), reverse=True):
        if path.is_file() and ".cache" not in path.parts:
            (root / path.relative_to(committed)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, root / path.relative_to(committed))
    for path in (committed / ".git").rglob("*"):
        (root / path.relative_to(committed)).mkdir(exist_ok=True) if path.is_dir() else None
    return root


def elsewhere(tmp_path: Path) -> dict[str, str]:
    return {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "77", "HOME": str(tmp_path), "COLUMNS": "20"}


def test_years_later_elsewhere_it_is_the_same_site(committed: Path, once: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(LATER)
    env = {**elsewhere(tmp_path), "PYTHONPATH": str(tmp_path / "clock")}
    day = subprocess.run(
        [sys.executable, "-c", "from casebook.publishing import pipeline; print(pipeline.today().year)"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **env, "SOURCE_DATE_EPOCH": ""},
    )
    shown = subprocess.run([sys.executable, "-c", "import time; print(time.gmtime().tm_year)"], capture_output=True, text=True, check=True)
    assert int(day.stdout) >= int(shown.stdout) + 9
    assert built(moved(committed, tmp_path), tmp_path / "site", env, umask=0o077) == once


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
def test_years_later_for_every_program_that_takes_part(committed: Path, once: Mapping[str, str], tmp_path: Path) -> None:
    env = {**elsewhere(tmp_path), "LD_PRELOAD": str(FAKETIME), "FAKETIME": "+4000d", "FAKETIME_FORCE_MONOTONIC_FIX": "1"}
    assert built(moved(committed, tmp_path), tmp_path / "site", env) == once


def interpreter(version: str) -> Path | None:
    """A Python of this version on this machine, if there is one."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = [shutil.which(f"python{version}"), *sorted(kept.glob(f"{version}.*/bin/python"))]
    for path in filter(None, found):
        told = subprocess.run([path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True, check=False)
        if told.stdout.strip() == version:
            return Path(path)
    return None


OTHERS = [version for version in ("3.11", "3.12", "3.13") if version != f"{sys.version_info[0]}.{sys.version_info[1]}"]


@pytest.mark.parametrize("version", OTHERS)
def test_every_python_makes_the_same_site(version: str, committed: Path, once: Mapping[str, str], tmp_path: Path) -> None:
    uv = os.environ.get("UV") or shutil.which("uv") or next((str(path) for path in [ROOT / ".uv/bin/uv"] if path.exists()), None)
    python = interpreter(version)
    if not (uv and python):
        pytest.skip(f"there is no {'Python ' + version if uv else 'uv'} on this machine")
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(tmp_path / "venv"), "UV_PYTHON_DOWNLOADS": "never"}
    synced = subprocess.run(
        [uv, "sync", "-q", "--frozen", "--no-dev", "--python", python], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if synced.returncode:
        pytest.skip(f"the packages for Python {version} cannot be installed: {synced.stderr.strip()[-200:]}")
    env = {**elsewhere(tmp_path), "VIRTUAL_ENV": str(tmp_path / "venv")}
    assert built(committed, tmp_path / "site", env, casebook=tmp_path / "venv/bin/casebook") == once
