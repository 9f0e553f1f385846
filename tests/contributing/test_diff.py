"""The evidence difference of a request: what a reviewer is told, how soon, and that no contributed word is more than a word."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from casebook.base.diagnostic import Span
from casebook.base.saying import said
from casebook.catalog.compare import Change
from casebook.catalog.difference import Difference, Topic, Weight
from casebook.cli import main
from casebook.contributing import diff_reports
from casebook.contributing.diff import Comparison
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from tests.conftest import with_kinds

SOURCES = """\
@online{post2020, title = {Apples are sold at dusk}, author = {Smith, Ann}, date = {2020-04-01}, url = {https://post.example/apples}}

@online{radio2020, title = {Pears on air}, author = {Hill, Bo}, date = {2020-04-02}, url = {https://radio.example/pears}}

@online{growers2020, title = {We sold}, url = {https://growers.example/sold}}

@online{spare2020, title = {A spare one}, url = {https://post.example/spare}}
"""
CASE = """\
title: The sale
summary: A sale. [@spare2020]
organisations:
  - {id: growers, role: seller}
claims:
  - id: one
    measure: weight
    value: 53000
    scope: the whole sale
    also: [{value: 53, unit: t}]
    cite: post2020[p. 3]
  - id: two
    measure: weight
    value: 10
    as_of: 2020-04-02
    cite: [post2020, {source: "radio2020[min. 4]", quote: ten at the most}]
  - {id: own, statement: We sold all., cite: growers2020}
story:
  context: They sold [#one] to [[post]].
corrections:
  - {on: 2020-05-01, what: claims/two, was: "11", now: "10", why: A slip.}
reviewed: {on: 2020-06-01, by: A. Editor}
"""
WORLD = {
    "cases/sale.yml": CASE,
    "cases/other.yml": 'title: Other\nsummary: "[[sale]]"\nclaims:\n  - {id: x, statement: X., cite: radio2020}\n',
    "cases/soon.yml": "title: Soon\nsummary: S\nstatus: draft\nclaims:\n  - {id: d, measure: weight, value: 1, cite: post2020}\n",
    "cases/measures/weight.yml": "name: Weight\nunit: kg\ndimension: volume\ndefinition: D\n",
    "cases/organisations/post.yml": "name: The Post\nsummary: S\nhosts: [post.example]\n",
    "cases/organisations/radio.yml": "name: Hill Radio\nsummary: S\nhosts: [radio.example]\n",
    "cases/organisations/growers.yml": "name: Growers\nsummary: S\nhosts: [growers.example]\nformerly: [planters]\n",
    "cases/vocabularies/dimensions.yml": "title: T\nsummary: S\nterms: [{id: volume, label: L, description: D}]\n",
    "cases/vocabularies/roles.yml": "title: T\nsummary: S\nterms:\n"
    "  - {id: seller, label: L, description: D}\n  - {id: watcher, label: W, description: D, outside: true}\n",
    "cases/organisations/gardens.yml": "name: Gardens\nsummary: S\nowner: growers\n",
    "cases/references.bib": SOURCES,
    "docs/index.md": "# Home\n\nIt was [#sale/one].\n",
    "docs/more.md": "# More\n",
}
BIB, SALE = "cases/references.bib", "cases/sale.yml"
Edits = dict[str, tuple[str, str] | str | None]


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("released") / "catalog"
    for path, content in WORLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    kind = with_kinds(root) / "cases/kinds/organisation.yml"
    kind.write_text(f"{kind.read_text('utf-8')}  owner: {{type: record, kind: organisation, means: owner, description: Whose it is.}}\n", "utf-8")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "A"], ["tag", "v1"]):
        git(root, *arguments)
    return root


@pytest.fixture
def edited(released: Path, tmp_path: Path) -> Callable[[Edits], Path]:
    """A copy of the released catalog in which files say something else, are new, or are gone."""

    def make(edits: Edits) -> Path:
        root = Path(shutil.copytree(released, tmp_path / "catalog"))
        for path, edit in edits.items():
            if edit is None:
                (root / path).unlink()
                continue
            old = (root / path).read_text("utf-8") if isinstance(edit, tuple) else ""
            assert isinstance(edit, str) or edit[0] in old
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(edit if isinstance(edit, str) else old.replace(*edit), encoding="utf-8")
        return root

    return make


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "diff", *arguments])


def found(root: Path, revision: str = "v1") -> dict[str, dict[str, object]]:
    """The differences of a catalog, by topic and what each is about."""
    result = run(root, revision, "--format", "json")
    assert result.exit_code == 0
    return {
        f"{one['topic']} {one['claim'] or one['record'] or one['source'] or one['path']}": one for one in json.loads(result.output)["differences"]
    }


def test_nothing_has_changed(edited: Callable[[Edits], Path]) -> None:
    assert run(edited({}), "v1").output == "nothing of the evidence has changed since v1\n"


def test_white_space_and_comments_are_no_difference(edited: Callable[[Edits], Path]) -> None:
    root = edited({SALE: ("summary: A sale.", "# Checked.\nsummary: A  sale."), BIB: ("title = {Pears", "title   = {Pears")})
    assert found(root) == {}


# What was done; the differences, each with how soon to look at it.
CASES: list[tuple[str, Edits, dict[str, str]]] = [
    (
        "the only independent source is one of those concerned now",
        {SALE: ("cite: post2020[p. 3]", "cite: growers2020[p. 3]")},
        {"lost-voice one": "first", "replaced-citation one": "look"},
    ),
    (
        "who published it is concerned now, and no word of the claim has changed",
        {SALE: ("role: seller}", "role: seller}\n  - {id: post, role: seller}")},
        {"lost-voice one": "first", "weaker-evidence two": "look", "changed-party sale": "look"},
    ),
    (
        "one owner for two papers",
        {"cases/organisations/radio.yml": ("hosts:", "owner: post\nhosts:")},
        {"weaker-evidence two": "look", "changed-party radio": "look"},
    ),
    (
        "a host that nobody has any more",
        {"cases/organisations/post.yml": ("hosts: [post.example]", "aliases: [P]")},
        {"lost-voice one": "first", "weaker-evidence two": "look", "lost-voice d": "note", "changed-party post": "look", "lost-tie post": "first"},
    ),
    (
        "a party that is none any more",
        {SALE: ("role: seller}", "role: watcher}")},
        {"lost-tie sale": "first", "changed-party sale": "look", "stronger-evidence own": "look"},
    ),
    (
        "an owner that is none any more",
        {"cases/organisations/gardens.yml": ("owner: growers\n", "")},
        {"lost-tie gardens": "first", "changed-party gardens": "note"},
    ),
    (
        "a host that a new record takes a part of",
        {"cases/organisations/daily.yml": "name: The Daily\nsummary: S\nhosts: [sub.post.example]\n"},
        {"added-record daily": "note", "lost-tie daily": "first"},
    ),
    (
        "the name of another",
        {"cases/organisations/radio.yml": ("name: Hill Radio\n", "name: Hill Radio\naliases: [The Post]\n")},
        {"lost-tie post": "first", "changed-party radio": "note"},
    ),
    (
        "who is no party by a part",
        {"cases/vocabularies/roles.yml": ("label: L, description: D}", "label: L, description: D, outside: true}")},
        {"changed-rule cases/vocabularies/roles.yml": "first", "lost-tie sale": "first", "stronger-evidence own": "look"},
    ),
    (
        "where a copy is said to be",
        {"cases/links.yml": "links:\n  - {url: https://radio.example/pears, state: gone, on: 2026-01-01, archive: https://evil.example/x}\n"},
        {"changed-declaration cases/links.yml": "look"},
    ),
    ("a summary", {SALE: ("summary: A sale.", "summary: No sale.")}, {"changed-text sale": "look"}),
    (
        "what a measure counts",
        {"cases/measures/weight.yml": ("definition: D", "definition: With the boxes")},
        {"changed-meaning weight": "look"},
    ),
    (
        "another source behind a sentence",
        {SALE: ("[@spare2020]", "[@radio2020]")},
        {"changed-text sale": "look", "orphaned-source spare2020": "look"},
    ),
    (
        "another host beside the first",
        {"cases/organisations/post.yml": ("[post.example]", "[post.example, mail.example]")},
        {"changed-party post": "note"},
    ),
    (
        "a source is swapped under its key",
        {BIB: ("title = {Pears on air}, author = {Hill, Bo}", "title = {Plums in jars}, author = {Vale, Cy}")},
        {"swapped-source radio2020": "first"},
    ),
    (
        "another page of the same paper by another author",
        {
            BIB: (
                "author = {Hill, Bo}, date = {2020-04-02}, url = {https://radio.example/pears}",
                "author = {Dee, Al}, url = {https://radio.example/p}",
            )
        },
        {"swapped-source radio2020": "first"},
    ),
    (
        "the same title at another host",
        {BIB: ("https://radio.example/pears", "https://elsewhere.example/pears")},
        {"swapped-source radio2020": "first", "lost-voice x": "first", "weaker-evidence two": "look"},
    ),
    (
        "another publisher, both of them known",
        {BIB: ("title = {Pears", "publisherid = {growers}, title = {Pears")},
        {"swapped-source radio2020": "first", "weaker-evidence two": "look"},
    ),
    ("a slip in a title", {BIB: ("Pears on air", "Pears on the air")}, {"changed-source radio2020": "look"}),
    (
        "an archived copy in place of the page",
        {BIB: ("https://radio.example/pears", "https://web.archive.org/web/2020/https://radio.example/pears")},
        {"changed-source radio2020": "look"},
    ),
    ("what nobody said before", {BIB: ("title = {Pears", "urldate = {2020-05-01}, title = {Pears")}, {"changed-source radio2020": "note"}),
    (
        "a source that nothing cites any more",
        {SALE: (" [@spare2020]", "")},
        {"orphaned-source spare2020": "look", "changed-text sale": "look"},
    ),
    (
        "a source is gone, and its address",
        {SALE: (" [@spare2020]", ""), BIB: ("@online{spare2020, title = {A spare one}, url = {https://post.example/spare}}", "")},
        {"broken-address spare2020": "first", "changed-text sale": "look"},
    ),
    (
        "a source goes by another key",
        {SALE: ("spare2020", "more2020"), BIB: ("spare2020", "more2020")},
        {"broken-address spare2020": "first", "added-source more2020": "note", "changed-text sale": "look"},
    ),
    ("another figure", {SALE: ("53000", "53001")}, {"uncorrected-change one": "first"}),
    ("a bound", {SALE: ("value: 10\n", "value: 10\n    bound: up-to\n")}, {"uncorrected-change two": "first"}),
    ("a date", {SALE: ("as_of: 2020-04-02", "as_of: 2020-04")}, {"uncorrected-change two": "first"}),
    ("a scope", {SALE: ("the whole sale", "the first day")}, {"uncorrected-change one": "first"}),
    ("a unit", {SALE: ("value: 10\n", "value: 10\n    unit: t\n")}, {"uncorrected-change two": "first"}),
    (
        "the unit of the measure",
        {"cases/measures/weight.yml": ("kg", "g")},
        {"uncorrected-change one": "first", "uncorrected-change two": "first", "uncorrected-change d": "note", "changed-meaning weight": "look"},
    ),
    ("a conversion is gone", {SALE: ("    also: [{value: 53, unit: t}]\n", "")}, {"uncorrected-change one": "first"}),
    ("a conversion more", {SALE: ("unit: t}]", "unit: t}, {value: 53000000, unit: g}]")}, {"changed-detail one": "note"}),
    (
        "an origin, by which the figure is its own affair",
        {SALE: ("value: 53000\n", "value: 53000\n    origin: growers\n")},
        {"uncorrected-change one": "first", "lost-voice one": "first"},
    ),
    (
        "a figure with its correction",
        {SALE: ("value: 53000", "value: 53001"), "cases/other.yml": ("Other", "Another")},
        {"uncorrected-change one": "first", "changed-fact other": "note"},
    ),
    ("another place in the source", {SALE: ("p. 3", "p. 4")}, {"moved-citation one": "first"}),
    ("other words of the source", {SALE: ("ten at the most", "ten at least")}, {"moved-citation two": "first"}),
    ("a place where none was", {SALE: ("[post2020, {", "['post2020[p. 1]', {")}, {"changed-detail two": "note"}),
    ("another rank", {SALE: ("value: 10\n", "value: 10\n    rank: deprecated\n    why: Superseded.\n")}, {"changed-detail two": "look"}),
    ("a doubt", {SALE: ("value: 10\n", "value: 10\n    note: Who counted?\n")}, {"changed-detail two": "note"}),
    (
        "a claim is gone",
        {SALE: ("  - {id: own, statement: We sold all., cite: growers2020}\n", "")},
        {"broken-address own": "first", "orphaned-source growers2020": "look"},
    ),
    ("a claim more", {SALE: ("  - {id: own", "  - {id: new, statement: N., cite: radio2020}\n  - {id: own")}, {"added-claim new": "note"}),
    (
        "a record is gone",
        {"cases/other.yml": None},
        {"broken-address other": "first"},
    ),
    (
        "a record is called something else, and its old address answers",
        {"cases/other.yml": None, "cases/another.yml": WORLD["cases/other.yml"] + "formerly: [other]\n"},
        {"renamed-record another": "note"},
    ),
    ("a former address is given up", {"cases/organisations/growers.yml": ("formerly: [planters]\n", "")}, {"broken-address growers": "first"}),
    ("a record is a draft again", {SALE: ("title:", "status: draft\ntitle:")}, {"broken-address sale": "first"}),
    ("a draft is published", {"cases/soon.yml": ("status: draft\n", "")}, {"published-record soon": "look", "added-claim d": "note"}),
    ("a draft is gone", {"cases/soon.yml": None}, {"removed-record soon": "note"}),
    ("in a draft nothing matters yet", {"cases/soon.yml": ("value: 1", "value: 2")}, {"uncorrected-change d": "note"}),
    ("a correction is gone", {SALE: (CASE.partition("corrections:\n")[2].partition("reviewed")[0], "  []\n")}, {"gone-correction sale": "first"}),
    ("a warning is set aside", {SALE: ("reviewed:", "ignore: [{code: uncited-figure, why: W}]\nreviewed:")}, {"set-aside-warning sale": "look"}),
    ("a review", {SALE: ("2020-06-01", "2020-07-01")}, {"changed-review sale": "look"}),
    (
        "a record that says who has reviewed it",
        {"cases/new.yml": "title: New\nsummary: S\nreviewed: {on: 2020-07-01, by: A. Editor}\n"},
        {"added-record new": "note", "changed-review new": "look"},
    ),
    (
        "a further independent source",
        {"cases/other.yml": ("cite: radio2020", "cite: [radio2020, post2020]")},
        {"stronger-evidence x": "note", "changed-detail x": "note"},
    ),
    (
        "somebody else's word by a line in the bibliography",
        {BIB: ("title = {We sold}", "title = {We sold}, publisherid = {radio}")},
        {"stronger-evidence own": "look", "swapped-source growers2020": "first"},
    ),
    ("a text", {SALE: ("They sold [#one]", "They sold it")}, {"changed-text sale": "look"}),
    (
        "a text more, and a fact",
        {SALE: ("story:\n", "period: 2020\nstory:\n  results: R\n")},
        {"changed-text sale": "note", "changed-fact sale": "note"},
    ),
    ("a page", {"docs/index.md": ("[#sale/one]", "much")}, {"changed-page docs/index.md": "note"}),
    ("HTML in code", {"docs/index.md": ("It was", "`<b>` It was")}, {"changed-page docs/index.md": "note"}),
    (
        "a page is gone",
        {"docs/more.md": None},
        {"changed-page docs/more.md": "note", "broken-address docs/more.md": "first"},
    ),
    (
        "a page is elsewhere, at the same address",
        {"docs/more.md": None, "docs/more/index.md": "# More\n"},
        {"changed-page docs/more.md": "note", "changed-page docs/more/index.md": "look"},
    ),
    ("HTML in a page", {"docs/index.md": ("It was", "<b onclick='x()'>It</b> was")}, {"running-file docs/index.md": "first"}),
    ("HTML in a page that only shows", {"docs/index.md": ("It was", "<b>It</b> was")}, {"changed-page docs/index.md": "look"}),
    ("a link that runs", {"docs/index.md": ("It was", "[It](java&#115;cript:x) was")}, {"running-file docs/index.md": "first"}),
    ("a script beside the pages", {"docs/extra.js": "alert(1)\n"}, {"running-file docs/extra.js": "first"}),
    ("a page of HTML beside the pages", {"docs/extra.html": "<script>1</script>\n"}, {"running-file docs/extra.html": "first"}),
    ("what a host obeys", {"docs/_redirects": "/* https://other.example 301\n"}, {"running-file docs/_redirects": "first"}),
    ("what a search engine obeys", {"docs/robots.txt": "Disallow: /\n"}, {"running-file docs/robots.txt": "first"}),
    ("a picture beside the pages", {"docs/extra.txt": "T\n"}, {"changed-page docs/extra.txt": "note"}),
    ("what words mean", {"cases/vocabularies/roles.yml": ("label: L", "label: M")}, {"changed-declaration cases/vocabularies/roles.yml": "look"}),
    ("words for the search", {"cases/synonyms.yml": "synonyms: [[a, b]]\n"}, {"changed-declaration cases/synonyms.yml": "note"}),
]


@pytest.mark.parametrize(("edits", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_difference_is_named(edits: Edits, expected: dict[str, str], edited: Callable[[Edits], Path]) -> None:
    assert {name: one["weight"] for name, one in found(edited(edits)).items()} == expected


def test_a_correction_made_since_is_enough(edited: Callable[[Edits], Path]) -> None:
    more = "  - {on: 2020-07-01, what: claims/one, was: '53,000', now: '53,001', why: A slip.}\n"
    root = edited({SALE: CASE.replace("value: 53000", "value: 53001").replace("reviewed:", f"{more}reviewed:")})
    assert {name: one["weight"] for name, one in found(root).items()} == {"corrected-change one": "look", "added-correction sale": "note"}
    gone = "  - {on: 2020-07-01, what: claims/own, was: All, now: none, why: Nobody said so.}\n"
    (root / SALE).write_text(CASE.replace("  - {id: own, statement: We sold all., cite: growers2020}\n", "").replace("reviewed:", f"{gone}reviewed:"))
    assert found(root)["broken-address own"]["weight"] == "note"


def test_places_reasons_and_what_is_concerned(edited: Callable[[Edits], Path]) -> None:
    every = found(edited({"cases/organisations/post.yml": ("hosts: [post.example]", "aliases: [P]")}))
    lost, party = every["lost-voice one"], every["changed-party post"]
    assert (lost["path"], lost["line"], lost["past"]) == (SALE, 11, False)
    assert lost["because"] == ["the publisher of post2020 is not identified"]
    assert party["concerns"] == [
        "sale/one ◐ one voice → ◌ publisher not identified",
        "sale/two ● 2 voices → ◐ one voice",
        "soon/d ◐ one voice → ◌ publisher not identified",
    ]
    assert party["changes"] == [
        {"field": "hosts", "was": "post.example", "now": "", "source": ""},
        {"field": "aliases", "was": "", "now": "P", "source": ""},
    ]


def test_a_record_that_is_called_something_else_without_saying_so_is_recognised(edited: Callable[[Edits], Path]) -> None:
    root = edited({SALE: None, "cases/market.yml": CASE.replace("title: The sale", "title: The market").replace("53000", "35000")})
    told = "market looks like it, and is not compared: it does not say 'formerly'"
    assert told in str(found(root)["broken-address sale"]["message"])


def test_what_a_text_says_no_more_is_named_and_its_words_are_not(edited: Callable[[Edits], Path]) -> None:
    (one,) = found(edited({SALE: ("They sold [#one]", "Rumour has it [@radio2020]")})).values()
    assert one["changes"] == [{"field": "story.context", "was": "[#one]", "now": "[@radio2020]", "source": ""}]
    assert "Rumour" not in json.dumps(one)


def test_what_cannot_be_read_is_said_and_the_rest_compared(edited: Callable[[Edits], Path]) -> None:
    root = edited(
        {SALE: "title: [\n", "cases/other.yml": ("X.", "Y."), BIB: SOURCES.replace("@online{spare2020, title", "@online{spare2020, title title")}
    )
    compared = json.loads(run(root, "v1", "--format", "json").output)
    assert compared["unread"] == [{"side": "now", "path": BIB}, {"side": "now", "path": SALE}]
    assert [one["topic"] for one in compared["differences"]] == ["uncorrected-change"]
    assert f"as it is, {SALE} cannot be read and is not compared: casebook check says why\n" in run(root, "v1").output
    for arguments in (["add", "."], ["commit", "-qm", "B"], ["tag", "broken"]):
        git(root, *arguments)
    (root / SALE).write_text(CASE)
    (root / BIB).write_text(SOURCES)
    text = run(root, "broken").output
    assert f"as it was, {SALE} cannot be read and is not compared\n" in text
    # Nothing of what could not be read then is taken for new.
    assert "is new" not in text


def test_a_fault_in_the_bibliography_takes_no_source_and_no_voice_away(edited: Callable[[Edits], Path]) -> None:
    root = edited({BIB: ("@online{post2020, title = {Apples", "@online{post2020, title = {{Apples"), SALE: ("53000", "53001")})
    compared = json.loads(run(root, "v1", "--format", "json").output)
    assert compared["unread"] == [{"side": "now", "path": BIB}]
    assert [one["topic"] for one in compared["differences"]] == ["uncorrected-change"]


@pytest.mark.parametrize(("revision", "words"), [("v2", "there is no Git revision 'v2' here"), ("--output=x", "No such option")])
def test_a_revision_that_is_not_there(revision: str, words: str, released: Path) -> None:
    result = run(released, revision)
    assert result.exit_code == 2
    assert words in result.output


def test_the_text_and_the_summary_to_the_letter(edited: Callable[[Edits], Path]) -> None:
    root = edited({BIB: ("title = {Apples are sold at dusk}, author = {Smith, Ann}", "title = {Plums}, author = {Vale, Cy}"), SALE: ("p. 3", "p. 4")})
    assert run(root, "v1").output == (
        "since v1: 2 to look at first, 0 to look at, 0 to know\n\n"
        "To look at first\n"
        f"{BIB}:1: the source post2020 is another one now, by its title, author, and 3 things rest on it [swapped-source]\n"
        "    title: Apples are sold at dusk → Plums\n"
        "    author: Ann Smith → Cy Vale\n"
        "    it concerns sale/one, sale/two, soon/d\n"
        f"{SALE}:11: sale/one points to another place or other words in a source: does it stand there? [moved-citation]\n"
        "    locator of post2020: p. 3 → p. 4\n"
    )
    assert run(root, "v1", "--format", "markdown").output == (
        "### Evidence\n\nsince `v1`: `2` to look at first, `0` to look at, `0` to know\n\n"
        "#### To look at first (2)\n\n"
        f"- the source `post2020` is another one now, by its `title, author`, and `3` things rest on it · `{BIB}:1`\n"
        "  - `title`: `Apples are sold at dusk` → `Plums`\n"
        "  - `author`: `Ann Smith` → `Cy Vale`\n"
        "  - it concerns `sale/one, sale/two, soon/d`\n"
        f"- `sale/one` points to another place or other words in a source: does it stand there? · `{SALE}:11`\n"
        "  - `locator` of `post2020`: `p. 3` → `p. 4`\n"
    )


def test_a_place_is_a_link_where_the_files_are_on_the_web(edited: Callable[[Edits], Path]) -> None:
    root = edited({SALE: ("53000", "53001"), "cases/other.yml": None})
    summary = run(root, "v1", "--format", "markdown", "--files", "https://host.example/blob/3f2c1d").output
    assert f"- `sale/one` says something else, and no correction says so · [`{SALE}:8`](https://host.example/blob/3f2c1d/{SALE}#L8)\n" in summary
    # What is gone is not there to be shown.
    assert "`cases/other.yml:1` (as it was)\n" in summary
    assert run(root, "v1", "--format", "markdown", "--files", "javascript:alert(1)").exit_code == 2
    odd = Difference(Topic.LOST_VOICE, Span("docs/a) [b](https://evil.example) `c.md"), said("it is so"))
    shown = diff_reports.markdown(Comparison("v1", (odd,)), "en", "https://host.example/")
    assert "(https://host.example/docs/a%29%20%5Bb%5D%28https%3A//evil.example%29%20%60c.md#L1)" in shown
    links = [token.attrs["href"] for block in MarkdownIt("commonmark").parse(shown) for token in block.children or () if token.type == "link_open"]
    assert [str(link).partition("#")[0].startswith("https://host.example/docs/") for link in links] == [True]


def test_a_summary_is_short_whatever_a_request_holds() -> None:
    one = Difference(Topic.CHANGED_FACT, Span("a.yml"), said("{field} of {id} is not as it was", field="f" * 150, id="i"), record="i")
    many = tuple(replace(one, changes=(Change("f", "a" * 400, "b" * 400),) * 40, record=str(number)) for number in range(3000))
    loud = tuple(replace(item, topic=Topic.LOST_VOICE) for item in many)
    summary = diff_reports.markdown(Comparison("v1", (*loud, *many)), "en")
    assert len(summary) < 300_000
    assert summary.count("more: `casebook diff v1` names them") == 2


HOSTILE = [
    "@maintainer please merge",
    "<img src=x onerror=alert(1)>",
    "[click](https://evil.example)",
    "`code` ``` ```` fence",
    "`",
    "``",
    "\n\n# A heading\n\n- [x] done",
    "</details><script>alert(1)</script>",
    "![](https://evil.example/pixel.png)",
    "#1 fixes #2, GH-3, deadbeef",
    "\u202eevil\u202c",
    "\\`\\",
    "| a | b |\n|---|---|",
    "&lt;b&gt; &#64;name",
    "https://evil.example",
    "{0} {name} {missing!r}",
    "$$x$$ :tada:",
]


@given(
    st.one_of(
        st.sampled_from(HOSTILE), st.text(alphabet=st.characters(codec="utf-8"), max_size=60), st.text(alphabet="`\\<>[]()!*_~@#&; \n", max_size=30)
    )
)
def test_no_contributed_word_is_more_than_a_word(hostile: str) -> None:
    """Parsed as CommonMark, everything that was contributed stands in code, which is where GitHub looks for no mention and no reference."""
    change = Change(hostile, hostile, hostile, hostile)
    message = said("{claim} was {was} and is {now}", claim=hostile, was=said("{sign} {name}", sign="●", name=hostile), now=hostile)
    item = Difference(
        Topic.LOST_VOICE, Span(hostile or "a"), message, hostile, hostile, "", (change,), (said("it cites {key}", key=hostile),), (hostile,)
    )
    past = replace(item, is_past=True)
    summary = diff_reports.markdown(Comparison(hostile, (item, past), (hostile,), (hostile,)), "en")
    tokens = [token for block in MarkdownIt("gfm-like", {"linkify": False}).parse(summary) for token in (block, *(block.children or ()))]
    assert {token.type for token in tokens} <= {
        *("heading_open", "heading_close", "inline", "text", "code_inline", "paragraph_open", "paragraph_close"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    }
    ours = diff_reports.markdown(Comparison("r", (replace(item, message=message, span=Span("p")), past), ("u",), ("u",)), "en")
    assert summary.count("\n") == ours.count("\n")
    told = " ".join(token.content for token in tokens if token.type == "text")
    assert not set(told) & set("<>`@#[]!\\|$")


def test_the_json_is_what_it_is_said_to_be(edited: Callable[[Edits], Path]) -> None:
    text = {"type": "string"}
    change = {"type": "object", "properties": dict.fromkeys(("field", "was", "now", "source"), text), "required": ["field", "was", "now", "source"]}
    properties = {
        **dict.fromkeys(("path", "message", "record", "claim", "source"), text),
        "topic": {"enum": [str(topic) for topic in Topic]},
        "weight": {"enum": [str(weight) for weight in Weight]},
        **{name: {"type": "integer", "minimum": 1} for name in ("line", "column")},
        "past": {"type": "boolean"},
        "changes": {"type": "array", "items": change},
        **{name: {"type": "array", "items": text} for name in ("because", "concerns")},
    }
    schema = {
        "type": "object",
        "properties": {
            "format": {"const": 1},
            "revision": text,
            "counts": {"type": "object", "required": [str(weight) for weight in Weight]},
            "unread": {"type": "array", "items": {"required": ["side", "path"]}},
            "differences": {
                "type": "array",
                "items": {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False},
            },
        },
        "required": ["format", "revision", "counts", "unread", "differences"],
        "additionalProperties": False,
    }
    root = edited({SALE: ("53000", "53001"), BIB: ("Pears on air", "Plums")})
    value = json.loads(run(root, "v1", "--format", "json").output)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []
    assert value["counts"] == {"first": 2, "look": 0, "note": 0}
    # The same for whoever reads Chinese: programs go by it.
    chinese = CliRunner(catch_exceptions=False).invoke(main, ["--lang", "zh", "-C", str(root), "diff", "v1", "--format", "json"])
    assert json.loads(chinese.output) == value


def test_what_judges_a_request_comes_first_with_its_lines(edited: Callable[[Edits], Path]) -> None:
    rules = "rules:\n  - id: told\n    of: organisation\n    severity: warning\n    summary: S\n    why: W\n    requires: {words: {summary: 1}}\n"
    root = edited({"cases/rules.yml": rules})
    one = found(root)["changed-rule cases/rules.yml"]
    assert (one["weight"], one["message"]) == ("first", "cases/rules.yml is new")
    for arguments in (["add", "."], ["commit", "-qm", "Rules"], ["tag", "v2"]):
        git(root, *arguments)
    (root / "cases/rules.yml").write_text(rules.replace("summary: 1", "summary: 0"), "utf-8")
    assert "  - `lines`: `requires: {words: {summary: 1}}` → `requires: {words: {summary: 0}}`\n" in run(root, "v2", "--format", "markdown").output
    (root / "cases/rules.yml").write_text(rules.replace("    summary: S\n    why: W\n", "    why: W\n    summary: S\n"), "utf-8")
    assert found(root, "v2")["changed-rule cases/rules.yml"]["changes"] == []


def test_what_a_page_does_is_not_hidden_behind_what_it_looks_like(edited: Callable[[Edits], Path]) -> None:
    plain = "".join(f'<span class="a{number:03}">' for number in range(60))
    page = f"# More\n\n{plain}\n\n<script src=https://a.example/x.js></script>\n\n![Logo](https://b.example/l.png)\n"
    one = found(edited({"docs/more.md": page}))["running-file docs/more.md"]
    assert one["weight"] == "first"
    told = [(change["field"], change["now"]) for change in one["changes"]]  # type: ignore[attr-defined]
    assert told[:2] == [("code", "<script src=https://a.example/x.js"), ("code", "</script")]
    assert told[2:4] == [("HTML", "<script src=https://a.example/x.js>"), ("address", "https://b.example/l.png")]
    assert told[4][1].startswith('<span class="a000">')


def test_an_address_that_a_page_had_not_is_to_be_looked_at(edited: Callable[[Edits], Path]) -> None:
    one = found(edited({"docs/more.md": "# More\n\n[Log in](https://c.example/login)\n"}))["changed-page docs/more.md"]
    assert (one["weight"], one["changes"]) == ("look", [{"field": "address", "was": "", "now": "https://c.example/login", "source": ""}])
