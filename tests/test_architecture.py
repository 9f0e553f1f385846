"""What the code keeps to: one gate for HTML, one module for each library, a docstring for everything."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from casebook import checks
from casebook.base.diagnostic import Rule

from tests.conftest import LONG, ROOT, UPDATE

PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(PACKAGE.rglob("*.html")) + sorted(PACKAGE.rglob("*.xml"))


class Tree(NamedTuple):
    """What a module says of itself, the names of all modules that it imports, at its top or later, and of everything that it calls."""

    docstring: str
    imports: frozenset[str]
    calls: frozenset[str]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> Tree:
    """What is asked of a module's syntax tree, which many tests ask."""
    root = ast.parse(path.read_text("utf-8"))
    imported, called = list[str](), list[str]()
    for node in ast.walk(root):
        if isinstance(node, ast.Import):
            imported += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            imported += (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            called.append(ast.unparse(node.func))
    return Tree(ast.get_docstring(root) or "", frozenset(imported), frozenset(called))


def importers(library: str) -> set[str]:
    return {name(path) for path in MODULES if any(module == library or module.startswith(f"{library}.") for module in tree(path).imports)}


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 40
    assert len(TEMPLATES) > 10


# --- one gate for HTML -----------------------------------------------------------------------------------------


def test_finished_html_is_made_in_prose_alone() -> None:
    gates = re.compile(r"(?:Markup|SafeHtml)\b|.*\.Markup$", re.DOTALL)
    makers = {name(path) for path in MODULES if any(gates.match(call) for call in tree(path).calls)}
    assert makers == {"generator/text/prose.py"}
    assert importers("markupsafe") == {"generator/text/prose.py"}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_calls_anything_safe(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b", text)
    assert not re.search(r"autoescape\s+(?:false|0)|Markup", text)


def test_no_code_turns_escaping_off() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert not re.search(r"autoescape\s*=\s*(?!True\b)", text), name(path)
        assert not re.search(r"\|\s*safe\b|__html__", text), name(path)


def test_contributed_markdown_meets_one_processor() -> None:
    assert importers("markdown_it") == {"generator/text/prose.py"}
    assert importers("nh3") == {"generator/text/prose.py"}


def test_hand_written_pages_alone_meet_python_markdown() -> None:
    assert importers("markdown") == {"generator/text/handwritten.py"}
    # Who uses that module: the reader of hand-written pages, and MkDocs' door. The first knows nothing of a record's texts.
    use = re.compile(r"^ *from \.+text(?:\.handwritten)? import .*\b(?:handwritten|Casebook)\b", re.MULTILINE)
    assert {name(path) for path in MODULES if use.search(path.read_text("utf-8"))} == {
        "generator/catalog/written.py",
        "generator/publishing/documents.py",
    }
    assert not re.search(r"\b(?:prose|prose_leaves|leaves)\b", (PACKAGE / "catalog/written.py").read_text("utf-8").partition('"""\n')[2])


def test_the_syntax_is_known_in_one_place() -> None:
    brackets = {name(path) for path in MODULES if re.search(r"\\\[\\\[|\\\[@", path.read_text("utf-8"))}
    assert brackets == {"generator/text/syntax.py", "generator/text/prose.py"}
    users = {name(path) for path in MODULES if re.search(r"import .*\bSYNTAX\b", path.read_text("utf-8"))}
    # The last looks for what is none.
    assert users == {"generator/text/prose.py", "generator/text/handwritten.py", "generator/text/almost.py"}


# --- one module for each library -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("library", "modules"),
    [
        ("mkdocs", {"generator/publishing/engine.py"}),
        ("yaml", {f"generator/reading/{name}.py" for name in ("configuration", "yaml_events", "yaml_scalars", "yaml_tree")}),
        ("babel", {f"generator/{name}.py" for name in ("records/languages", "text/wording")}),
        ("bibtexparser", {"generator/records/names.py"}),
        ("rapidfuzz", {"generator/base/diagnostic.py"}),
        ("pydantic", {f"generator/records/{room}.py" for room in ("declaration", "as_meant", "model_fields", "living", "models", "parts", "values")}),
        ("jinja2", {"generator/plugin.py", *(f"generator/publishing/{name}.py" for name in ("documents", "frame", "render"))}),
        ("PIL", {"generator/reading/pictures.py", "generator/views/card.py"}),
        ("selectolax", {"generator/publishing/look.py", "generator/publishing/page_text.py"}),
        ("tinycss2", {"generator/reading/addresses.py"}),
        ("pygls", {f"generator/language_server/{name}.py" for name in ("endpoint", "protocol", "server")}),
        ("lsprotocol", {f"generator/language_server/{name}.py" for name in ("answers", "mending", "protocol", "server")}),
    ],
)
def test_a_library_is_imported_where_it_belongs(library: str, modules: set[str]) -> None:
    assert importers(library) == modules


def test_nothing_runs_what_it_reads() -> None:
    found = {(name(path), call) for path in MODULES for call in tree(path).calls}
    assert {call for _, call in found} & {
        "eval",
        "exec",
        "compile",
        "__import__",
        "pickle.loads",
        "yaml.load",
        "yaml.unsafe_load",
        "os.system",
    } == set()
    assert {module for module, call in found if call.startswith("subprocess.")} == {"generator/reading/git.py"}


def test_pages_exports_and_checks_know_no_clock_and_no_environment() -> None:
    for path in (
        *PACKAGE.glob("pages/*.py"),
        *PACKAGE.glob("exports/*.py"),
        *PACKAGE.glob("checks/*.py"),
        PACKAGE / "views/site.py",
        PACKAGE / "catalog/catalog.py",
    ):
        known = {module.split(".")[0] for module in tree(path).imports}
        assert {"os", "time", "datetime", "random", "socket", "urllib.request"}.isdisjoint(known), name(path)


# --- the rooms -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Room:
    """A package or a door, and what it says of itself."""

    name: str
    about: str


def floors() -> list[list[Room]]:
    """The rooms by floor, from the ground up, as import-linter keeps them."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    return [[Room(room, purpose(room)) for room in layer.split(" | ")] for layer in reversed(contract["layers"])]


def purpose(room: str) -> str:
    """The first paragraph of a room's docstring, on one line."""
    path = PACKAGE / room / "__init__.py" if (PACKAGE / room).is_dir() else PACKAGE / f"{room}.py"
    docstring = tree(path).docstring
    return " ".join(docstring.partition("\n\n")[0].split())


def test_the_map_of_the_package_is_the_one_that_is_kept() -> None:
    written = re.findall(r"^\d\. (.*)", tree(PACKAGE / "__init__.py").docstring, re.MULTILINE)
    assert [re.findall(r"`(\w+)`", line) for line in written] == [[room.name for room in floor] for floor in floors()]


def test_the_page_of_the_architecture_says_what_the_rooms_say() -> None:
    path = ROOT / "docs/architecture.md"
    page = path.read_text("utf-8")
    rooms = "\n\n".join(
        "\n".join(
            (f"{number}. " if place == 0 else "   ") + f"**{room.name}**: {room.about}" + ("" if room is floor[-1] else "  ")
            for place, room in enumerate(floor)
        )
        for number, floor in enumerate(floors(), 1)
    )
    wanted = re.sub(r"(?s)(<!-- rooms -->\n).*(<!-- /rooms -->)", lambda found: f"{found[1]}{rooms}\n\n{found[2]}", page)
    if UPDATE:
        path.write_text(wanted, "utf-8")
    assert page == wanted or UPDATE


def test_every_room_is_in_the_package_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = sorted(f"casebook.{path.parent.relative_to(PACKAGE).as_posix().replace('/', '.')}" for path in PACKAGE.rglob("*/__init__.py"))
    assert sorted(project["tool"]["setuptools"]["packages"]) == ["casebook", *rooms]
    assert {room.name for floor in floors() for room in floor} == {path.stem for path in PACKAGE.glob("[a-z]*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }


def test_tests_know_the_package_by_the_name_that_it_has_when_installed() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        assert not {module for module in tree(path).imports if module.split(".")[0] == "generator"}, name(path)


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    scripts = (ROOT / "generator/theme").rglob("*.js")
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in (*MODULES, *scripts)}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


# --- every module says what it is for --------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_opens_with_its_purpose(path: Path) -> None:
    docstring = tree(path).docstring
    assert docstring
    assert len(docstring.splitlines()[0]) > 20


@pytest.mark.parametrize("module", checks.modules(), ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_check_has_its_rule_its_page_and_its_function(module: object) -> None:
    rule, check = module.RULE, module.check  # type: ignore[attr-defined]
    assert isinstance(rule, Rule)
    assert rule.page == inspect.cleandoc(module.__doc__ or "")
    assert rule.code == module.__name__.rpartition(".")[2].replace("_", "-")  # type: ignore[attr-defined]
    assert "**Way out:**" in rule.page
    assert list(inspect.signature(check).parameters) == ["catalog"]
    assert check.__doc__


def test_every_file_of_the_checks_is_a_check() -> None:
    files = {path.stem for path in PACKAGE.glob("checks/*.py")} - {"__init__"}
    assert {module.__name__.rpartition(".")[2] for module in checks.modules()} == files
    assert len({rule.code for rule in checks.rules()}) == len(files)


def test_every_file_that_takes_long_is_there() -> None:
    assert [name for name in LONG if not (ROOT / f"tests/{name}.py").is_file()] == []
