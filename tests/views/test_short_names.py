"""What sources are called in a line: each by a name that a reader can read, and no two by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.publishing import pipeline
from casebook.views import markdown
from casebook.views.short_names import short_names
from casebook.views.site import Settings, Site

RECORDS = {
    "cases/apples.yml": "title: Apples\nsummary: Sold [@b] and [@a].\n",
    "cases/organisations/gazette.yml": "name: The Gazette\nsummary: A paper.\nhosts: [gazette.example]\n",
}


def names(write: Callable[[dict[str, str]], Path], entries: str, language: str = "en") -> dict[str, str]:
    root = write({**RECORDS, "cases/references.bib": entries})
    site = Site(pipeline.check(root).catalog, settings=Settings(language=language))
    return {key: name.text for key, name in site.once(short_names).items()}


@pytest.mark.parametrize(
    ("fields", "language", "name"),
    [
        ("title = {A}, publisherid = {gazette}", "en", "The Gazette 2020"),
        ("title = {A}, url = {https://www.gazette.example/a}", "en", "The Gazette 2020"),
        ("title = {A}, publisher = {Gazette Press}, publisherid = {gazette}", "en", "Gazette Press 2020"),
        ("title = {On the whole harvest}, shorttitle = {Harvest}", "en", "Harvest 2020"),
        ("title = {苹果的下午}, titleaddon = {[An afternoon of apples]}, langid = {zh}", "en", "An afternoon of apples 2020"),
        ("title = {苹果的下午}, titleaddon = {[An afternoon of apples]}, langid = {zh}", "zh", "苹果的下午 2020"),
        ("title = {苹果的下午}, titleaddon = {Second part}, langid = {zh}", "en", "苹果的下午 2020"),
        ("title = {[A leaflet about pears]}", "en", "A leaflet about pears 2020"),
        ("title = {How the growers of two valleys sold what nobody came to buy}", "en", "How the growers of two valleys sold… 2020"),
    ],
)
def test_a_source_without_author_has_a_name_to_read(write: Callable[[dict[str, str]], Path], fields: str, language: str, name: str) -> None:
    assert names(write, f"@online{{a, {fields}, date = {{2020}}}}\n", language) == {"a": name}


def test_letters_tell_apart_what_would_be_called_the_same(write: Callable[[dict[str, str]], Path]) -> None:
    entries = "".join(
        f"@online{{{key}, author = {{{author}, Ann}}, title = {{T {key}}}{date}}}\n"
        for key, author, date in (
            ("a", "Smith", ", date = {2020-05}"),
            ("b", "Smith", ", date = {2020-03-01}"),
            ("c", "Smith", ", date = {2021}"),
            ("d", "Jones", ""),
            ("e", "Jones", ""),
        )
    )
    found = names(write, entries)
    assert found == {"a": "Smith 2020b", "b": "Smith 2020a", "c": "Smith 2021", "d": "Jones n.d.-a", "e": "Jones n.d.-b"}
    site = Site(pipeline.check(write({**RECORDS, "cases/references.bib": entries})).catalog)
    twin = markdown.record(site, site.catalog.entries["apples"])
    assert "Sold ([Smith 2020a](../../sources/b/)) and ([Smith 2020b](../../sources/a/))." in twin
    assert "- Smith, A. (2020a, 1 March 2020). [T b]" in twin
    assert "- Smith, A. (2020b, May 2020). [T a]" in twin


def test_more_of_a_name_than_there_are_letters_have_two(write: Callable[[dict[str, str]], Path]) -> None:
    found = names(write, "".join(f"@misc{{k{number:03}, title = {{T}}, author = {{Smith, Ann}}, date = {{2020}}}}\n" for number in range(703)))
    assert len(set(found.values())) == 703
    assert (found["k027"], found["k702"]) == ("Smith 2020ab", "Smith 2020aaa")
