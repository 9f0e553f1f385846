"""`casebook lsp`, asked over its protocol as an editor asks: each feature, with the whole of its answers, in a small catalog."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from casebook.base.scripts import is_chinese

from tests.conftest import KINDS
from tests.language_server.client import Editor, RequestFailed, applied, written

FIX_ALL = "source.fixAll.casebook"
CASE = """\
title: 一场🍎直播
summary: 😀 [[ann]] sold [#plays] of 🍎 there. [@smith2020, p. 3]
kind: live-sale
platforms:
  - {id: wesee, role: host}
claims:
  - id: plays
    measure: plays
    value: 5200
    bound: up-to
    as_of: 2020-04-18
    scope: the whole evening
    cite: ["smith2020[p. 9]", jones2021]
    note: Who counted is not said.
  - {id: word, statement: Apples were sold., origin: ann, cite: jones2021}
story:
  results: |
    More than [#apples/plays], says 快手 [[wesee|the app]].
"""
FILES = {
    "mkdocs.yml": "site_name: T\\nsite_url: https://example.org/c/\n".replace("\\n", "\n"),
    "cases/apples.yml": CASE,
    "cases/pears.yml": "title: Pears\nsummary: A sale of pears.\nrelated: [{case: apples, relation: parallel, why: Fruit.}]\n",
    "cases/platforms/wesee.yml": "name: WeSee\nname_zh: 微视\naliases: [Weishi]\nsummary: An app for [[apples|sales]].\nowner: tencent\n",
    "cases/organisations/tencent.yml": "name: Tencent\nsummary: A company.\n",
    "cases/organisations/press.yml": "name: The Press\nsummary: A newspaper.\n",
    "cases/people/ann.yml": "name: Ann Smith\nsummary: A grower.\n",
    "cases/measures/plays.yml": "name: Plays\nunit: plays\ndimension: reach\ndefinition: How often it was played.\n",
    "cases/vocabularies/roles.yml": "title: R\nsummary: S\nterms:\n  - {id: host, label: host platform, description: Where it was.}\n"
    "  - {id: shop, label: shop, description: Where it was sold.}\n",
    "cases/vocabularies/case-kinds.yml": "title: K\nsummary: S\nterms:\n  - {id: live-sale, label: live sale, description: Sold live.}\n",
    "cases/vocabularies/relations.yml": "title: L\nsummary: S\nterms:\n  - {id: parallel, label: parallel, description: Alike.}\n",
    "cases/vocabularies/dimensions.yml": "title: D\nsummary: S\nterms:\n  - {id: reach, label: reach, description: How many.}\n",
    "cases/references.bib": """\
@online{smith2020,
  author = {Smith, Ann},
  title = {Apples & Pears},
  year = 2020,
  url = {https://example.com/a},
  publisherid = {press},
  read = {whole},
}

@online{jones2021,
  author = {Jones, Bo},
  title = {Plums},
  year = 2021,
  via = {smith2020},
}
""",
    "docs/index.md": """\
# Home

| 🍎 | b |
|---|---|
| [[wesee\\|微视]] | [##apples/plays] |

[A sale](cases/apples/index.md#plays) [@smith2020]

## More
""",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lsp") / "一个 catalog"
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    shutil.copytree(KINDS, folder / "cases/kinds")
    (folder / "mkdocs.yml").write_text("site_name: T\nsite_url: https://example.org/c\nplugins:\n  - casebook: {languages: [zh]}\n")
    return folder


@pytest.fixture(scope="module")
def shared(root: Path) -> Iterator[Editor]:
    editor = Editor(root)
    yield editor
    assert editor.end() == 0
    assert editor.messages == []
    assert b"Traceback" not in editor.errors


@pytest.fixture
def editor(shared: Editor) -> Iterator[Editor]:
    """An editor with all files open as they are on the disk."""
    for path in FILES:
        shared.open(path)
    yield shared
    for path in FILES:
        shared.close(path)


def labels(items: list[dict[str, Any]]) -> list[str]:
    return [item["label"] for item in items]


def range_of(line: int, start: int, end: int) -> dict[str, Any]:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


# --- what is wrong ------------------------------------------------------------------------------------------------


def test_what_is_wrong_is_shown_while_one_types_and_gone_when_it_is_mended(editor: Editor) -> None:
    editor.type("cases/apples.yml", CASE.replace("[[ann]]", "[[anne]]"))
    (found,) = editor.found("cases/apples.yml", bool)
    # The emoji before it is two units wide.
    assert found == {
        "range": range_of(1, 12, 20),
        "message": "there is no record 'anne'\ndid you mean 'ann'? If not: 'casebook new case anne' makes cases/anne.yml",
        "severity": 1,
        "code": "unknown-record",
        "codeDescription": {"href": "https://example.org/c/rules/unknown-record/"},
        "source": "casebook",
    }
    editor.type("cases/apples.yml", CASE)
    assert editor.found("cases/apples.yml", lambda items: not items) == []


def test_what_an_edit_breaks_in_another_file_is_shown_there(editor: Editor) -> None:
    editor.type("cases/apples.yml", CASE.replace("id: plays", "id: views").replace("[#plays]", "[#views]").replace("[#apples/plays]", "[#views]"))
    (found,) = editor.found("docs/index.md", bool)
    assert (found["range"], found["code"]) == (range_of(4, 18, 34), "unknown-claim")
    editor.close("cases/apples.yml")
    assert editor.found("docs/index.md", lambda items: not items) == []


def test_broken_yaml_is_told_at_its_place(editor: Editor) -> None:
    editor.type("cases/pears.yml", FILES["cases/pears.yml"] + "kind: [live-sale\n")
    assert [item["code"] for item in editor.found("cases/pears.yml", bool)] == ["yaml-syntax"]
    # Each mistake at its place, and what is wrong in what stands between.
    editor.type("cases/pears.yml", FILES["cases/pears.yml"] + "kind [live-sale]\nplatforms:\n  - {id: orchrd-tv, role: host\nviews 17 million\n")
    last = FILES["cases/pears.yml"].count("\n")
    found = editor.found("cases/pears.yml", lambda items: len(items) > 2)
    assert {(item["code"], item["range"]["start"]["line"] - last) for item in found} >= {("yaml-syntax", 0), ("yaml-syntax", 2), ("yaml-syntax", 3)}
    editor.type("cases/pears.yml", FILES["cases/pears.yml"])
    editor.found("cases/pears.yml", lambda items: not items)


@pytest.mark.parametrize(
    ("path", "wrong", "right"),
    [
        ("cases/apples.yml", "id: wesea,", "id: wesee,"),
        ("cases/apples.yml", "role: hots}", "role: host}"),
        ("cases/apples.yml", "[[weesee|the", "[[wesee|the"),
        ("cases/apples.yml", "bound: up-too", "bound: up-to"),
        ("cases/apples.yml", "    scop: ", "    scope: "),
        ("cases/apples.yml", "cite: jones2012", "cite: jones2021"),
        ("cases/apples.yml", "[@smith2002, p. 3]", "[@smith2020, p. 3]"),
        ("cases/apples.yml", "[#apples/play]", "[#apples/plays]"),
        ("cases/references.bib", "{pres}", "{press}"),
        ("docs/index.md", "[[weesee", "[[wesee"),
    ],
)
def test_each_did_you_mean_is_put_right_by_one_key(path: str, wrong: str, right: str, editor: Editor) -> None:
    text = FILES[path].replace(right, wrong, 1)
    assert text != FILES[path]
    editor.type(path, text)
    (found,) = editor.found(path, bool)
    asked = {"textDocument": {"uri": editor.uri(path)}, "range": found["range"], "context": {"diagnostics": [found]}}
    action = editor.ask("textDocument/codeAction", asked)[0]
    assert (action["kind"], action["diagnostics"]) == ("quickfix", [found])
    ((uri, edits),) = action["edit"]["changes"].items()
    assert (editor.path(uri), applied(text, edits)) == (path, FILES[path])
    editor.type(path, FILES[path])
    editor.found(path, lambda items: not items)


def actions(editor: Editor, path: str, at: dict[str, Any], only: list[str] | None = None) -> list[dict[str, Any]]:
    context = {"diagnostics": [], **({"only": only} if only else {})}
    return list(editor.ask("textDocument/codeAction", {"textDocument": {"uri": editor.uri(path)}, "range": at, "context": context}))


def test_all_that_is_certain_in_a_file_is_mended_at_once_also_when_it_is_saved(editor: Editor) -> None:
    wrong = CASE.replace("role: host", "role: Host").replace("2020-04-18", "18 April 2020").replace("[[ann]]", "[[anne]]")
    editor.type("cases/apples.yml", wrong)
    found = editor.found("cases/apples.yml", lambda items: len(items) > 2)
    at = next(item["range"] for item in found if item["range"]["start"]["line"] == 4)
    one, every, _saved = actions(editor, "cases/apples.yml", at)
    (saved,) = actions(editor, "cases/apples.yml", range_of(0, 0, 0), ["source.fixAll"])
    assert (one["title"], every["title"], saved["kind"]) == (
        "write host",
        "mend all 2 things in this file that are certain",
        "source.fixAll.casebook",
    )
    for action in (every, saved):
        assert applied(wrong, action["edit"]["changes"][editor.uri("cases/apples.yml")]) == CASE.replace("[[ann]]", "[[anne]]")
    assert actions(editor, "cases/apples.yml", range_of(0, 0, 0), ["quickfix"]) == []
    assert actions(editor, "cases/apples.yml", at, ["refactor"]) == []
    editor.type("cases/apples.yml", CASE)
    editor.found("cases/apples.yml", lambda items: not items)


@pytest.mark.parametrize(
    ("path", "wrong", "paths"),
    [
        ("cases/apples.yml", ("id: wesee", "id: videoland"), ["cases/platforms/videoland.yml"]),
        (
            "cases/apples.yml",
            ("origin: ann", "origin: guild"),
            ["cases/platforms/guild.yml", "cases/organisations/guild.yml", "cases/people/guild.yml"],
        ),
        (
            "cases/references.bib",
            ("{press}", "{the-herald}"),
            ["cases/organisations/the-herald.yml", "cases/people/the-herald.yml", "cases/platforms/the-herald.yml"],
        ),
    ],
)
def test_a_record_that_is_missing_is_made_where_it_is_named(path: str, wrong: tuple[str, str], paths: list[str], editor: Editor) -> None:
    editor.type(path, FILES[path].replace(*wrong))
    (found,) = [item for item in editor.found(path, bool) if item["code"] == "unknown-record"]
    made = [action["edit"]["documentChanges"] for action in actions(editor, path, found["range"]) if "documentChanges" in action["edit"]]
    assert [editor.path(file["uri"]) for file, _text in made] == paths
    for file, text in made:
        assert (file["kind"], text["textDocument"]) == ("create", {"uri": file["uri"], "version": None})
        assert text["edits"][0]["newText"].startswith("# yaml-language-server: $schema=")
    # The first of them, opened and not saved, is there.
    new = paths[0]
    editor.open(new, made[0][1]["edits"][0]["newText"])
    editor.found(path, lambda items: not items)
    editor.close(new)
    editor.found(path, bool)
    editor.type(path, FILES[path])
    editor.found(path, lambda items: not items)


# --- completion ---------------------------------------------------------------------------------------------------

HEAD = "title: T\nsummary: S\n"
# What somebody has typed, in what file; what is offered first; and what stands there with the first.
COMPLETED: dict[str, tuple[str, str, list[str], str]] = {
    "a field": ("cases/pears.yml", f"{HEAD}plat¦", ["platforms"], f"{HEAD}platforms:\n  - id: $1\n    role: $2"),
    "a field of paragraphs": ("cases/pears.yml", f"{HEAD}stor¦", ["story"], f"{HEAD}story:\n  context: |\n    $1"),
    "a field that has its colon": ("cases/pears.yml", f"{HEAD}plat¦: []\n", ["platforms"], f"{HEAD}platforms: []\n"),
    "in the middle of a name": ("cases/pears.yml", f"{HEAD}cite: jon¦2020\n", ["jones2021"], f"{HEAD}cite: jones2021\n"),
    "in the middle of a link": ("cases/pears.yml", f"{HEAD}text: |\n  By [[an¦nie]] and\n", ["ann"], f"{HEAD}text: |\n  By [[ann]] and\n"),
    "in the middle of a text": ("cases/pears.yml", f"{HEAD}text: |\n  由[[微¦信公司", ["wesee"], f"{HEAD}text: |\n  由[[wesee]]信公司"),
    "a link that YAML takes for a list": ("cases/pears.yml", "title: T\nsummary: [[ten¦\n", ["tencent"], "title: T\nsummary: [[tencent]]\n"),
    "a name with other signs": ("cases/pears.yml", f"{HEAD}people: [{{id: ÁNN s¦}}]\n", ["ann"], f"{HEAD}people: [{{id: ann}}]\n"),
    "a name that is mistyped": ("cases/pears.yml", f"{HEAD}platforms: [{{id: wessee¦}}]\n", ["wesee"], f"{HEAD}platforms: [{{id: wesee}}]\n"),
    "a bound as a source puts it": ("cases/pears.yml", f"{HEAD}claims:\n  - bound: ove¦", ["more-than"], f"{HEAD}claims:\n  - bound: more-than"),
    "a field of a part": ("cases/pears.yml", f"{HEAD}claims:\n  - id: a\n    sco¦", ["scope"], f"{HEAD}claims:\n  - id: a\n    scope: "),
    "a field in brackets": ("cases/pears.yml", f"{HEAD}platforms: [{{id: wesee, r¦", ["role"], f"{HEAD}platforms: [{{id: wesee, role: "),
    "a record": ("cases/pears.yml", f"{HEAD}platforms:\n  - id: ¦", ["wesee"], f"{HEAD}platforms:\n  - id: wesee"),
    "a record by another name": ("cases/pears.yml", f"{HEAD}platforms: [{{id: 微¦}}]", ["wesee"], f"{HEAD}platforms: [{{id: wesee}}]"),
    "a record by its alias": ("cases/pears.yml", f"{HEAD}claims:\n  - origin: weishi¦", ["wesee"], f"{HEAD}claims:\n  - origin: wesee"),
    "a record of a list": ("cases/platforms/wesee.yml", "name: W\nowner: ten¦\n", ["tencent"], "name: W\nowner: tencent\n"),
    "a word": ("cases/pears.yml", f"{HEAD}platforms: [{{id: wesee, role: h¦}}]", ["host", "shop"], f"{HEAD}platforms: [{{id: wesee, role: host}}]"),
    "one of few words": ("cases/pears.yml", f"{HEAD}claims:\n  - bound: less¦", ["less-than"], f"{HEAD}claims:\n  - bound: less-than"),
    "a key": ("cases/pears.yml", f"{HEAD}cite: smi¦", ["smith2020", "smith2020[…]"], f"{HEAD}cite: smith2020"),
    "a key by an author": ("cases/pears.yml", f"{HEAD}cite: [Bo¦]", ["jones2021", "jones2021[…]"], f"{HEAD}cite: [jones2021]"),
    "a place in a source": ("cases/pears.yml", f'{HEAD}cite: ["smith2020[p¦"]', ["p. 9", "p. 3"], f'{HEAD}cite: ["smith2020[p. 9"]'),
    "a measure": ("cases/pears.yml", f"{HEAD}claims:\n- measure: ¦", ["plays"], f"{HEAD}claims:\n- measure: plays"),
    "a link in a text": ("cases/pears.yml", f"{HEAD}text: |\n  🍎 [[微¦ and more", ["wesee"], f"{HEAD}text: |\n  🍎 [[wesee]] and more"),
    "a link that is closed": ("cases/pears.yml", f"{HEAD}text: |\n  [[we¦]]", ["wesee"], f"{HEAD}text: |\n  [[wesee]]"),
    "a claim of this record": ("cases/apples.yml", f"{CASE}text: |\n  [#w¦", ["word"], f"{CASE}text: |\n  [#word]"),
    "a claim of a file that does not parse": (
        "cases/apples.yml",
        f'{CASE}text: "[#w¦\n  title: :',
        ["word"],
        f'{CASE}text: "[#word]\n  title: :',
    ),
    "a record with claims": ("cases/pears.yml", f"{HEAD}text: |\n  [##¦", ["apples"], f"{HEAD}text: |\n  [##apples/"),
    "a claim of that record": ("cases/pears.yml", f"{HEAD}text: |\n  [#apples/¦]", ["plays", "word"], f"{HEAD}text: |\n  [#apples/plays]"),
    "a source in a text": ("cases/pears.yml", f"{HEAD}summary: A [@plum¦", ["jones2021"], f"{HEAD}summary: A [@jones2021]"),
    "a second source": ("cases/pears.yml", f"{HEAD}text: >-\n  A [@a, p. 1; @pears¦", ["smith2020"], f"{HEAD}text: >-\n  A [@a, p. 1; @smith2020]"),
    "a place in a text": ("cases/pears.yml", f"{HEAD}text: |\n  [@smith2020, ¦", ["p. 9", "p. 3"], f"{HEAD}text: |\n  [@smith2020, p. 9"),
    "on a page": ("docs/index.md", "🍎 | [[微¦ |\n", ["wesee"], "🍎 | [[wesee]] |\n"),
    "a claim on a page": ("docs/index.md", "[#apples/p¦", ["plays"], "[#apples/plays]"),
    "a publisher": ("cases/references.bib", "@online{a,\n  publisherid = {pr¦},\n}", ["press"], "@online{a,\n  publisherid = {press},\n}"),
    "another source": ("cases/references.bib", "@online{a,\n  via = {smi¦},\n}", ["smith2020"], "@online{a,\n  via = {smith2020},\n}"),
    "how much was read": ("cases/references.bib", "@online{a,\n  read = {¦},\n}", ["whole", "part", "no"], "@online{a,\n  read = {whole},\n}"),
    "a kind": ("cases/kinds/case.yml", "fields:\n  a:\n    kind: pers¦", ["person"], "fields:\n  a:\n    kind: person"),
    "a vocabulary": ("cases/kinds/case.yml", "fields:\n  a: {vocabulary: rel¦}", ["relations"], "fields:\n  a: {vocabulary: relations}"),
    "where nothing may stand": ("cases/pears.yml", "title: Te¦", [], ""),
}


@pytest.mark.parametrize("what", COMPLETED)
def test_what_may_stand_there_is_offered_however_broken_the_file_is(what: str, editor: Editor) -> None:
    path, text, expected, then = COMPLETED[what]
    if path not in FILES:
        editor.open(path)
    items = editor.completed(path, text)
    assert labels(items)[: len(expected)] == expected
    assert (written(text, items[0]) if items else "") == then
    assert [item["sortText"] for item in items] == sorted(item["sortText"] for item in items)
    if path not in FILES:
        editor.close(path)


def test_what_is_offered_says_what_it_is(editor: Editor) -> None:
    (item,) = editor.completed("cases/pears.yml", f"{HEAD}platforms: [{{id: w¦")
    assert item == {
        "label": "wesee",
        "kind": 18,
        "detail": "WeSee",
        "documentation": {"kind": "markdown", "value": "An app for [[apples|sales]]."},
        "sortText": "0000",
        "filterText": "w",
        "insertTextFormat": 1,
        "textEdit": {"range": range_of(2, 17, 18), "newText": "wesee"},
    }
    field = editor.completed("cases/pears.yml", f"{HEAD}claims:\n  - as_¦")[0]
    assert field["documentation"]["value"].endswith("\n\n```yaml\nas_of: 2020-04-18\n```")
    claim = editor.completed("cases/pears.yml", f"{HEAD}text: |\n  [#apples/pl¦")[0]
    assert claim["detail"] == "up to 5,200\xa0plays"


# --- pointing -----------------------------------------------------------------------------------------------------

POINTED = {
    "a record in a field": ("cases/apples.yml", "wesee, role", "**WeSee · 微视**  \nplatform\n\nAn app for sales."),
    "a record in a text": ("cases/apples.yml", "ann]]", "**Ann Smith**  \nperson\n\nA grower."),
    "a record on a page": ("docs/index.md", "wesee\\", "**WeSee · 微视**  \nplatform\n\nAn app for sales."),
    "a claim": (
        "cases/apples.yml",
        "plays] of",
        "**up to 5,200 plays**  \n一场🍎直播\n\nPlays, the whole evening, 18 April 2020\n\n"
        "◐ One voice: Smith 2020, which names Jones 2021 (not read).\n\n*Who counted is not said.*",
    ),
    "a statement": (
        "cases/apples.yml",
        "word, state",
        "**Apples were sold.**  \n一场🍎直播\n\n❝ Ann Smith says so, in Smith 2020, which names Jones 2021 (not read).",
    ),
    "a source": ("cases/apples.yml", "smith2020, p. 3", "Ann Smith (2020). *Apples & Pears*.\n\n<https://example.com/a>\n\nread"),
    "a source known through another": ("cases/references.bib", "jones2021", "Bo Jones (2021). *Plums*.\n\nnot read"),
    "a word": ("cases/apples.yml", "host}", "**host platform**\n\nWhere it was."),
    "a field": ("cases/apples.yml", "as_of:", "When the claim held, as precisely as stated"),
    "a field in brackets": ("cases/apples.yml", "role: host", "Its part: a term of the vocabulary *roles*."),
    "a kind": ("cases/kinds/case.yml", "platform\n    vocabulary", "**Platform** (Platforms)"),
}


@pytest.mark.parametrize("what", POINTED)
def test_what_one_points_at_is_explained(what: str, editor: Editor) -> None:
    path, sought, expected = POINTED[what]
    if path not in FILES:
        editor.open(path)
    told = editor.ask("textDocument/hover", editor.at(path, sought, 1))
    assert told["contents"]["kind"] == "markdown"
    assert told["contents"]["value"].startswith(expected)


def test_where_nothing_is_nothing_is_said(editor: Editor) -> None:
    for method in ("textDocument/hover", "textDocument/definition", "textDocument/prepareRename"):
        assert editor.ask(method, editor.at("cases/apples.yml", "sold")) is None


@pytest.mark.parametrize(
    ("sought", "path", "place"),
    [
        ("wesee, role", "cases/platforms/wesee.yml", range_of(0, 0, 0)),
        ("plays], says", "cases/apples.yml", range_of(6, 8, 13)),
        ("smith2020[p. 9]", "cases/references.bib", range_of(0, 8, 17)),
        ("host}", "cases/vocabularies/roles.yml", range_of(3, 9, 13)),
    ],
)
def test_a_name_leads_to_where_it_is_defined(sought: str, path: str, place: dict[str, Any], editor: Editor) -> None:
    assert editor.ask("textDocument/definition", editor.at("cases/apples.yml", sought, 2)) == {"uri": editor.uri(path), "range": place}


def test_every_place_that_names_something_is_found(editor: Editor) -> None:
    place = editor.at("docs/index.md", "wesee", 2)
    found = editor.ask("textDocument/references", {**place, "context": {"includeDeclaration": True}})
    assert [(editor.path(one["uri"]), one["range"]) for one in found] == [
        ("cases/platforms/wesee.yml", range_of(0, 0, 0)),
        ("cases/apples.yml", range_of(4, 9, 14)),
        ("cases/apples.yml", range_of(17, 41, 46)),
        ("docs/index.md", range_of(4, 4, 9)),
    ]
    assert len(editor.ask("textDocument/references", {**place, "context": {"includeDeclaration": False}})) == 3


def test_what_is_not_saved_counts(editor: Editor) -> None:
    editor.type("cases/pears.yml", FILES["cases/pears.yml"].replace("A sale", "🍎🍎 [[wesee]], a sale"))
    found = editor.ask("textDocument/references", {**editor.at("docs/index.md", "wesee", 2), "context": {"includeDeclaration": False}})
    assert (editor.uri("cases/pears.yml"), range_of(1, 16, 21)) in [(one["uri"], one["range"]) for one in found]


def test_the_outline_of_a_record_a_bibliography_and_a_page(editor: Editor) -> None:
    def outline(path: str) -> list[tuple[str, str, list[Any]]]:
        def part(symbol: dict[str, Any]) -> tuple[str, str, list[Any]]:
            return symbol["name"], symbol.get("detail", ""), [part(child) for child in symbol["children"]]

        return [part(symbol) for symbol in editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(path)}})]

    ((title, kind, parts),) = outline("cases/apples.yml")
    assert (title, kind) == ("一场🍎直播", "case")
    assert [(name, detail) for name, detail, _parts in parts] == [
        ("summary", "😀 [[ann]] sold [#plays] of 🍎 there. [@smith2020, p. 3]"),
        ("kind", "live-sale"),
        ("platforms", ""),
        ("plays", "up to 5,200\xa0plays"),
        ("word", "Apples were sold."),
        ("What came of it", ""),
    ]
    assert outline("cases/references.bib") == [("smith2020", "Apples & Pears", []), ("jones2021", "Plums", [])]
    assert outline("docs/index.md") == [("Home", "", [("More", "", [])])]


# --- other names --------------------------------------------------------------------------------------------------


def test_a_record_is_renamed_everywhere_with_its_file(editor: Editor) -> None:
    place = editor.at("docs/index.md", "wesee", 2)
    assert editor.ask("textDocument/prepareRename", place) == {"range": range_of(4, 4, 9), "placeholder": "wesee"}
    editor.type("cases/pears.yml", FILES["cases/pears.yml"].replace("A sale", "🍎🍎 [[wesee]], a sale"))
    edit = editor.ask("textDocument/rename", {**place, "newName": "weishi"})
    assert edit["documentChanges"][-1] == {
        "kind": "rename",
        "oldUri": editor.uri("cases/platforms/wesee.yml"),
        "newUri": editor.uri("cases/platforms/weishi.yml"),
    }
    assert editor.changed(edit) == {
        "cases/apples.yml": CASE.replace("id: wesee", "id: weishi").replace("[[wesee", "[[weishi"),
        "cases/pears.yml": FILES["cases/pears.yml"].replace("A sale", "🍎🍎 [[weishi]], a sale"),
        "docs/index.md": FILES["docs/index.md"].replace("[[wesee", "[[weishi"),
        "cases/platforms/weishi.yml": FILES["cases/platforms/wesee.yml"] + "formerly: [wesee]\n",
    }


def test_a_source_is_renamed_everywhere(editor: Editor) -> None:
    edit = editor.ask("textDocument/rename", {**editor.at("cases/apples.yml", "smith2020", 2), "newName": "smith2020a"})
    changed = editor.changed(edit)
    expected = {path: FILES[path].replace("smith2020", "smith2020a") for path in ("cases/apples.yml", "cases/references.bib", "docs/index.md")}
    kept = expected["cases/references.bib"].replace("smith2020a,\n", "smith2020a,\n  ids = {smith2020},\n")
    assert changed == {**expected, "cases/references.bib": kept}


def test_a_name_that_cannot_be_is_refused_with_the_reason(editor: Editor) -> None:
    with pytest.raises(RequestFailed, match="the id 'ann' is taken; choose another"):
        editor.ask("textDocument/rename", {**editor.at("cases/apples.yml", "wesee", 2), "newName": "ann"})
    editor.type("cases/pears.yml", "title: [\n")
    with pytest.raises(RequestFailed, match="what cannot be read may name it, too: mend"):
        editor.ask("textDocument/rename", {**editor.at("cases/apples.yml", "wesee", 2), "newName": "weishi"})


def test_who_renames_a_file_in_the_editor_has_the_rest_done(editor: Editor) -> None:
    names = {"oldUri": editor.uri("cases/people/ann.yml"), "newUri": editor.uri("cases/people/ann-smith.yml")}
    changed = editor.changed(editor.ask("workspace/willRenameFiles", {"files": [names]}))
    assert changed == {
        "cases/apples.yml": CASE.replace("[[ann]]", "[[ann-smith]]").replace("origin: ann", "origin: ann-smith"),
        "cases/people/ann.yml": FILES["cases/people/ann.yml"] + "formerly: [ann]\n",
    }
    elsewhere = {"oldUri": editor.uri("docs/index.md"), "newUri": editor.uri("docs/home.md")}
    assert editor.ask("workspace/willRenameFiles", {"files": [elsewhere]}) is None


# --- what may go wrong --------------------------------------------------------------------------------------------


def test_a_file_of_no_catalog_is_none_of_its_business(editor: Editor, tmp_path: Path) -> None:
    place = {"textDocument": {"uri": (tmp_path / "a.yml").as_uri()}, "position": {"line": 0, "character": 0}}
    editor.tell("textDocument/didOpen", {"textDocument": {**place["textDocument"], "languageId": "yaml", "version": 1, "text": "a: 1\n"}})
    for method in ("textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/documentSymbol"):
        assert editor.ask(method, place) is None


def test_places_behind_the_end_are_no_trouble(editor: Editor) -> None:
    for line, character in ((999, 0), (0, 999), (17, 2)):
        place = {"textDocument": {"uri": editor.uri("cases/apples.yml")}, "position": {"line": line, "character": character}}
        editor.ask("textDocument/hover", place)
        editor.ask("textDocument/completion", place)


def test_it_speaks_chinese_and_windows_line_ends(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = shutil.copytree(root, tmp_path / "copy")
    (copy / "cases/pears.yml").write_bytes(FILES["cases/pears.yml"].replace("\n", "\r\n").encode())
    (copy / "mkdocs.yml").write_text("site_name: T\n")
    editor = Editor(copy, locale="zh-CN")
    try:
        text = FILES["cases/pears.yml"].replace("parallel,", "paralel,").replace("\n", "\r\n")
        editor.open("cases/pears.yml", text)
        (found,) = editor.found("cases/pears.yml", bool)
        assert (found["range"], found["code"], "codeDescription" in found) == (range_of(2, 35, 42), "unknown-term", False)
        assert is_chinese(found["message"])
        editor.open("cases/apples.yml")
        for sought, told in (
            ("title:", "标题"),
            ("plays] of", "最多 5,200 plays"),
            ("smith2020, p. 3", "已读"),
        ):
            assert told in editor.ask("textDocument/hover", editor.at("cases/apples.yml", sought, 1))["contents"]["value"]
        (offered,) = [one for one in editor.completed("cases/pears.yml", f"{HEAD}¦") if one["label"] == "claims"]
        assert is_chinese(offered["documentation"]["value"])
    finally:
        assert editor.end() == 0
    assert editor.messages == []


def test_an_editor_that_cannot_rename_files_is_told_what_can(root: Path) -> None:
    editor = Editor(root, capabilities={})
    editor.open("docs/index.md")
    with pytest.raises(RequestFailed, match="this editor cannot rename files for a server: 'casebook rename wesee weishi' does it"):
        editor.ask("textDocument/rename", {**editor.at("docs/index.md", "wesee", 2), "newName": "weishi"})
    assert editor.end() == 0


def test_a_folder_without_a_catalog_is_said_once(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    assert editor.ask("textDocument/hover", {"textDocument": {"uri": editor.uri("a.md")}, "position": {"line": 0, "character": 0}}) is None
    assert editor.end() == 0


# --- editors that misbehave -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/hover", {}),
        ("textDocument/hover", None),
        ("textDocument/completion", {"textDocument": {"uri": "file:///a.yml"}, "position": {"line": -1, "character": 0}}),
        ("textDocument/definition", {"textDocument": {"uri": "file:///a.yml"}, "position": {"line": "x", "character": 0}}),
        ("no/such", {}),
        ("workspace/executeCommand", {"command": "nothing"}),
    ],
)
def test_what_makes_no_sense_is_refused_and_answered(method: str, params: Any, editor: Editor) -> None:
    with pytest.raises(RequestFailed):
        editor.ask(method, params)
    assert editor.ask("textDocument/hover", editor.at("cases/apples.yml", "wesee")) is not None


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "http://x/y.yml", "file://", "", "git:/cases/a.yml", "file:///%00/cases/a.yml", "cases/a.yml"]
)
def test_an_address_that_is_no_file_of_the_catalog_has_no_answer(uri: str, editor: Editor) -> None:
    editor.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": "title: x\n"}})
    assert editor.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}}) is None
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_before_the_beginning_and_after_the_end_everything_is_refused(root: Path) -> None:
    editor = Editor(root, greets=False)
    hovering = {"textDocument": {"uri": editor.uri("cases/apples.yml")}, "position": {"line": 0, "character": 0}}
    with pytest.raises(RequestFailed, match="ServerNotInitialized"):
        editor.ask("textDocument/hover", hovering)
    editor.greet()
    editor.ask("shutdown", None)
    with pytest.raises(RequestFailed, match="Invalid Request"):
        editor.ask("textDocument/hover", hovering)
    editor.tell("exit", None)
    editor.process.wait(5)
    assert editor.end() == 0


@pytest.mark.parametrize("says_so", [True, False])
def test_an_editor_that_goes_without_a_word_leaves_no_server_behind(says_so: bool, root: Path) -> None:
    editor = Editor(root)
    if says_so:
        editor.tell("exit", None)
    else:
        assert editor.process.stdin
        editor.process.stdin.close()
    editor.process.wait(5)
    assert editor.end() == 1


def test_what_schemas_complete_follows_what_is_saved(root: Path, editor: Editor) -> None:
    names = root / ".casebook/schema/files/names.json"
    path = "cases/people/zoe.yml"
    text = "name: Zoe Winter\nsummary: A grower.\n"
    editor.open(path, text)
    editor.found(path, bool)
    (root / path).write_text(text, "utf-8")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri(path)}})
    until = time.monotonic() + 30
    while not (names.is_file() and "Zoe Winter" in names.read_text("utf-8")):
        assert time.monotonic() < until
        time.sleep(0.05)
    (root / path).unlink()
    editor.close(path)


def test_every_folder_that_is_open_is_looked_at(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(root, tmp_path / name)
        (tmp_path / name / "cases/pears.yml").write_text("title: Pears\nsumary: A sale of pears.\n")
    editor = Editor(tmp_path / "one", folders=[tmp_path / "one", tmp_path / "two"])
    editor.found("cases/pears.yml", bool)
    editor.found((tmp_path / "two/cases/pears.yml").as_uri(), bool)
    assert editor.end() == 0
