"""`casebook rename` and `casebook where`: everywhere, nothing else, and all or nothing."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.base import writing
from casebook.base.diagnostic import Severity
from casebook.cli import main
from casebook.contributing import edits, naming, renaming
from casebook.contributing.naming import Thing
from casebook.publishing import build, pipeline
from click.testing import CliRunner, Result

from tests.conftest import PROJECTS, copy_project

Write = Callable[..., Path]
NEW = "zz-quite-new"
KIND = """\
label: {label}
plural: {label}s
folder: "{folder}"
description: D.
party: true
fields:
"""
WORLD = {
    "mkdocs.yml": """\
site_name: Ships
theme: {name: material, font: false}
plugins: [casebook]
nav:
  - Home: index.md
  - Heron: ships/heron/index.md
  - "ships/heron-two/index.md"
""",
    "cases/kinds/case.yml": KIND.format(label="Case", folder="")
    + "  ships: {type: role, kind: ship, vocabulary: roles, many: true, description: D., example: {id: heron, role: host}}\n"
    + "  related: {type: relation, kind: case, vocabulary: roles, description: D., example: {case: aground, relation: host, why: W}}\n",
    "cases/kinds/ship.yml": KIND.format(label="Ship", folder="ships")
    + "  owner: {type: record, kind: [ship, case], description: D., example: heron}\n",
    "cases/vocabularies/roles.yml": "title: T\nsummary: S\nterms:\n  - {id: host, label: L, description: D}  # the first\n",
    "cases/ships/heron.yml": "# The ship.\nname:   Heron\nsummary: '[[heron]] herself, `[[heron]]`, and [[ heron | the ship ]]'  # her\n# The end.\n",
    "cases/ships/heron-two.yml": """\
# yaml-language-server: $schema=../../.casebook/schema/ship.json
name: Two
owner: "heron"
summary: No [[heron-two]] is [#aground/crew]
""",
    "cases/aground.yml": """\
title: Aground
summary: S
ships: [{id: heron, role: host}, {role: host, id: 'heron'}]
related: [{case: afloat, relation: host, why: "As [[heron]], [@a1]."}]
claims:
  - {id: crew, statement: "A crew of [[heron|her \\u0041]].", origin: heron, cite: "a1[p. 3]"}
  - id: sum
    statement: "[#crew] and [#aground/crew]"
    cite: [a1, {source: "b2[p. 1]", quote: heron}]
corrections:
  - {on: 2020-01-01, what: claims/crew, was: a, now: b, why: c}
  - {on: 2020-01-01, what: sources/a1, was: a, now: b, why: "[@b2; @a1, p. 3]"}
text: |
  A text in which [[heron|a ship]] is named, heron is not. [@a1, p. 4;
  @b2]
""",
    "cases/afloat.yml": "title: Afloat\nsummary: S\nclaims:\n  - {id: heron, statement: S, cite: a1}\n",
    "cases/hidden.yml": "title: Hidden\nstatus: draft\nclaims:\n  - {id: heron, statement: S, cite: a1}\n",
    "cases/references.bib": '@online{a1, title={A}, publisherid={heron}}\n@online{b2, title = {heron}, publisherid = "heron-two", via = {a1}}\n',
    "cases/rules.yml": """\
rules:
  - id: sound
    summary: A ship is sound.
    of: [ship, case]
    not_for: [heron]
    cites: a1
    requires: {words: {summary: 1}}
    drafts: false
""",
    "docs/index.md": """\
# Ships of [[heron]]

| a | b |
|---|---|
| [[heron\\|the ship]] | [##aground/crew] |

[one](ships/heron/index.md), [two](cases/aground/index.md#crew), [three][r], <a href="ships/heron/">four</a>,
`[[heron]]`, [no](ships/heron-two/index.md), [@a1], [s](sources/a1/index.md)

[r]: ships/../ships/heron/index.md
""",
}


@pytest.fixture
def world(write: Write) -> Path:
    return write(WORLD)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), *arguments])


def texts(root: Path) -> dict[str, str]:
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not {".git", ".casebook"} & {*path.parts})
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in files}


def codes(root: Path) -> Counter[str]:
    return Counter(found.code for found in pipeline.check(root).diagnostics)


def commit(root: Path) -> None:
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All"]):
        subprocess.run(["git", *command], cwd=root, check=True)


# --- where -------------------------------------------------------------------------------------------------------


def test_where_lists_every_place_to_the_character(world: Path) -> None:
    assert run(world, "where", "heron").output.splitlines() == [
        "cases/ships/heron.yml:1:1: the record itself",
        "cases/aground.yml:3:14: the field 'ships[1].id'",
        "cases/aground.yml:3:52: the field 'ships[2].id'",
        "cases/aground.yml:4:53: the text of 'related[1].why'",
        "cases/aground.yml:6:40: the text of 'claims[1].statement'",
        "cases/aground.yml:6:70: the field 'claims[1].origin'",
        "cases/aground.yml:14:21: the text of 'text'",
        "cases/kinds/case.yml:7:97: the example of the field 'ships'",
        "cases/kinds/ship.yml:7:71: the example of the field 'owner'",
        "cases/references.bib:1:37: the field 'publisherid' of the source 'a1'",
        "cases/rules.yml:5:15: the field 'rules[1].not_for[1]'",
        "cases/ships/heron-two.yml:3:9: the field 'owner'",
        "cases/ships/heron.yml:3:13: the text of 'summary'",
        "cases/ships/heron.yml:3:50: the text of 'summary'",
        "docs/index.md:1:14: the text of the page",
        "docs/index.md:5:5: the text of the page",
        "docs/index.md:7:13: a link of the page",
        "docs/index.md:7:93: a link of the page",
        "docs/index.md:10:21: a link of the page",
        "mkdocs.yml:6:18: a page of the site's configuration",
    ]


@pytest.mark.parametrize(
    ("name", "count", "first"),
    [
        ("aground/crew", 7, "cases/aground.yml:6:10: the claim itself"),
        ("a1", 13, "cases/references.bib:1:9: the source itself"),
        ("roles/host", 4, "cases/vocabularies/roles.yml:4:10: the word itself"),
        ("ship", 5, "cases/kinds/ship.yml:1:1: the declaration itself"),
        ("case", 6, "cases/kinds/case.yml:1:1: the declaration itself"),
    ],
)
def test_where_knows_claims_sources_words_and_kinds(world: Path, name: str, count: int, first: str) -> None:
    lines = run(world, "where", name).output.splitlines()
    assert (len(lines), lines[0]) == (count, first)
    for place in json.loads(run(world, "where", name, "--format", "json").output):
        line = (world / place["path"]).read_text().splitlines()[place["line"] - 1]
        own = name.rpartition("/")[2]
        is_file = place["isDefinition"] and name in ("ship", "case")
        assert is_file or line[place["column"] - 1 :][: place["width"]] == own


def test_where_for_programs(world: Path) -> None:
    found = json.loads(run(world, "where", "heron-two", "--format", "json").output)
    assert found[0] == {"path": "cases/ships/heron-two.yml", "line": 1, "column": 1, "width": 1, "what": "the record itself", "isDefinition": True}
    assert {(place["path"], place["width"]) for place in found[1:]} == {
        ("cases/references.bib", 9),
        ("cases/ships/heron-two.yml", 9),
        ("docs/index.md", 9),
        ("mkdocs.yml", 9),
    }


def test_where_of_nothing(world: Path) -> None:
    result = run(world, "where", "heorn")
    assert (result.exit_code, result.output) == (2, "casebook: there is nothing called 'heorn'; did you mean 'heron'?\n")


@pytest.mark.parametrize(("command", "name"), [("where", "HERON"), ("cite", "HERON"), ("cite", "cases/ships/heron.yml")])
def test_who_gives_a_name_or_a_file_is_told_the_id(world: Path, command: str, name: str) -> None:
    result = run(world, command, name)
    assert (result.exit_code, result.output.endswith("the id of that record is 'heron'\n")) == (2, True)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("cases/ships/heron.yml", "heron"),
        ("./cases/ships/heron.yml", "heron"),
        ("heron.yml", "heron"),
        ("ships/heron", "heron"),
        ("/ships/heron/", "heron"),
        ("[[heron|the ship]]", "heron"),
        ("[#aground/crew]", "aground/crew"),
        ("##aground/crew", "aground/crew"),
        ("@a1", "a1"),
        ("[@a1, p. 3]", "a1"),
        ("sources/a1/", "a1"),
        ("cases/kinds/ship.yml", "ship"),
        (" heron ", "heron"),
    ],
)
def test_a_name_may_be_written_as_it_stands_in_texts_paths_and_addresses(world: Path, written: str, name: str) -> None:
    assert run(world, "where", written).output == run(world, "where", name).output


def test_who_gives_a_word_alone_is_told_whose_it_is(world: Path) -> None:
    told = run(world, "where", "host").output
    assert told == "casebook: 'host' is a word of a vocabulary: write 'roles/host'\n"
    told = run(world, "where", "roles").output
    assert told == "casebook: 'roles' is a vocabulary, and has no other name than its file's; its words are roles/host\n"


def test_who_asks_for_a_former_key_is_told_the_new_one(world: Path) -> None:
    commit(world)
    assert run(world, "rename", "a1", "a9").exit_code == 0
    assert run(world, "where", "a1").output == "casebook: 'a1' is called 'a9' now\n"


# --- rename: everywhere, and nothing else ------------------------------------------------------------------------


def renamed(before: dict[str, str], old: str, new: str) -> dict[str, str]:
    """What the world should be: every name changed, and nothing else."""
    after = dict(before)
    for path, pairs in {
        "cases/aground.yml": [("{id: heron,", "{id: N,"), ("'heron'", "'N'"), ("[[heron", "[[N"), ("origin: heron", "origin: N")],
        "cases/kinds/case.yml": [("{id: heron", "{id: N")],
        "cases/kinds/ship.yml": [("example: heron", "example: N")],
        "cases/references.bib": [("{heron}}\n@", "{N}}\n@")],
        "cases/rules.yml": [("[heron]", "[N]")],
        "cases/ships/heron-two.yml": [('"heron"', '"N"')],
        "cases/ships/heron.yml": [("'[[heron]]", "'[[N]]"), ("[[ heron", "[[ N")],
        "docs/index.md": [("of [[heron", "of [[N"), ("[[heron\\|", "[[N\\|"), ("ships/heron/", "ships/N/")],
        "mkdocs.yml": [("ships/heron/", "ships/N/")],
    }.items():
        for one, other in pairs:
            assert one in after[path]
            after[path] = after[path].replace(one, other.replace("N", new))
    after[f"cases/ships/{new}.yml"] = after.pop("cases/ships/heron.yml") + f"formerly: [{old}]\n"
    return dict(sorted(after.items()))


def test_a_record_is_renamed_everywhere_and_nothing_else_changes(world: Path) -> None:
    before, found = texts(world), codes(world)
    result = run(world, "rename", "heron", "egret")
    assert (result.exit_code, result.output) == (0, "'heron' is called 'egret' now, in 9 files\n")
    assert texts(world) == renamed(before, "heron", "egret")
    assert codes(world) == found


def test_what_reads_as_a_number_gets_quotes(world: Path) -> None:
    assert run(world, "rename", "heron", "2020").exit_code == 0
    assert texts(world)["cases/aground.yml"].startswith("title: Aground\nsummary: S\nships: [{id: \"2020\", role: host}, {role: host, id: '2020'}]\n")
    assert run(world, "rename", "2020", "heron").exit_code == 0
    assert '\nformerly: ["2020"]\n' in texts(world)["cases/ships/heron.yml"]
    assert pipeline.check(world).catalog.get("heron")


def test_a_source_a_word_a_kind_and_a_claim_of_a_draft_are_renamed(world: Path) -> None:
    before, found = texts(world), codes(world)
    for old, new, back in (("a1", "c:3", "c:3"), ("roles/host", "guest", "roles/guest"), ("ship", "vessel", "vessel"), ("case", "tale", "tale")):
        assert run(world, "rename", old, new).exit_code == 0, old
        assert run(world, "where", old).exit_code == 2
        assert codes(world) == found
        if old in ("ship", "case"):
            assert f"cases/kinds/{new}.yml" in texts(world)
        assert run(world, "rename", back, old.rpartition("/")[2]).exit_code == 0, back
    after = {path: content.replace("ids={c:3}, ", "") for path, content in texts(world).items()}
    assert after == before
    assert run(world, "rename", "hidden/heron", "hidden/crew").output == "'hidden/heron' is called 'hidden/crew' now, in 1 file\n"


def test_a_key_that_yaml_would_misread_gets_quotes(world: Path) -> None:
    assert run(world, "rename", "a1", "&1").exit_code == 0
    assert '- {id: heron, statement: S, cite: "&1"}' in texts(world)["cases/hidden.yml"]
    assert 'cite: "&1[p. 3]"}' in texts(world)["cases/aground.yml"]


def test_line_ends_marks_and_foreign_bytes_stay(world: Path) -> None:
    for path in ("cases/aground.yml", "docs/index.md", "cases/references.bib"):
        file = world / path
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = {path: (world / path).read_bytes() for path in texts_but_for(world, "cases/references.bib")}
    (world / "cases/references.bib").write_bytes((world / "cases/references.bib").read_bytes() + b"@online{c3, title={C}, keywords={\xe9}}\r\n")
    bibliography = (world / "cases/references.bib").read_bytes()
    assert run(world, "rename", "heron", NEW).exit_code == 0
    assert (world / "cases/references.bib").read_bytes() == bibliography.replace(b"={heron}", f"={{{NEW}}}".encode())
    for path, content in before.items():
        if path != "cases/ships/heron.yml":
            assert (world / path).read_bytes().replace(NEW.encode(), b"heron") == content, path


def texts_but_for(root: Path, *others: str) -> list[str]:
    return [path for path in texts(root) if path not in others]


def things(root: Path) -> list[Thing]:
    catalog = pipeline.check(root).catalog
    found = [naming.thing_called(catalog, name) for name in naming.every_name(catalog)]
    return [thing for thing in found if thing and thing != Thing("kind", "measure")]


GOOD = sorted(path.name for path in (PROJECTS / "good").iterdir() if path.name not in ("costly-page",))


@pytest.mark.parametrize("name", random.Random(14).sample(GOOD, 8))
def test_the_catalog_is_the_same_but_for_the_name(name: str, tmp_path: Path) -> None:
    """Of every kind of thing one, in real projects: what stands there again when the new name is put back by hand is what stood there before."""
    root = copy_project(PROJECTS / "good" / name, tmp_path / "project")
    before, found = texts(root), codes(root)
    every = things(root)
    chosen = {thing.what: thing for thing in random.Random(name).sample(every, len(every))}
    for thing in chosen.values():
        catalog = pipeline.check(root).catalog
        try:
            plan = renaming.plan_of(root, catalog, thing, NEW)
        except edits.CannotEdit as error:
            assert thing.what == "claim" and "keeps its id" in str(error), (thing, str(error))
            continue
        old = thing.name.rpartition("/")[2]
        edits.carry_out(root, plan)
        after = texts(root)
        assert codes(root) == found, thing
        assert by_hand(after, NEW, old) == {path: content.strip() for path, content in before.items()}, thing
        for path in texts(root):
            (root / path).unlink()
        for path, content in before.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content.encode())


def by_hand(files: dict[str, str], new: str, old: str) -> dict[str, str]:
    """Files with the old name put back wherever the new one stands, and without what keeps the old one."""
    kept = re.compile(rf'(, "?{old}"?(?=\])|\n?formerly: \["?{old}"?\]\n?|ids\s*=\s*\{{{old}\}},\s*)')
    return {path.replace(new, old): kept.sub("", content).replace(new, old).strip() for path, content in files.items()}


# --- old ids ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A\n", "name: A\nformerly: [a]\n"),
        ("name: A", "name: A\nformerly: [a]"),
        ("name: A\n\n\n# The end.\n\n\n", "name: A\n\n\n# The end.\nformerly: [a]\n\n\n"),
        ("{name: A, }\n", "{name: A, formerly: [a], }\n"),
        ("formerly: [x]  # X\nname: A\n", "formerly: [x, a]  # X\nname: A\n"),
        ("formerly:\n  - x  # X\nname: A\n", "formerly:\n  - x  # X\n  - a\nname: A\n"),
        ("formerly:\n- x\nname: A\n", "formerly:\n- x\n- a\nname: A\n"),
        ("formerly: [x, b]\nname: A\n", "formerly: [x, a]\nname: A\n"),
        ("formerly: [ships/b]\nname: A\n", "formerly: [a]\nname: A\n"),
        ("formerly: [ports/b]\nname: A\n", "formerly: [ports/b, a]\nname: A\n"),
        ("name: A\nstatus: draft\n", "name: A\nstatus: draft\n"),
        ("formerly: [b]\nname: A\nstatus: draft\n", "name: A\nstatus: draft\n"),
        ("formerly: [b, c]\nname: A\nstatus: draft\n", "formerly: [c]\nname: A\nstatus: draft\n"),
        ("name: A\nformerly:\n  - c\n  - b\nstatus: draft", "name: A\nformerly:\n  - c\nstatus: draft"),
    ],
)
def test_a_published_record_keeps_its_old_id(before: str, after: str, write: Write) -> None:
    root = write({**WORLD, "cases/ships/a.yml": before})
    assert run(root, "rename", "a", "b").exit_code == 0
    assert texts(root)["cases/ships/b.yml"] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@online{a, title={T}}", "@online{b, ids={a}, title={T}}"),
        ("@online{a,\n  title = {T},\n}", "@online{b,\n  ids = {a},\n  title = {T},\n}"),
        ("@online{a,\n  title = {T},\n  ids = {x},\n}", "@online{b,\n  title = {T},\n  ids = {x, a},\n}"),
        ('@online{a, ids = "x, b", title = {T}}', "@online{b, ids = {x, a}, title = {T}}"),
    ],
)
def test_a_source_keeps_its_old_key(before: str, after: str, write: Write) -> None:
    root = write({**WORLD, "cases/references.bib": before + WORLD["cases/references.bib"]})
    assert run(root, "rename", "a", "b").exit_code == 0
    assert texts(root)["cases/references.bib"] == after + WORLD["cases/references.bib"]
    (root / "docs/index.md").write_text("# H\n\n[@a]\n")
    (found,) = (item for item in pipeline.check(root).diagnostics if item.code == "unknown-reference")
    assert (found.help, found.instead, found.is_safe) == ("it is now called 'b'", "[@b]", True)


def test_what_was_never_committed_has_no_old_address(world: Path) -> None:
    commit(world)
    (world / "cases/ships/new.yml").write_text("name: New\n")
    run(world, "rename", "new", "newer")
    assert texts(world)["cases/ships/newer.yml"] == "name: New\n"
    bibliography = world / "cases/references.bib"
    bibliography.write_text(f"{bibliography.read_text()}@online{{new1, title = {{N}}}}\n")
    run(world, "rename", "new1", "new2")
    assert "@online{new2, title = {N}}" in texts(world)["cases/references.bib"]
    run(world, "rename", "heron-two", "egret")
    run(world, "rename", "egret", "heron-two")
    assert "formerly" not in texts(world)["cases/ships/heron-two.yml"]


def addresses(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_the_old_address_answers_on_the_site(world: Path) -> None:
    commit(world)
    assert build.build(world, world / "before").is_dir()
    assert run(world, "rename", "heron", "egret").exit_code == 0
    assert run(world, "rename", "a1", "a3").exit_code == 0
    assert "vanished-id" not in codes(world)
    site = build.build(world, world / "after")
    assert addresses(world / "before") <= addresses(site)
    assert 'href="../egret/"' in (site / "ships/heron/index.html").read_text()
    assert 'data-to="../a3/"' in (site / "sources/a1/index.html").read_text()
    assert run(world, "cite", "a3").exit_code == 0
    assert run(world, "rename", "egret", "heron").exit_code == 0
    assert run(world, "check").exit_code == 0


def test_a_file_that_somebody_renamed_by_hand_leads_to_the_command_that_does_the_rest(world: Path) -> None:
    commit(world)
    (world / "cases/ships/heron.yml").rename(world / "cases/ships/egret.yml")
    found = pipeline.check(world).diagnostics
    told = {(item.code, str(item.help)) for item in found if "casebook rename heron egret" in item.help}
    assert told == {
        ("project-rule", "it seems to be 'egret' now: 'casebook rename heron egret' puts the new id everywhere"),
        ("unknown-record", "it seems to be 'egret' now: 'casebook rename heron egret' puts the new id everywhere"),
        (
            "vanished-id",
            "if it is what cases/ships/egret.yml is now, 'casebook rename heron egret' puts that everywhere, and keeps the old address",
        ),
    }
    errors = {item.code for item in found if item.severity is Severity.ERROR}
    assert errors == {code for code, _help in told}
    assert run(world, "rename", "heron", "egret").output == "'heron' is called 'egret' now, in 8 files\n"
    # Links by address still lead there: the old one answers.
    linking = {path: WORLD[path] for path in ("docs/index.md", "mkdocs.yml")}
    after = {path: content for path, content in texts(world).items() if path not in linking}
    assert after == {path: content for path, content in renamed({**WORLD}, "heron", "egret").items() if path not in linking}
    assert texts(world)["docs/index.md"] == linking["docs/index.md"].replace("of [[heron", "of [[egret").replace("| [[heron", "| [[egret")
    assert build.build(world).is_dir()


def test_an_id_that_is_gone_is_no_name_of_another_record(world: Path) -> None:
    """The name is still Heron; a quick fix would print the id on the pages."""
    commit(world)
    (world / "cases/ships/heron.yml").rename(world / "cases/ships/egret.yml")
    found = [item for item in pipeline.check(world).diagnostics if item.code == "unknown-record"]
    assert {str(item.help) for item in found} == {"it seems to be 'egret' now: 'casebook rename heron egret' puts the new id everywhere"}
    assert not any(item.is_safe for item in found)


def test_what_was_deleted_is_brought_back_by_the_command_that_is_named(world: Path) -> None:
    commit(world)
    path = world / "cases/ships/heron.yml"
    was = path.read_text()
    for is_committed in (False, True):
        path.unlink()
        if is_committed:
            commit(world)
        found = [item for item in pipeline.check(world).diagnostics if item.code in ("unknown-record", "unknown-claim", "vanished-id")]
        commands = {told[1] for item in found if (told := re.search("'(git checkout [^']*)'", item.help))}
        assert {item.code for item in found if "git checkout" in item.help} >= {"unknown-record", "vanished-id"}
        assert len(commands) == 1
        subprocess.run(commands.pop().split(), cwd=world, check=True, capture_output=True)
        assert path.read_text() == was


BEGUN = {
    "source": ("a1", "a9", {"cases/references.bib": ("{a1,", "{a9,")}, "unknown-reference"),
    "word": ("roles/host", "guest", {"cases/vocabularies/roles.yml": ("id: host", "id: guest")}, "unknown-term"),
    "kind": ("ship", "boat", {"cases/kinds/boat.yml": None}, "unknown-kind"),
}


@pytest.mark.parametrize("what", BEGUN)
def test_what_somebody_began_to_rename_by_hand_the_command_finishes(world: Path, what: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The first message that there is names it, and afterwards all is as if it had done everything."""
    old, new, changes, code = BEGUN[what]
    commit(world)
    by_command = copy_project(world, tmp_path_factory.mktemp("by-command") / "project")
    for path, change in changes.items():
        if change:
            (world / path).write_text((world / path).read_text().replace(*change, 1))
        else:
            (world / "cases/kinds/ship.yml").rename(world / path)
    found = pipeline.check(world).diagnostics
    assert (found[0].code, f"'casebook rename {old} {new}'" in found[0].help) == (code, True)
    assert run(world, "rename", old, new).exit_code == run(by_command, "rename", old, new).exit_code == 0
    # Links by address still lead there: the old one answers.
    assert {**texts(world), "docs/index.md": ""} == {**texts(by_command), "docs/index.md": ""}
    assert codes(world) == codes(by_command)


def test_what_was_renamed_by_hand_and_committed_keeps_its_address(world: Path) -> None:
    """On a branch of one's own: what is published has the old key still."""
    commit(world)
    subprocess.run(["git", "checkout", "-q", "-b", "mine"], cwd=world, check=True)
    path = world / "cases/references.bib"
    path.write_text(path.read_text().replace("{a1,", "{a9,"))
    commit(world)
    assert codes(world)["vanished-id"] == 1
    assert run(world, "rename", "a1", "a9").exit_code == 0
    assert "ids={a1}" in path.read_text()
    assert codes(world)["vanished-id"] == 0


def test_the_file_that_is_to_take_a_name_over_has_to_be_sound_first(world: Path) -> None:
    commit(world)
    (world / "cases/ships/heron.yml").rename(world / "cases/heron-too.yml")
    told = run(world, "rename", "heron", "heron-too").output
    assert told == "casebook: what cannot be read may name it, too: mend cases/heron-too.yml first ('casebook check' says how)\n"


def test_a_folder_that_was_renamed_with_its_kind_is_told_both_ways(world: Path) -> None:
    (world / "cases/ships").rename(world / "cases/vessels")
    help = next(item.help for item in pipeline.check(world).diagnostics if item.code == "stray-file")
    assert help == (
        "the kind 'ship' has the folder cases/ships/, which is not there: call this folder so, or write 'folder: vessels' in cases/kinds/ship.yml, "
        "and 'address: ships', so that addresses stay"
    )


def test_who_began_with_the_mentions_is_told_the_command_too(world: Path) -> None:
    commit(world)
    path = world / "cases/aground.yml"
    path.write_text(
        path.read_text()
        .replace("origin: heron", "origin: grey-egret")
        .replace("cite: [a1, {", "cite: [z9, {")
        .replace("role: host}]", "role: guest}]")
    )
    told = {item.code: str(item.help) for item in pipeline.check(world).diagnostics}
    assert "if 'heron', which stood here before, is to be called so: 'casebook rename heron grey-egret' does it everywhere" in told["unknown-record"]
    assert "'casebook rename a1 z9'" in told["unknown-reference"]


def test_a_published_claim_gets_its_id_back(world: Path) -> None:
    commit(world)
    path = world / "cases/aground.yml"
    path.write_text(path.read_text().replace("{id: crew,", "{id: men,"))
    found = {item.code: item for item in pipeline.check(world).diagnostics}
    assert (found["vanished-id"].span.shown, found["vanished-id"].instead) == ("men", "crew")
    assert "write 'id: crew' there again" in found["unknown-claim"].help
    assert "uncorrected-change" not in {item.code for item in pipeline.check(world, "HEAD").diagnostics}
    told = run(world, "rename", "aground/crew", "men").output
    assert told == "casebook: a claim keeps its id for good: write 'id: crew' again where cases/aground.yml has 'men' now\n"


def test_two_records_become_one(world: Path) -> None:
    commit(world)
    (world / "cases/ships/heron.yml").unlink()
    help = next(item.help for item in pipeline.check(world).diagnostics if item.code == "unknown-record")
    assert "'casebook rename heron OTHER' names that everywhere" in help
    assert run(world, "rename", "heron", "heron-two").exit_code == 0
    assert texts(world)["cases/ships/heron-two.yml"].endswith("formerly: [heron]\n")
    assert not {"unknown-record", "unknown-claim", "vanished-id"} & {*codes(world)}


def test_two_sources_become_one(world: Path) -> None:
    commit(world)
    path = world / "cases/references.bib"
    path.write_text(path.read_text().partition("\n")[2].replace(", via = {a1}", ""))
    assert run(world, "rename", "a1", "b2").exit_code == 0
    assert path.read_text() == '@online{b2, ids = {a1}, title = {heron}, publisherid = "heron-two"}\n'
    assert not {"unknown-reference", "vanished-id"} & {*codes(world)}


def test_a_source_that_was_renamed_keeps_its_address_and_says_so_to_a_reviewer(world: Path) -> None:
    commit(world)
    assert run(world, "rename", "a1", "a9").exit_code == 0
    told = run(world, "diff", "HEAD").output
    assert "the source a1 is called a9 now; its old address leads there [renamed-source]" in told
    assert "broken-address" not in told


def test_who_renames_by_hand_and_into_another_kind_keeps_the_whole_old_address(world: Path) -> None:
    commit(world)
    (world / "cases/afloat.yml").unlink()
    (world / "cases/ships/afloat-two.yml").write_text("name: Afloat\n")
    (world / "cases/aground.yml").write_text(WORLD["cases/aground.yml"].replace("related:", "# related:").replace("[#crew]", "[[afloat]]"))
    assert run(world, "rename", "afloat", "afloat-two").exit_code == 0
    assert texts(world)["cases/ships/afloat-two.yml"] == "name: Afloat\nformerly: [cases/afloat]\n"
    assert run(world, "check").exit_code == 0


# --- all or nothing -----------------------------------------------------------------------------------------------

REFUSED = {
    "heron heron": "'heron' is called so already",
    "heorn egret": "there is nothing called 'heorn'; did you mean 'heron'?",
    "heron Egret": "'Egret' cannot be an id: small letters a-z, digits, and single hyphens or full stops between them, at most 64; 'egret' can",
    "heron con": "'con' cannot be an id: it is what Windows calls a device (CON), in every folder; add something to it",
    "heron aground": "the id 'aground' is taken; choose another",
    "heron once": "the id 'once' is taken: it was that of cases/ships/other.yml, and its old address leads there; choose another",
    "once egret": "'once' is called 'other' now",
    "aground/crew men": "a claim keeps its id for good: whoever has quoted 'aground/crew' finds it at that address. "
    "What is shown of it can be changed freely; a claim that says something else is a new one",
    "aground/crew sum": "'aground' has a claim 'sum' already; choose another id",
    "a1 b2": "'b2' is taken by its entry in cases/references.bib; choose another. If both are one: put there what only the entry of 'a1' says, "
    "delete that, and do this again",
    "heron heron-two": "'heron-two' is taken by cases/ships/heron-two.yml; choose another. If both are one: put there what only "
    "cases/ships/heron.yml says, delete that, and do this again",
    "a1 a,b": "'a,b' is no citation key: letters, digits, and : . + / ' _ - & ( ) * ! between them, at most 120",
    "ship case": "there is a kind 'case' already; choose another name",
    "ship Ship": "'Ship' cannot be the name of a kind: small letters, digits and hyphens",
    "measure count": "the kind 'measure' is there by itself, and keeps its name",
    "roles/host roles/Guest": "'Guest' cannot be an id: small letters a-z, digits, and single hyphens or full stops between them, at most 64; "
    "'guest' can",
    "roles/host guest": "'guest' is taken by another word of 'roles'; choose another. If both are one: put there what only the word 'roles/host' "
    "says, delete that, and do this again",
}


@pytest.mark.parametrize("asked", REFUSED)
def test_what_cannot_be_is_refused_and_changes_nothing(asked: str, write: Write) -> None:
    roles = WORLD["cases/vocabularies/roles.yml"] + "  - {id: guest, label: L, description: D}\n"
    root = write({**WORLD, "cases/ships/other.yml": "name: O\nformerly: [once]\n", "cases/vocabularies/roles.yml": roles})
    before = texts(root)
    result = run(root, "rename", *asked.split())
    assert (result.exit_code, result.output) == (2, f"casebook: {REFUSED[asked]}\n")
    assert texts(root) == before


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("cases/torn.yml", "title: [\n", "cases/torn.yml"),
        ("cases/wrong.yml", "titel: T\nships: heron\n", "cases/wrong.yml"),
        ("cases/references.bib", "@online{a1{, title={A}}\n", "cases/references.bib"),
        ("cases/vocabularies/more.yml", "title: T\n", "cases/vocabularies/more.yml"),
        ("cases/kinds/port.yml", "label: [\n", "cases/kinds/port.yml"),
        ("docs/more.md", "A\u200bB [[heron]]\n", "docs/more.md"),
    ],
)
def test_while_something_cannot_be_read_nothing_is_renamed(path: str, content: str, said: str, write: Write) -> None:
    root = write({**WORLD, path: content})
    before = texts(root)
    result = run(root, "rename", "heron", "egret")
    assert result.output == f"casebook: what cannot be read may name it, too: mend {said} first ('casebook check' says how)\n"
    assert texts(root) == before


def test_a_name_that_is_hidden_by_escapes_is_told(write: Write) -> None:
    root = write({**WORLD, "cases/more.yml": 'title: T\nsummary: "A\\u0021 [[\\u0068eron]]"\n'})
    before = texts(root)
    assert run(root, "rename", "heron", "egret").output == (
        "casebook: cases/more.yml:2: the text of 'summary' names it with escapes, or over the end of a line: "
        "write the name there as it is, and try again\n"
    )
    assert texts(root) == before


def test_when_a_file_cannot_be_written_all_are_as_they_were(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(world)
    count, replace = 0, writing.replace

    def fails_later(path: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(28, "No space left on device")
        replace(path, content)

    monkeypatch.setattr(writing, "replace", fails_later)
    result = run(world, "rename", "heron", "egret")
    assert (result.exit_code, result.output) == (
        2,
        "casebook: cases/kinds/ship.yml cannot be written: No space left on device; nothing was changed\n",
    )
    assert texts(world) == before


def test_a_file_that_changes_meanwhile_is_left_alone(world: Path) -> None:
    plan = renaming.plan(world, pipeline.check(world).catalog, "heron", "egret")
    (world / "docs/index.md").write_text(f"New.\n{WORLD['docs/index.md']}")
    before = texts(world)
    with pytest.raises(edits.CannotEdit, match=r"docs/index.md:1 has changed meanwhile: try again"):
        edits.carry_out(world, plan)
    assert texts(world) == before


def test_a_dry_run_shows_a_difference_that_git_takes(world: Path) -> None:
    commit(world)
    before = texts(world)
    shown = run(world, "rename", "--dry-run", "heron", "egret").output
    assert texts(world) == before
    assert "diff --git a/cases/ships/heron.yml b/cases/ships/egret.yml\nrename from cases/ships/heron.yml\n" in shown
    subprocess.run(["git", "apply"], cwd=world, input=shown, text=True, check=True)
    assert texts(world) == renamed(before, "heron", "egret")


def test_a_living_block_calls_a_record_and_a_word_by_their_new_names(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/living-block", tmp_path / "project")
    for old, new in (("growers", NEW), ("case-kinds/live-sale", NEW), ("weight", "mass")):
        assert CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "rename", old, new]).exit_code == 0
        assert not pipeline.check(root).diagnostics
    page = (root / "docs/index.md").read_text("utf-8")
    assert f"where: {{kind: {NEW}, organisations: {NEW}}}" in page
    assert f"where: {{measure: mass, dimension: [amount, null], kind: [{NEW}, null]}}, not: {{organisations: {NEW}}}" in page
    assert "fields: [kind, organisations, mass]\nsort: -mass\n" in page
    assert "measure: mass\n```" in page
