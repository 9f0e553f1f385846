"""An earlier catalog and this one: what is another claim now, and what is the same under another name."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.catalog import compare, earlier, load
from casebook.catalog.catalog import Catalog
from casebook.records import folder
from casebook.records.folder import UnusableProject

Write = Callable[..., Path]

SOURCES = """\
@online{post2020, title = {Apples}, author = {Smith, Ann}, url = {https://a.example/1}, publisher = {The Post}}
@book{book2020, title = {Pears}, author = {Smith, Ann}}
"""
CASE = "title: T\nsummary: S\nclaims:\n  - {{id: c, {claim}}}\n"
FIGURE = "measure: weight, value: 53000, cite: post2020"
WORLD = {
    "cases/measures/weight.yml": "name: Weight\nunit: kg\ndimension: volume\ndefinition: D\n",
    "cases/organisations/post.yml": "name: The Post\nsummary: S\naliases: [Post]\n",
    "cases/vocabularies/dimensions.yml": "title: T\nsummary: S\nterms: [{id: volume, label: L, description: D}]\n",
    "cases/references.bib": SOURCES,
}


def read(root: Path) -> Catalog:
    with folder.begin(root) as begun:
        return load.read(begun)[0]


def release(root: Path) -> None:
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "A"], ["tag", "v1"]):
        command = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        subprocess.run(command, check=True, capture_output=True)


def found(write: Write, then: str, now: str, then_sources: str = SOURCES, now_sources: str = SOURCES) -> list[tuple[str, str, str]]:
    root = write({**WORLD, "cases/a.yml": CASE.format(claim=then), "cases/references.bib": then_sources})
    release(root)
    catalog = read(write({"cases/a.yml": CASE.format(claim=now), "cases/references.bib": now_sources}))
    before, problems = earlier.read(root, "v1", catalog)
    assert problems == []
    (pair,) = compare.claims(before, catalog)
    assert pair.now
    return [change[:3] for change in compare.changes(before, pair.was, catalog, pair.now)]


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (FIGURE, FIGURE.replace("53000", "53001"), ("value", "53000 kg", "53001 kg")),
        (FIGURE, "statement: They sold them., cite: post2020", ("statement", "53000 kg (weight)", "They sold them.")),
        (FIGURE, f"{FIGURE}, unit: t", ("value", "53000 kg", "53000 t")),
        # A scope, a date or an origin makes another claim of it, even where there was none.
        (FIGURE, f"{FIGURE}, scope: the first day", ("scope", "", "the first day")),
        (FIGURE, f"{FIGURE}, as_of: 2020", ("as_of", "", "2020")),
        (f"{FIGURE}, origin: post", FIGURE, ("origin", "post", "")),
        ('statement: "A. [[post]]", cite: post2020', 'statement: "B. [[post]]", cite: post2020', ("statement", "A. [[post]]", "B. [[post]]")),
        ("statement: A., cite: [post2020, book2020]", "statement: A., cite: book2020", ("cite", "post2020, book2020", "book2020")),
    ],
)
def test_what_makes_a_claim_another(then: str, now: str, change: tuple[str, str, str], write: Write) -> None:
    assert found(write, then, now) == [change]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (FIGURE, FIGURE.replace("53000", "53000.0")),
        (FIGURE, f"{FIGURE}, unit: kg, note: Who counted?, rank: preferred, why: It is the later one."),
        (FIGURE, FIGURE.replace("post2020", '["post2020[p. 3]", book2020]')),
        (FIGURE, f"{FIGURE}, also: [{{value: 53, unit: t}}]"),
        ("statement: One  two., cite: post2020", "statement: One two., cite: post2020"),
        ("statement: One., cite: post2020", 'statement: "One. [@post2020, p. 2; @book2020]", cite: []'),
    ],
)
def test_what_takes_nothing_back(then: str, now: str, write: Write) -> None:
    assert found(write, then, now) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("publisher = {The Post}", "note = {N}", ("publisher", "The Post", "")),
        ("publisher = {The Post}", "publisher = {Others}", ("publisher", "The Post", "Others")),
        ("publisher = {The Post}", "publisher = {The Post}, via = {book2020}", ("via", "", "book2020")),
        ("title = {Apples}", "title = {Plums}", None),
        ("https://a.example/1", "https://a.example/archived", None),
        ("publisher = {The Post}", "publisherid = {post}", None),
        ("publisher = {The Post}", "publisher = {the post}, publisherid = {post}", None),
    ],
)
def test_what_becomes_of_a_source(old: str, new: str, change: tuple[str, str, str] | None, write: Write) -> None:
    assert found(write, FIGURE, FIGURE, now_sources=SOURCES.replace(old, new)) == ([change] if change else [])


def test_a_publisher_of_whom_only_the_printed_name_is_left_is_told_from_the_record_of_that_name(write: Write) -> None:
    then = SOURCES.replace("publisher = {The Post}", "publisher = {The Post}, publisherid = {post}")
    assert found(write, FIGURE, FIGURE, then_sources=then) == [("publisher", "post", "only the name The Post")]


def test_another_work_under_the_same_key_is_another_source(write: Write) -> None:
    now = SOURCES.replace("Apples", "Plums").replace("https://a.example/1", "https://b.example/2")
    change = ("title", "“Apples” (https://a.example/1)", "“Plums” (https://b.example/2)")
    assert found(write, FIGURE, FIGURE, now_sources=now) == [change]


def test_a_source_under_another_key_is_the_same(write: Write) -> None:
    assert found(write, FIGURE, FIGURE.replace("post2020", "smith2020"), now_sources=SOURCES.replace("post2020", "smith2020")) == []


def test_what_has_not_changed_is_not_read_again_and_names_what_it_named(write: Write) -> None:
    linked = {"cases/a.yml": CASE.format(claim=FIGURE), "cases/b.yml": 'title: B\nsummary: "[[a]] [@book2020]"\n'}
    root = write({**WORLD, **linked, "cases/c.yml": 'title: C\nsummary: "[[a]]"\n'})
    as_it_was = read(root)
    release(root)
    (root / "cases/c.yml").unlink()
    now = read(write({"cases/b.yml": 'title: B\nsummary: "[@post2020]"\n', "cases/d.yml": 'title: D\nsummary: "[[a]]"\n'}))
    before, problems = earlier.read(root, "v1", now)
    assert problems == []
    assert list(before.entries) == list(as_it_was.entries)
    assert before.entries["a"] is now.entries["a"]
    assert before.entries["b"] is not now.entries["b"]
    for uses in ("uses_of", "cites_of"):
        names = [{name: sorted(use.by.path for use in found) for name, found in getattr(catalog, uses).items()} for catalog in (before, as_it_was)]
        assert names[0] == names[1]
    assert before.references == as_it_was.references
    # Read twice, they are of two sets of models.
    vocabularies = [{name: found.model_dump() for name, found in catalog.vocabularies.items()} for catalog in (before, as_it_was)]
    assert vocabularies[0] == vocabularies[1] != {}


def test_a_forged_revision_writes_nothing_outside(tmp_path: Path) -> None:
    where = tmp_path / "in"
    earlier._write(where, {"cases/a.yml": b"A", "cases/../../out.yml": b"B", "cases/.git/config": b"C", "cases/topics/t.yml": b"D"})
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        "in/cases/a.yml",
        "in/cases/topics/t.yml",
    ]


@pytest.mark.parametrize(("revision", "words"), [("v2", "there is no Git revision 'v2' here"), ("v1", "no 'cases/' at the Git revision 'v1'")])
def test_a_revision_without_a_catalog_is_refused(revision: str, words: str, write: Write) -> None:
    root = write({"README": "Soon.\n"})
    release(root)
    with pytest.raises(UnusableProject, match=words):
        earlier.read(root, revision, read(write(WORLD)))
