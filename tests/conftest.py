"""What all tests share: copies of the example projects, a Chromium, and no stray warnings."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from casebook.base import cache
from casebook.reading.files import Text
from casebook.reading.yaml_reader import Document, parse_yaml
from casebook.records import declaration
from casebook.records.kinds import Kinds
from filelock import FileLock

from tests.browser import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROJECTS = Path(__file__).parent / "projects"
ROOT = Path(__file__).parent.parent
# A catalog that stays as it is: the project's own, when it had eleven cases.
WORLD = ROOT / "tests/world"
# The kinds of records of every example project that declares none of its own.
KINDS = Path(__file__).parent / "kinds"
# UPDATE_EXPECTED=1 writes what was found as what is expected; look at the difference before committing it.
UPDATE = os.environ.get("UPDATE_EXPECTED") == "1"
# Compiled once, and not anew by each of the many programs that tests start, also where the machine says otherwise: half of their time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# What takes longest comes first, so that at the end no worker waits for another that has begun one of these last.
LONG = """
publishing/test_search publishing/test_frame publishing/test_browser publishing/test_seeing publishing/test_form test_projects
publishing/test_build test_workflows publishing/test_live test_content publishing/test_preview publishing/test_stopped
publishing/test_reproducible publishing/test_engines contributing/test_init test_first_case exports/test_data publishing/test_audit
catalog/test_evidence citing/test_formatting reading/test_yaml_reader catalog/test_written catalog/test_history contributing/test_renaming
exports/test_previews base/test_geometry views/test_related citing/test_formatted_works base/test_parallel publishing/test_handwritten
""".split()
NOT_PART_OF_A_PROJECT = ("expected*", "make.py", "__pycache__")


def copy_project(source: Path, target: Path) -> Path:
    """A project's files at `target`, with those that its make.py adds."""
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*NOT_PART_OF_A_PROJECT))
    if (source / "make.py").exists():
        spec = importlib.util.spec_from_file_location(f"make_{source.name}", source / "make.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.make(target)
    return with_kinds(target)


def with_kinds(root: Path) -> Path:
    """The project with kinds of records, as far as it has a folder for them and declares none itself."""
    if (root / "cases").is_dir() and not (root / "cases/kinds").exists():
        shutil.copytree(KINDS, root / "cases/kinds")
    return root


def document(content: str, path: str = "x.yml") -> Document:
    """A YAML file that is sound as such."""
    found, problems = parse_yaml(Text(path, content))
    assert problems == []
    assert found is not None
    return found


def kinds_in(folder: Path = KINDS, languages: Sequence[str] = ()) -> Kinds:
    """The kinds that the files of a folder declare, all of which are sound."""
    files = [(path.stem, document(path.read_text("utf-8"), path.name)) for path in sorted(folder.glob("*.yml"))]
    kinds, problems = declaration.read(files, languages)
    assert problems == []
    return kinds


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """Copy an example project, such as `good/complete`, and give its folder."""
    return lambda name: copy_project(PROJECTS / name, tmp_path / "project")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a small project from paths and texts, and give its folder."""

    def make(files: dict[str, str]) -> Path:
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
        return with_kinds(tmp_path)

    return make


MKDOCS = "site_name: Test\ntheme: {name: material, font: false}\nplugins: [casebook]\n"


def with_mkdocs(root: Path) -> Path:
    """The project with the least that MkDocs needs."""
    (root / "docs").mkdir(exist_ok=True)
    if not (root / "docs/index.md").exists():
        (root / "docs/index.md").write_text("# Home\n")
    if not (root / "mkdocs.yml").exists():
        (root / "mkdocs.yml").write_text(MKDOCS)
    return root


def with_option(root: Path, option: str) -> Path:
    """The project with one more option of the plugin, such as `cards: false`."""
    root, config = with_mkdocs(root), root / "mkdocs.yml"
    old = config.read_text()
    new = old.replace("casebook: {", f"casebook: {{{option}, ").replace("[casebook]", f"[casebook: {{{option}}}]")
    assert new != old
    config.write_text(new)
    return root


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: some test always waits, for a browser, a clock or a program."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long first; the tests of a file stay together, and in order."""
    places = {ROOT / f"tests/{name}.py": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the catalog that stays as it is, built once for all workers."""
    from casebook.publishing import build

    site = shared_folder(tmp_path_factory) / "built/site"
    with FileLock(site.parent.with_suffix(".lock")):
        # A site is put into its place in one step: it is there as a whole, or not yet.
        return site if site.exists() else build.build(WORLD, site)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=find() or None, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _shared_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What takes long to make is kept once for all tests, and for the commands that they run."""
    os.environ[cache.VARIABLE] = str(shared_folder(tmp_path_factory) / "kept")
