"""The catalog: what sources are worth, who names whom, and what is left without the drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from casebook.catalog import load
from casebook.catalog.catalog import Catalog
from casebook.catalog.entries import DocsPage
from casebook.catalog.uses import CiteUse, ClaimUse, RecordUse
from casebook.pages import addresses
from casebook.reading.git import History
from casebook.records import folder
from casebook.views.site import Site

Write = Callable[..., Path]

CASE = """\
title: T
summary: S
platforms: [{{id: wesee, role: host}}]
organisations: [{{id: growers, role: partner}}]
people: [{{id: ann, role: presenter}}]
claims:
  - {{id: plays, measure: plays, value: 1, {claim}}}
"""
WORLD = {
    "cases/platforms/wesee.yml": "name: WeSee\nsummary: S\nowner: tencent\n",
    "cases/organisations/tencent.yml": "name: Tencent\nsummary: S\n",
    "cases/organisations/growers.yml": "name: Growers\nsummary: S\n",
    "cases/organisations/press.yml": "name: Press\nsummary: S\n",
    "cases/people/ann.yml": "name: Ann\nsummary: S\naffiliations: [{id: growers, role: head}]\n",
    "cases/people/bob.yml": "name: Bob\nsummary: S\naffiliations: [{id: press, role: editor}]\n",
    "cases/people/cleo.yml": "name: Cleo\nsummary: S\naffiliations: [{id: wesee, role: spokeswoman}]\n",
    "cases/measures/plays.yml": "name: Plays\nunit: plays\ndimension: reach\ndefinition: D\n",
    "cases/references.bib": "".join(
        f"@online{{by-{publisher}, title = {{T}}, publisherid = {{{publisher}}}}}\n" for publisher in ("tencent", "growers", "press", "wesee")
    )
    + "@online{by-nobody, title = {T}}\n",
}


def catalog(write: Write, files: dict[str, str]) -> Catalog:
    with folder.begin(write(files)) as begun:
        found, problems = load.read(begun)
    assert problems == []
    return found


# --- who names whom --------------------------------------------------------------------------------------------

TALE = """\
title: T
summary: "[[ann|She]] and [[ann]], as in [[b]]. [@by-press, p. 3; @by-nobody]"
people: [{id: ann, role: presenter}]
claims:
  - {id: plays, measure: plays, value: 1, origin: ann, cite: "by-press[p. 1]"}
timeline: [{date: 2020, text: "It had [#plays] plays, more than [#b/plays]."}]
related: [{case: b, relation: parallel, why: W}]
"""
OTHER = "title: U\nsummary: S\nclaims:\n  - {id: plays, measure: plays, value: 2, cite: [by-press]}\n"


def test_every_use_is_known_in_both_directions_with_its_place(write: Write) -> None:
    docs = {"docs/index.md": "# Home\n\nSee [[ann]], [#a/plays] and\n[@by-press].\n"}
    found = catalog(write, {**WORLD, "cases/a.yml": TALE, "cases/b.yml": OTHER, **docs})

    def places(uses: tuple[RecordUse | ClaimUse | CiteUse, ...]) -> list[tuple[str, int, int, str]]:
        spans = sorted(use.span for use in uses)
        return [(span.path, span.line, span.column, span.excerpt[span.column - 1 : span.column - 1 + span.width]) for span in spans]

    assert places(found.uses_of["ann"]) == [
        ("cases/a.yml", 2, 11, "[[ann|She]]"),
        ("cases/a.yml", 2, 27, "[[ann]]"),
        ("cases/a.yml", 3, 15, "ann"),
        ("cases/a.yml", 5, 51, "ann"),
        ("docs/index.md", 3, 5, "[[ann]]"),
    ]
    assert places(found.uses_of["b"]) == [("cases/a.yml", 2, 42, "[[b]]"), ("cases/a.yml", 7, 18, "b")]
    assert [use.by.path for use in found.uses_of["growers"]] == ["cases/people/ann.yml"]
    assert places(found.cites_of["by-press"]) == [
        ("cases/a.yml", 2, 49, "[@by-press, p. 3; @by-nobody]"),
        ("cases/a.yml", 5, 63, "by-press"),
        ("cases/b.yml", 4, 50, "by-press"),
        ("docs/index.md", 4, 1, "[@by-press]"),
    ]
    assert sorted(use.locator for use in found.cites_of["by-press"]) == ["", "", "p. 1", "p. 3"]
    assert [(use.record, use.name, use.span.line) for use in found.claim_uses] == [("a", "plays", 6), ("b", "plays", 6), ("a", "plays", 3)]
    assert found.claims[("b", "plays")].value == 2


def test_the_second_mention_of_a_kind_has_its_own_place(write: Write) -> None:
    found = catalog(write, {"cases/a.yml": 'title: T\nsummary: "[[a]] and [[a]]"\n'})
    assert [(use.span.line, use.span.column) for use in found.uses_of["a"]] == [(2, 11), (2, 21)]


def test_a_mention_folded_over_two_lines_is_found_by_its_name(write: Write) -> None:
    found = catalog(write, {"cases/hill.yml": "title: T\nsummary: >-\n  It was [[hill|the very\n  same]] thing.\n"})
    assert [(use.span.line, use.span.column, use.span.width) for use in found.uses_of["hill"]] == [(3, 12, 4)]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [(">-\n  The hills of [[hill|the very\n  same]] county.", (3, 18)), ("'`[[hill]]` is how [[hill]] is written.'", (2, 29))],
    ids=["inside another word", "in code"],
)
def test_the_place_of_a_mention_is_that_of_the_mention(summary: str, expected: tuple[int, int], write: Write) -> None:
    found = catalog(write, {"cases/hill.yml": f"title: T\nsummary: {summary}\n"})
    assert [(use.span.line, use.span.column) for use in found.uses_of["hill"]] == [expected]


def test_records_are_listed_by_name_and_found_by_old_ids(write: Write) -> None:
    files = {
        "cases/z.yml": "title: apple\nsummary: S\nformerly: [old]\n",
        "cases/a.yml": "title: Banana\nsummary: S\n",
        "cases/topics/b.yml": "name: B\nsummary: S\n",
        "cases/references.bib": "@online{k, title = {T}}\n",
    }
    found = catalog(write, files)
    assert [entry.id for entry in found.by_kind["case"]] == ["z", "a"]
    assert [entry.id for entry in found] == ["a", "b", "z"]
    assert found.former["cases/old/"].id == "z"
    assert found.renamed["old"].id == "z"
    assert [found.answering(address) for address in ("cases/old/", "cases/z/", "topics/old/")] == [found.entries["z"], found.entries["z"], None]
    assert (found.get("b", "topic"), found.get("b", "case"), found.get("c")) == (found.entries["b"], None, None)
    assert {"cases/", "sources/", "sources/k/", "cases/z/", "cases/old/", "topics/b/"} <= {address for address, _ in addresses(Site(found))}


def test_a_former_id_may_be_that_of_another_kind(write: Write) -> None:
    files = {
        "cases/z.yml": "title: Z\nsummary: S\nformerly: [old, topics/z]\n",
        "cases/topics/b.yml": "name: B\nsummary: S\nformerly: [old, cases/older, ships/b]\n",
    }
    found = catalog(write, files)
    formers = [(former.address, found.path_of(former.address), former.id, former.entry.id) for former in found.formers]
    assert formers == [
        # No kind has the folder `ships` any more.
        ("topics/old/", "cases/topics/old.yml", "old", "b"),
        ("cases/older/", "cases/older.yml", "older", "b"),
        ("ships/b/", "cases/ships/b.yml", "b", "b"),
        ("cases/old/", "cases/old.yml", "old", "z"),
        ("topics/z/", "cases/topics/z.yml", "z", "z"),
    ]
    assert [found.address_of(path) for _address, path, _id, _entry in formers] == [address for address, *_rest in formers]
    days = {"cases/topics/b.yml": "2022-01-01", "cases/older.yml": "2020-01-01", "cases/ships/b.yml": "2021-01-01"}
    assert replace(found, history=History(added=days)).added(found.entries["b"]) == "2020-01-01"


def test_drafts_of_an_earlier_revision_stay_drafts(write: Write) -> None:
    found = catalog(write, {"cases/a.yml": "title: A\nsummary: S\n", "cases/b.yml": "title: B\nsummary: S\nstatus: draft\n"})
    public = replace(found, before=found).published()
    assert public.before is not None
    assert list(public.before.entries) == ["a"]


def test_a_figure_has_its_own_unit_or_that_of_its_measure(write: Write) -> None:
    found = catalog(
        write, {**WORLD, "cases/a.yml": CASE.format(claim="cite: by-press"), "cases/b.yml": OTHER.replace("value: 2,", "value: 2, unit: views,")}
    )
    assert [found.unit(found.claims[(id, "plays")]) for id in ("a", "b")] == ["plays", "views"]


# --- drafts ----------------------------------------------------------------------------------------------------


def test_without_drafts_nothing_is_left_that_they_say(write: Write) -> None:
    files = {
        **WORLD,
        "cases/a.yml": TALE + "status: draft\nformerly: [old]\n",
        "cases/b.yml": OTHER,
        "cases/topics/t.yml": "name: N\nsummary: '[[ann]] [#b/plays] [@by-tencent]'\nstatus: draft\n",
        "docs/index.md": "[[ann]] [@by-press]\n",
    }
    full = catalog(write, files)
    public = full.published()
    assert set(full.entries) - set(public.entries) == {"a", "t"}
    assert full.answering("cases/old/") is full.entries["a"]
    assert public.answering("cases/old/") is None
    assert (full.before, public.before) == (None, None)
    assert {use.by for use in public.uses_of["ann"]} == set(public.docs)
    assert [use.by if isinstance(use.by, DocsPage) else use.by.id for use in public.cites_of["by-press"]] == ["b", public.docs[0]]
    assert "by-tencent" not in public.cites_of
    assert public.claim_uses == ()
    assert ("a", "plays") not in public.claims
    # The rest is as it was, and what was complete stays complete.
    assert public.references == full.references
    assert {use.by.id for use in full.uses_of["ann"] if not isinstance(use.by, DocsPage)} == {"a", "t"}
