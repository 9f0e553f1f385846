"""A project that is being edited: what is shown is what a build would write, whatever was changed, and nothing that is broken ends it."""

from __future__ import annotations

import gc
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from casebook.catalog.catalog import Catalog
from casebook.publishing import build
from casebook.publishing.live import Broken, Live
from casebook.publishing.publisher import Missing

from tests.conftest import PROJECTS, WORLD, copy_project, with_mkdocs, with_option

Project = Callable[[str], Path]


def files(site: Path) -> Iterator[str]:
    """The paths of all files of a site but those of the search index, which a program of its own makes."""
    return (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file() and "search-index" not in path.parts)


def assert_same(live: Live, site: Path) -> None:
    """Every file of a built site is what the preview gives, to the byte."""
    assert [path for path in files(site) if live.content(path) != (site / path).read_bytes()] == []


def checked(live: Live) -> list[str]:
    """What is found, after everything was read and looked at."""
    live.refresh()
    state = live.check(lambda: False)
    assert state
    return [f"{found.span.path}: {found.code}" for found in state.findings if found.severity == "error"] + list(state.troubles)


@pytest.fixture
def root(project: Project) -> Path:
    """A project with a bit of everything."""
    return with_option(project("good/complete"), "search: false")


# --- the same as a build ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("world", ["good/complete", "good/harbours"])
def test_every_address_is_as_in_a_build(world: str, tmp_path: Path) -> None:
    root = with_mkdocs(copy_project(PROJECTS / world, tmp_path / "project"))
    site = build.build(root, tmp_path / "site")
    live = Live(root)
    assert checked(live) == []
    assert_same(live, site)


def test_every_address_of_the_real_catalog_is_as_in_its_build(built_site: Path) -> None:
    live = Live(WORLD)
    assert checked(live) == []
    assert_same(live, built_site)
    with pytest.raises(Missing):
        live.content("cases/nothing/index.html")


def test_drafts_are_shown_when_asked_for(root: Path) -> None:
    live = Live(root, drafts=True)
    live.refresh()
    assert b"A draft" in live.content("cases/draft-plums/index.html")


# --- edits ------------------------------------------------------------------------------------------------------


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        content = (root / path).read_text("utf-8")
        assert old in content
        (root / path).write_text(content.replace(old, new), encoding="utf-8")

    return edit


def written(path: str, content: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")

    return edit


def removed(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


EDITS: list[Callable[[Path], None]] = [
    replaced("cases/apples.yml", "An afternoon of apples", "An evening of apples"),
    written("cases/plums.yml", "title: Plums\nsummary: Of plums, see [[apples]].\n"),
    written("cases/plums.yml", "title: More plums\nsummary: Of plums, see [[apples]].\nformerly: [old-plums]\n"),
    removed("cases/plums.yml"),
    written("cases/references.bib", (PROJECTS / "good/complete/cases/references.bib").read_text() + "\n@misc{later, title = {Later}}\n"),
    written("cases/topics/late.yml", "name: A late topic\nsummary: It came late.\n"),
    lambda root: (root / "cases/topics/late.yml").rename(root / "cases/topics/later.yml"),
    removed("cases/topics/later.yml"),
    written("docs/new.md", "# New\n\nOf [[apples]].\n"),
    written("docs/new.md", "# Newer\n\nOf [[apples]], and [home](index.md).\n"),
    lambda root: (root / "docs/new.md").rename(root / "docs/newest.md"),
    removed("docs/newest.md"),
    written("docs/robots.txt", "User-agent: *\nDisallow: /\n"),
    written("templates/handbook_rule.html", "<h1>{{ page.title }}</h1> of {{ site.settings.name }}"),
    written("templates/handbook_rule.html", "<h1>{{ page.title }}!</h1>"),
    removed("templates/handbook_rule.html"),
    written("overrides/partials/footer.html", "<footer>Ours</footer>"),
    replaced("mkdocs.yml", "site_name: Test", "site_name: A test"),
    replaced("mkdocs.yml", "name: material,", "name: material, custom_dir: overrides,"),
    replaced("cases/kinds/topic.yml", "label: Topic", "label: Subject"),
]


def test_after_any_edits_it_is_as_in_a_build(root: Path, tmp_path: Path) -> None:
    live = Live(root)
    assert checked(live) == []
    for number, edit in enumerate(EDITS):
        edit(root)
        assert checked(live) == [], number
        if number % 8 == 7:
            assert_same(live, build.build(root, tmp_path / "site"))
    assert_same(live, build.build(root, tmp_path / "site"))


def test_random_edits_of_records_come_out_as_in_a_build(root: Path, tmp_path: Path) -> None:
    live, chance = Live(root), random.Random(7)
    live.refresh()
    names = [path for path in sorted(root.glob("cases/**/*.yml")) if path.parent.name not in ("kinds", "vocabularies", "maps")]
    for _round in range(3):
        for _edit in range(5):
            path = chance.choice(names)
            path.write_text(path.read_text("utf-8") + f"# {chance.random()}\n", encoding="utf-8")
            new = root / f"cases/new-{chance.randrange(4)}.yml"
            if new.exists() and chance.random() < 0.5:
                new.unlink()
            else:
                new.write_text(f"title: New {chance.random()}\nsummary: See [[{chance.choice(['apples', 'pears'])}]].\n")
            live.refresh()
        assert_same(live, build.build(root, tmp_path / "site"))


# --- what is broken ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "broken", "said"),
    [
        ("cases/apples.yml", "title: [\n", "cases/apples.yml: yaml-syntax"),
        ("cases/apples.yml", "titel: Apples\n", "cases/apples.yml: unknown-field"),
        ("cases/apples.yml", "", "cases/apples.yml: wrong-type"),
        ("cases/references.bib", "{whole}\n@misc{x, title = {not closed\n", "cases/references.bib: bibtex-syntax"),
        ("cases/vocabularies/roles.yml", "nothing: at all\n", "cases/vocabularies/roles.yml: unknown-field"),
        ("cases/kinds/case.yml", "label: [\n", "cases/kinds/case.yml: yaml-syntax"),
        ("mkdocs.yml", "site_name: [\n", "mkdocs.yml"),
        ("mkdocs.yml", "site_name: Test\n", "mkdocs"),
        ("docs/index.md", "---\ntitle: [\n---\n# Home\n", "docs/index.md: yaml-syntax"),
    ],
)
def test_while_a_file_is_broken_the_last_good_one_stands_for_it(path: str, broken: str, said: str, root: Path) -> None:
    if not (root / path).exists():
        pytest.skip("this project has no such file")
    live = Live(root)
    assert checked(live) == []
    before = live.content("cases/apples/index.html")
    whole = (root / path).read_text("utf-8")
    (root / path).write_text(broken.replace("{whole}", whole), encoding="utf-8")
    assert said in "\n".join(checked(live))
    assert live.content("cases/apples/index.html") == before
    (root / path).write_text(whole, encoding="utf-8")
    assert checked(live) == []
    assert live.content("cases/apples/index.html") == before


@pytest.mark.parametrize("template", ["{{ 1/0 }}", "{% if %}", "{{ nothing.at.all }}", "{% include 'missing.html' %}", "{{ page.view(1)(2) }}"])
def test_a_broken_template_leaves_the_pages_as_they_were(template: str, root: Path) -> None:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/case.html").write_text("<h1>{{ page.title }}</h1>")
    live = Live(root)
    assert checked(live) == []
    before = live.content("cases/apples/index.html")
    (root / "templates/case.html").write_text(template)
    assert checked(live) != []
    assert live.content("cases/apples/index.html") == before
    (root / "templates/case.html").write_text("<h1>{{ page.title }}!</h1>")
    assert checked(live) == []
    assert b"<h1>An afternoon of apples!</h1>" in live.content("cases/apples/index.html")


def test_a_project_that_begins_broken_shows_what_it_can(root: Path) -> None:
    whole = (root / "cases/apples.yml").read_text("utf-8")
    (root / "cases/apples.yml").write_text("title: [\n")
    live = Live(root)
    assert "cases/apples.yml: yaml-syntax" in checked(live)
    assert b"<h1" in live.content("topics/index.html")
    with pytest.raises(Missing):
        live.content("cases/apples/index.html")
    (root / "cases/apples.yml").write_text(whole)
    assert checked(live) == []
    assert b"An afternoon of apples" in live.content("cases/apples/index.html")


def test_what_other_records_name_may_go_and_come_back(root: Path) -> None:
    live = Live(root)
    assert checked(live) == []
    kept, before = (root / "cases/topics").rename(root / "topics-aside"), live.content("cases/apples/index.html")
    assert "unknown-record" in "\n".join(checked(live))
    # Made of what is there, or of what was: an answer in any case.
    assert b"An afternoon of apples" in live.content("cases/apples/index.html")
    kept.rename(root / "cases/topics")
    assert checked(live) == []
    assert live.content("cases/apples/index.html") == before


def test_without_its_folder_of_records_it_stays_as_it_was(root: Path) -> None:
    live = Live(root)
    assert checked(live) == []
    before = live.content("cases/apples/index.html")
    kept = shutil.move(root / "cases", root / "aside")
    assert "there is no folder 'cases/'" in "\n".join(checked(live))
    assert live.content("cases/apples/index.html") == before
    shutil.move(kept, root / "cases")
    assert checked(live) == []


def test_what_was_never_whole_is_said(tmp_path: Path) -> None:
    root = with_mkdocs(copy_project(PROJECTS / "good/complete", tmp_path / "project"))
    shutil.rmtree(root / "cases/kinds")
    live = Live(root)
    assert "no-kinds" in "\n".join(checked(live))
    with pytest.raises(Broken, match="there is no page to be shown yet"):
        live.content("index.html")


def test_nothing_of_sixty_edits_is_left_in_memory(root: Path) -> None:
    live = Live(root)
    for number in range(60):
        (root / "cases/new.yml").write_text(f"title: The {number}th\nsummary: Of [[apples]].\n")
        live.refresh()
        assert f"The {number}th".encode() in live.content("cases/new/index.html")
        if number % 20 == 0:
            live.check(lambda: False)
    live.check(lambda: False)
    gc.unfreeze()
    gc.collect()
    # That of now, without its drafts and its public part; and that of the last check.
    assert sum(isinstance(item, Catalog) for item in gc.get_objects()) <= 6


# --- what is no plain file ----------------------------------------------------------------------------------------


def linked(root: Path) -> Path:
    (root / "docs/out.md").symlink_to("/etc/passwd")
    return root / "docs/out.md"


def looped(root: Path) -> Path:
    (root / "docs/round").symlink_to("/")
    return root / "docs/round"


def piped(root: Path) -> Path:
    os.mkfifo(root / "docs/pipe.md")
    return root / "docs/pipe.md"


def template(root: Path) -> Path:
    (root / "templates").mkdir(exist_ok=True)
    os.mkfifo(root / "templates/case.html")
    return root / "templates/case.html"


@pytest.mark.parametrize("make", [linked, looped, piped, template])
@pytest.mark.parametrize("is_first", [True, False], ids=["from the start", "later"])
def test_nothing_is_shown_through_a_link_or_waits_for_a_pipe(make: Callable[[Path], Path], is_first: bool, root: Path) -> None:
    live = Live(root)
    if not is_first:
        assert checked(live) == []
    made = make(root)
    where = made.relative_to(root).as_posix()
    assert f"{where}: unreadable-file" in checked(live)
    with pytest.raises((Missing, Broken)):
        live.content("out/index.html")
    if not is_first:
        assert b"An afternoon of apples" in live.content("cases/apples/index.html")
    made.unlink()
    assert checked(live) == []
    assert b"An afternoon of apples" in live.content("cases/apples/index.html")


def test_a_template_in_no_known_encoding_ends_nothing(root: Path) -> None:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/handbook_rule.html").write_bytes(b"<h1>\xff</h1>")
    # One that no page asks for is held with the others.
    (root / "templates/unused.html").write_bytes(b"\xff")
    live = Live(root)
    assert "template-error" in "\n".join(checked(live))
    (root / "templates/handbook_rule.html").write_text("<h1>{{ page.title }}</h1>")
    assert checked(live) == []
    assert b"<h1" in live.content("rules/unknown-field/index.html")
