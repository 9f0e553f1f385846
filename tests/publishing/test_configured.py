"""Walls that a project can run into before it has a site: each says which file, and what to write; nothing is written, and no traceback shown."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from casebook.cli import main
from casebook.contributing import starter
from casebook.publishing import configured
from click.testing import CliRunner, Result


def run(*arguments: str | Path) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    starter.create(tmp_path / "catalog", "A catalog", None)
    return tmp_path / "catalog"


def without(*path: str) -> Callable[[Path], None]:
    """A project in which something of the configuration is not said."""

    def change(root: Path) -> None:
        config = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
        within = config
        for step in path[:-1]:
            within = within[step]
        del within[path[-1]]
        (root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")

    return change


def saying(line: str) -> Callable[[Path], None]:
    """A project whose configuration says one thing more, or another."""

    def change(root: Path) -> None:
        config = {**yaml.safe_load((root / "mkdocs.yml").read_text("utf-8")), **yaml.safe_load(line)}
        (root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")

    return change


def removing(*paths: str) -> Callable[[Path], None]:
    """A project in which files or folders are not there."""

    def change(root: Path) -> None:
        for path in paths:
            (root / path).rename(root.parent / f"gone-{Path(path).name}")

    return change


COMMANDS = {
    "check": ("check",),
    "new": ("new", "project", "second"),
    "build": ("build",),
    "serve": ("serve", "--addr", "127.0.0.1:0"),
    "export": ("export",),
}
ALL, MAKING, SITES = ("check", "new", "build", "serve", "export"), ("build", "serve", "export"), ("build", "serve")
# What is wrong, which commands cannot go on, and what they say.
WALLS = {
    "no cases/": (removing("cases"), ALL, "there is no folder 'cases/' in catalog: no catalog; 'casebook init DIR' makes one"),
    "no mkdocs.yml": (
        removing("mkdocs.yml"),
        MAKING,
        f"there is no mkdocs.yml in catalog: 'casebook init DIR' makes a catalog with one; {'it holds at least'}",
    ),
    "no docs/": (removing("docs"), MAKING, "there is no folder 'docs/' in catalog: make it, and in it the file docs/index.md"),
    "no docs/index.md": (removing("docs/index.md"), MAKING, "there is no docs/index.md, and a site has a home page: make the file"),
    "no theme": (
        without("theme"),
        SITES,
        "mkdocs.yml: a catalog's pages are made for the theme material, not for 'mkdocs', which MkDocs takes when none is named: "
        "write 'theme: {name: material, font: false}'",
    ),
    "another theme": (saying("theme: readthedocs"), SITES, "not for 'readthedocs': write 'theme: {name: material, font: false}'"),
    "no font: false": (
        without("theme", "font"),
        SITES,
        "mkdocs.yml: the theme would load its fonts from another host: write 'font: false' below 'theme:'",
    ),
    "another font": (saying("theme: {name: material, font: {text: Roboto}}"), SITES, "write 'font: false' below 'theme:'"),
    "no plugin": (without("plugins"), MAKING, "mkdocs.yml does not name the plugin: add 'casebook' to its 'plugins'"),
    "no directory URLs": (
        saying("use_directory_urls: false"),
        SITES,
        "mkdocs.yml: every address of a catalog ends in a slash: remove 'use_directory_urls: false'",
    ),
    "another docs_dir": (saying("docs_dir: cases"), MAKING, "mkdocs.yml: hand-written pages lie in docs/: remove 'docs_dir'"),
    "an unknown option": (
        saying("plugins: [{casebook: {colour: red}}]"),
        MAKING,
        "mkdocs.yml: Config value 'plugins': Plugin 'casebook' option 'colour': Unrecognised configuration name: colour",
    ),
    "no licence": (
        saying("plugins: [{casebook: {licence: MIT}}]"),
        MAKING,
        "mkdocs.yml: Config value 'plugins': Plugin 'casebook' option 'licence': a licence has a name and an address",
    ),
}


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_says_what_to_do(wall: str, root: Path) -> None:
    change, stopped, message = WALLS[wall]
    change(root)
    before = sorted(path for path in root.parent.rglob("*"))
    for name in stopped:
        arguments = (*COMMANDS[name], *([root.parent / "out"] if name == "export" else []))
        result = run("-C", root, *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), name
        assert message in result.stderr, name
        assert result.stderr.count("\n") < 12, name
    assert sorted(path for path in root.parent.rglob("*")) == before


@pytest.mark.parametrize("wall", [wall for wall, (_change, stopped, _message) in WALLS.items() if stopped != ALL])
def test_what_needs_no_site_goes_on(wall: str, root: Path) -> None:
    WALLS[wall][0](root)
    assert run("-C", root, "check").exit_code == 0
    assert run("-C", root, *COMMANDS["new"]).exit_code == 0


@pytest.mark.parametrize("wall", [wall for wall, (_change, stopped, _message) in WALLS.items() if stopped == SITES])
def test_an_export_needs_no_theme(wall: str, root: Path) -> None:
    WALLS[wall][0](root)
    assert run("-C", root, "export", root.parent / "out").exit_code == 0
    assert (root.parent / "out/docs/index.md").is_file()


def test_everything_that_is_wrong_is_said_at_once(root: Path) -> None:
    saying("{theme: mkdocs, use_directory_urls: false}")(root)
    removing("docs/index.md")(root)
    assert len(run("-C", root, "build").stderr.splitlines()) == 3


def test_the_least_configuration_that_is_named_is_enough(root: Path) -> None:
    (root / "mkdocs.yml").write_text(configured.LEAST, "utf-8")
    assert run("-C", root, "build").exit_code == 0


@pytest.mark.parametrize("wall", ["no theme", "no font: false", "no directory URLs", "no docs/index.md"])
def test_mkdocs_itself_says_the_same(wall: str, root: Path) -> None:
    change, _stopped, message = WALLS[wall]
    change(root)
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


def test_a_kind_without_a_record_is_no_wall(root: Path) -> None:
    run("-C", root, "new", "kind", "workshop")
    assert (run("-C", root, "check").exit_code, run("-C", root, "build").exit_code) == (0, 0)


def test_in_the_navigation_that_nobody_wrote_a_group_of_one_has_its_own_name(root: Path) -> None:
    assert run("-C", root, "build").exit_code == 0
    page = (root / "site/index.html").read_text("utf-8")
    frame = page[: page.index("<article")]
    assert "How to contribute" in frame
    assert ">Pages<" not in "".join(frame.split())
