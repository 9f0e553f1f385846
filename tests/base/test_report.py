"""Diagnostics as people and machines get them: carets, cut lines, JSON, GitHub, SARIF."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from urllib.parse import unquote

import pytest
from casebook.base import report
from casebook.base.diagnostic import Diagnostic, Severity, Span, nearest, rule
from casebook.base.saying import said
from hypothesis import example, given, settings
from hypothesis import strategies as st

RULE = rule("some-rule", "Something is wrong.\n\nAnd why.")
WARNING = rule("some-warning", "Something is odd.", Severity.WARNING)
INFO = rule("some-info", "Something to know.", Severity.INFO)


def found(excerpt: str = "", column: int = 1, width: int = 1, message: str = "so it is", help: str = "do this") -> Diagnostic:
    return RULE.at(Span("cases/a.yml", 3, column, width, excerpt), message, help)


def columns(text: str) -> int:
    """How many columns a terminal gives a text."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def underlined(excerpt: str, column: int, width: int) -> str:
    """What stands above the carets, by columns of a terminal."""
    _, shown, carets, _ = report.text([found(excerpt, column, width)]).splitlines()
    first, last = carets.index("^"), carets.rindex("^")
    inside = ""
    for position, character in enumerate(shown):
        if first <= columns(shown[:position]) <= last:
            inside += character
    return inside


# --- text ------------------------------------------------------------------------------------------------------


def test_a_diagnostic_shows_the_place_the_line_and_a_way_out() -> None:
    assert report.text([found("    cite: smith", 11, 5)]) == (
        "cases/a.yml:3:11: error[some-rule]: so it is\n"
        "    3 |     cite: smith\n"
        "      |           ^^^^^\n"
        "   help: do this   (casebook explain some-rule)\n"
    )


def test_without_a_line_and_a_way_out_there_is_still_the_rule() -> None:
    assert report.text([found(help="")]) == "cases/a.yml:3:1: error[some-rule]: so it is\n   help: casebook explain some-rule\n"
    assert report.text([]) == ""


@pytest.mark.parametrize(
    ("excerpt", "column", "width", "expected"),
    [
        ("title: flowers", 8, 7, "flowers"),
        ("title: 微视 flowers", 11, 7, "flowers"),
        ("title: 微视 flowers", 8, 2, "微视"),
        ("微视（花）: x", 4, 1, "花"),
        ("\t\ttitle: x", 3, 5, "title"),
        ("a\tb\tc", 5, 1, "c"),
        ("🌸🌸 x", 4, 1, "x"),
        ("a", 1, 1, "a"),
    ],
)
def test_the_carets_stand_under_the_place(excerpt: str, column: int, width: int, expected: str) -> None:
    assert underlined(excerpt, column, width) == expected


def test_combining_marks_take_no_column() -> None:
    assert report.text([found("e\u0301e\u0301 x", 6)]).splitlines()[2] == "      |    ^"


def test_a_place_at_the_end_of_the_line_has_a_caret() -> None:
    assert report.text([found("abc", 4)]).splitlines()[2] == "      |    ^"


def test_control_and_invisible_characters_are_written_out() -> None:
    text = report.text([found("a\x1b[31mb \u202ec\u200b", 8, 1, "m\x1b]0;x\x07 \x9b", "h\u2066")])
    assert text == (
        "cases/a.yml:3:8: error[some-rule]: m\\u001b]0;x\\u0007 \\u009b\n"
        "    3 | a\\u001b[31mb \\u202ec\\u200b\n"
        "      |             ^\n"
        "   help: h\\u2066   (casebook explain some-rule)\n"
    )


@pytest.mark.parametrize(
    "diagnostic", [found(message="'a\n::error::b' is no date"), RULE.at(Span("cases/a\n::error::b.yml"), "m"), found(help="a\n::error::b")]
)
def test_no_line_of_a_report_begins_with_what_a_contributor_wrote(diagnostic: Diagnostic) -> None:
    assert not any(line.startswith("::") for line in report.text([diagnostic]).splitlines())


@pytest.mark.parametrize(
    ("excerpt", "column"),
    [("x" * 500 + "HERE" + "y" * 500, 501), ("HERE" + "y" * 500, 1), ("x" * 500 + "HERE", 501), ("花" * 300 + "HERE" + "花" * 300, 301)],
)
def test_a_long_line_is_cut_around_the_place(excerpt: str, column: int) -> None:
    assert underlined(excerpt, column, 4) == "HERE"
    assert max(len(line) for line in report.text([found(excerpt, column, 4)]).splitlines()) <= 170


def test_carets_end_with_the_part_that_is_shown() -> None:
    _, shown, carets, _ = report.text([found("x" * 1000, 1, 1000)]).splitlines()
    assert len(carets) == len(shown)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200).map(lambda text: "".join(text.splitlines())), st.integers(1, 220), st.integers(1, 220))
def test_no_line_makes_a_report_fail(excerpt: str, column: int, width: int) -> None:
    text = report.text([found(excerpt, min(column, len(excerpt) + 1), width)])
    assert text.count("\n") == (4 if excerpt.strip() else 2)
    assert not any(unicodedata.category(character) == "Cc" for character in text.replace("\n", ""))


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], "no problems in 3 cases"),
        ([RULE], "1 error in 3 cases"),
        ([WARNING, RULE, RULE], "2 errors, 1 warning in 3 cases"),
        ([INFO, INFO], "2 infos in 3 cases"),
    ],
)
def test_the_closing_line_counts(rules: list[report.Rule], expected: str) -> None:
    assert report.summary([rule.at(Span("x"), "m") for rule in rules], "3 cases") == expected


# --- machines --------------------------------------------------------------------------------------------------


def test_json_is_flat_objects() -> None:
    assert json.loads(report.as_json([found("花", 1, 1, 'a "b"\n花')])) == [
        {
            "path": "cases/a.yml",
            "line": 3,
            "column": 1,
            "width": 1,
            "severity": "error",
            "code": "some-rule",
            "message": 'a "b"\n花',
            "help": "do this",
            "instead": None,
            "is_safe": False,
            "belongs_at": None,
            "more": [],
        }
    ]
    assert json.loads(report.as_json([])) == []


def test_what_should_stand_there_is_said_to_machines() -> None:
    span = Span("cases/ä.yml", 3, 10, 6, "status: pubished")
    proposal = RULE.at(span, "m", "did you mean it?", instead="published")
    (flat,) = json.loads(report.as_json([proposal]))
    assert (flat["instead"], flat["is_safe"]) == ("published", False)
    (run,) = json.loads(report.sarif([proposal, RULE.at(span, "m", "h", is_safe=True, belongs_at="cases/b.yml")], [RULE]))["runs"]
    region = {"startLine": 3, "startColumn": 10, "endColumn": 16}
    change = {
        "artifactLocation": {"uri": "cases/%C3%A4.yml"},
        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "published"}}],
    }
    assert run["results"][0]["fixes"] == [{"description": {"text": "did you mean it?"}, "artifactChanges": [change]}]
    assert "fixes" not in run["results"][1]
    assert run["columnKind"] == "unicodeCodePoints"


def test_github_commands_are_escaped() -> None:
    span = Span("cases/a,b:c%.yml", 3, 2, 4, "x")
    assert report.github([RULE.at(span, "50% of\r\n::error::a, b", "do: this")]) == (
        "::error file=cases/a%2Cb%3Ac%25.yml,line=3,col=2,endColumn=6,title=some-rule::50%25 of%0D%0A::error::a, b%0Ado: this\n"
    )


def test_github_gets_the_worst_first_ten_of_a_level_and_the_rest_counted() -> None:
    lines = report.github([rule.at(Span("x", line), "m") for rule in (INFO, WARNING, RULE) for line in range(1, 13)]).splitlines()
    assert [line.split(" ")[0].split("::")[1] for line in lines] == ["error"] * 11 + ["warning"] * 11 + ["notice"] * 11
    assert lines[9].startswith("::error file=x,line=10,")
    assert lines[10] == "::error::2 more findings of this level: run casebook check"
    assert len(report.github([RULE.at(Span("x", line), "m") for line in range(1, 11)]).splitlines()) == 10


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_text_breaks_out_of_its_github_command(path: str, message: str, help: str) -> None:
    lines = [line for line in report.github([RULE.at(Span(path), message, help)]).split("\n") if line]
    assert len(lines) == 1
    assert lines[0].startswith("::error file=")
    assert "\r" not in lines[0]


def test_sarif_has_its_required_members() -> None:
    log = json.loads(report.sarif([found("花", 2, 3), WARNING.at(Span("x.yml"), "m"), INFO.at(Span("y.yml"), "n", "h")], [RULE, WARNING, INFO]))
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "casebook"
    assert [(item["id"], item["shortDescription"]["text"]) for item in run["tool"]["driver"]["rules"]] == [
        ("some-rule", "Something is wrong"),
        ("some-warning", "Something is odd"),
        ("some-info", "Something to know"),
    ]
    assert [(item["ruleId"], item["level"]) for item in run["results"]] == [
        ("some-rule", "error"),
        ("some-warning", "warning"),
        ("some-info", "note"),
    ]
    assert [item["message"]["text"] for item in run["results"]] == ["so it is. do this", "m.", "n. h"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "cases/a.yml"}, "region": {"startLine": 3, "startColumn": 2, "endColumn": 5}}


@pytest.mark.parametrize("path", ["cases/My Case.yml", "cases/花.yml", "cases/50%.yml", "cases/a#b.yml"])
def test_sarif_names_files_by_uris(path: str) -> None:
    log = json.loads(report.sarif([RULE.at(Span(path), "m")], [RULE]))
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", uri, re.ASCII)
    assert unquote(uri) == path


# --- diagnostics themselves ------------------------------------------------------------------------------------


def test_a_rule_needs_a_help_page() -> None:
    for page in (None, "", "  \n "):
        with pytest.raises(ValueError, match="rule x has no help page"):
            rule("x", page)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("tencent", "tencent"), ("tencnet", "tencent"), ("Tencent", "tencent"), ("weesee", "wesee"), ("kwai", None), ("", None)],
)
def test_the_nearest_word_is_suggested_when_it_is_near(word: str, expected: str | None) -> None:
    assert nearest(word, ["tencent", "wesee", "xigua-video"]) == expected


def test_of_equally_near_words_the_first_by_letters_is_suggested() -> None:
    assert nearest("appls", ["applz", "apply", "applx"]) == nearest("appls", ["applx", "applz", "apply"]) == "applx"


@pytest.mark.parametrize("wide", [40, 80, 120])
def test_a_line_fits_the_terminal_and_the_carets_stand_under_the_place(wide: int) -> None:
    before, place, behind = "  text: 苹果的下午，" * 9, "【@苹果2020】", "在山里卖苹果。" * 9
    _, shown, carets, _ = report.text([found(f"{before}{place}{behind}", len(before) + 1, len(place))], wide).splitlines()
    assert columns(shown) <= wide
    assert place in shown
    assert columns(shown[: shown.index(place)]) == carets.index("^")
    assert carets.count("^") == columns(place)


@given(st.text(max_size=120).map(lambda text: "".join(text.splitlines())), st.integers(1, 130), st.integers(1, 130), st.integers(40, 120))
@example("0" * 32, 33, 1, 40)
def test_no_line_is_wider_than_the_terminal(excerpt: str, column: int, width: int, wide: int) -> None:
    lines = report.text([found(excerpt, min(column, len(excerpt) + 1), width)], wide).splitlines()
    assert all(columns(line) <= wide for line in lines[1:-1])


def test_the_same_slip_many_times_in_a_file_is_shown_once() -> None:
    slips = [RULE.at(Span("a.yml", line, 3, 1, "a：b"), said("a colon"), said("write ': '"), instead=": ", is_safe=True) for line in range(1, 8)]
    other = RULE.at(Span("b.yml", 1, 3, 1, "a：b"), said("a colon"), said("write ': '"), instead=": ", is_safe=True)
    shown = report.text([*slips, other])
    assert [line.partition(" ")[0] for line in shown.splitlines() if line.startswith(("a.yml", "b.yml"))] == ["a.yml:1:3:", "b.yml:1:3:"]
    assert "… and the same 6 times more in this file" in shown
    assert report.mendable([*slips, other]) == "'casebook check --fix' puts 8 of them right"
    assert report.mendable([replace(slip, is_safe=False) for slip in slips]) == ""
