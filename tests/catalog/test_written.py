"""The hand-written pages of a project: their titles and places, and what is said of one that nobody could build."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.base.diagnostic import Diagnostic
from casebook.catalog import load, written
from casebook.catalog.catalog import Catalog
from casebook.records import folder
from mkdocs.utils import meta

Write = Callable[..., Path]

APPLES = "title: Apples & pears\nsummary: S\nclaims:\n  - {id: weight, measure: weight, value: 5000000, bound: about}\n"
WORLD = {
    "cases/apples.yml": APPLES,
    "cases/measures/weight.yml": "name: Weight\nunit: kg\ndimension: reach\ndefinition: D\n",
}


def read(root: Path) -> tuple[Catalog, list[Diagnostic]]:
    with folder.begin(root) as begun:
        return load.read(begun)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("about.md", "# About [[apples]]\n", "About Apples & pears"),
        ("about.md", "# About [[apples|this]] [@x]\n", "About this"),
        ("about.md", "# Of [#apples/weight] & more\n", "Of about 5 million kg & more"),
        ("about.md", "# About [[nobody]]\n", "About [[nobody]]"),
        ("about.md", "Set so\n---\n\nTwice\n=====\n", "Twice"),
        ("about.md", "---\ntitle: In front\n---\n\n# In the page\n", "In front"),
        ("about.md", "---\ntags: [a]\n---\n\n# In the page\n", "In the page"),
        ("about.md", "Title: In front,\n    too\n\n# In the page\n", "In front, too"),
        ("about.md", "# In the page\n\ntitle: no front matter\n", "In the page"),
        ("about.md", "```sh\n# a comment\n```\n", "About"),
        ("how-to_read.md", "No heading.\n", "How to read"),
        ("FAQ.md", "No heading.\n", "FAQ"),
        ("index.md", "No heading.\n", "Home"),
        ("more/README.md", "No heading.\n", "Index"),
    ],
)
def test_a_page_is_called_by_its_front_matter_or_its_heading_or_its_file(name: str, text: str, title: str, write: Write) -> None:
    catalog, _problems = read(write({**WORLD, f"docs/{name}": text}))
    assert [page.title for page in catalog.docs] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\n\n\n# B\n",
        "---  \ntitle: A\n...\n# B\n",
        "---\n\n---\n# B\n",
        "---\n- a list\n---\n# B\n",
        "Title: A\nkey: one\nkey: two\n   more: x\n\n# B\n",
        "Title: A\n    more\n\tand more\n# B\n",
        "\n\n# B: c\n",
        "Note: this is eaten\nand this is not: \n",
        "---\n",
        "",
    ],
)
def test_front_matter_ends_where_mkdocs_has_it_end(text: str, write: Write) -> None:
    body, values = meta.get_data(text)
    front = written._front(written.Text("docs/a.md", text))
    assert (text[front.start :], dict(front.values)) == (body, values)


def test_a_mention_behind_front_matter_stands_where_it_stands(write: Write) -> None:
    catalog, _problems = read(write({**WORLD, "docs/a.md": "---\ntitle: A [[apples]]\n---\n\nSee [[apples]].\n"}))
    assert [(use.span.line, use.span.column) for use in catalog.uses_of["apples"]] == [(5, 5)]


def test_extensions_are_those_of_mkdocs_yml(write: Write) -> None:
    text = "!!! note\n    See [[apples]].\n"
    files = {**WORLD, "docs/a.md": text}
    assert [len(page.mentions) for page in read(write(files))[0].docs] == [1]
    # Without the extension these lines are a paragraph; an indented block of its own would be code.
    files |= {"docs/a.md": '??? note "More"\n\n    See [[apples]].\n'}
    assert [len(page.mentions) for page in read(write(files))[0].docs] == [0]
    fence = "        - name: x\n          class: x\n          format: !!python/name:pymdownx.superfences.fence_code_format\n"
    config = f"markdown_extensions:\n  - pymdownx.details\n  - pymdownx.superfences:\n      custom_fences:\n{fence}  - no.such.extension\n"
    assert [len(page.mentions) for page in read(write({**files, "mkdocs.yml": config}))[0].docs] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        "[@" * 30_000,
        "[[a|" * 15_000,
        "![" * 30_000,
        "<a " * 20_000,
        "=\n" * 30_000,
        "  - " * 5_000,
        "```\n\n" * 52_000,
        "[](<" * 15_000,
        "- " * 400 + "x",
        "".join(f"{'    ' * level}- x\n" for level in range(300)),
    ],
)
def test_a_page_that_would_take_minutes_is_reported_in_two_seconds(text: str, write: Write) -> None:
    root = write({**WORLD, "docs/a.md": f"# A\n\nA paragraph.\n\n{text}\n"})
    begin = time.process_time()
    _catalog, problems = read(root)
    assert [(found.code, found.span.path) for found in problems] == [("costly-page", "docs/a.md")]
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    "text",
    [
        "```\n" + "[" * 60_000 + "\n```\n",
        "| a | b |\n|---|---|\n" + "| [x](y.md) | *z* |\n" * 1000,
        "A paragraph.\n\n" * 1400,
        "A word, and another. " * 500,
    ],
)
def test_a_long_page_is_none(text: str, write: Write) -> None:
    assert read(write({**WORLD, "docs/a.md": text}))[1] == []


def test_front_matter_that_would_overflow_a_readers_stack_is_reported(write: Write) -> None:
    _catalog, problems = read(write({**WORLD, "docs/a.md": "---\ntags: " + "[" * 20_000 + "\n---\n\n[[apples]]\n"}))
    assert [(found.code, found.span.line) for found in problems] == [("file-too-large", 2)]


def test_a_page_that_an_extension_cannot_read_is_reported(write: Write) -> None:
    config = "markdown_extensions:\n  - pymdownx.snippets: {check_paths: true}\n"
    text = '# A\n\n--8<-- "no/such/file.md"\n\n[[apples]]\n'
    _catalog, problems = read(write({**WORLD, "docs/a.md": text, "mkdocs.yml": config}))
    assert [(found.code, found.span.path) for found in problems] == [("costly-page", "docs/a.md")]
    assert "no/such/file.md" in problems[0].message
