"""`casebook fmt`: only the layout of a bibliography changes, whatever is in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.cli import main
from casebook.contributing.fmt_bibtex import formatted
from casebook.contributing.whole_files import as_read
from casebook.reading.files import Text
from casebook.records import bibtex
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

BIB = "cases/references.bib"
BIBLIOGRAPHIES = sorted((Path(__file__).parents[1] / "records/bibliographies").glob("*.bib"))
CROOKED = """\

% The sources of this catalog.


@string{post = {The Orchard Post}}
@string{sea={By the Sea}}
@Article{smith2020,author={Smith, Ann}, title = "Apples, and {"}more{"}",
      journal=post # {, Sunday},


   year=2020}
% Read in part only.
   @online{doe2021, % by hand
  title={Pears}  % as printed
  ,
  % url = {https://example.org},
  note    =    {Two
      lines},
}



@comment{jabref-meta: databaseType:bibtex;}
@misc(lee2022, title = {Plums}, author={Lee})
% The end."""
STRAIGHT = """\
% The sources of this catalog.

@string{post = {The Orchard Post}}
@string{sea={By the Sea}}

@Article{smith2020,
  author = {Smith, Ann},
  title = "Apples, and {"}more{"}",
  journal = post # {, Sunday},
  year = 2020,
}
% Read in part only.
@online{doe2021, % by hand
  title = {Pears}, % as printed
  % url = {https://example.org},
  note = {Two
      lines},
}

@comment{jabref-meta: databaseType:bibtex;}

@misc(lee2022,
  title = {Plums},
  author = {Lee},
)
% The end.
"""


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "fmt", *arguments, str(root / BIB)])


def said(content: str) -> object:
    bibliography, found = bibtex.read(Text("r.bib", as_read(content)))
    return bibliography.references, bibliography.broken, {(item.code, re.sub(r"line \d+", "", item.message), item.help) for item in found}


def test_a_crooked_file_is_straightened(write: Callable[..., Path]) -> None:
    root = write({BIB: CROOKED})
    result = run(root)
    assert (result.exit_code, result.output) == (0, "cases/references.bib: 9 places changed\n")
    assert (root / BIB).read_text("utf-8") == STRAIGHT
    again = run(root)
    assert (again.exit_code, again.output) == (0, "1 file is in the common layout\n")


def test_a_check_names_the_places_and_changes_nothing(write: Callable[..., Path]) -> None:
    root = write({BIB: STRAIGHT.replace("title = {Pears}", "title={Pears}") + "\n\n@misc{a,\n  title = {A}\n}\n"})
    before = (root / BIB).read_bytes()
    result = run(root, "--check")
    assert (result.exit_code, result.output) == (
        1,
        "cases/references.bib:13: the entry 'doe2021': not in the common layout\n"
        "cases/references.bib:25: between entries: not in the common layout\n"
        "cases/references.bib:29: the entry 'a': not in the common layout\n"
        "3 places in cases/references.bib would change; 'casebook fmt' does it\n",
    )
    assert (root / BIB).read_bytes() == before


def test_what_is_no_whole_entry_stays_as_it_is(write: Callable[..., Path]) -> None:
    broken = "@misc{one,title={A}\n   year=2020}\n\n@misc{two,  title={B}"
    root = write({BIB: f"{broken}\n\n@misc{{three,title={{C}}}}\n"})
    assert run(root).exit_code == 0
    assert (root / BIB).read_text("utf-8") == f"{broken}\n\n@misc{{three,\n  title = {{C}},\n}}\n"


def test_line_ends_become_those_of_the_first_line_and_the_mark_stays(write: Callable[..., Path]) -> None:
    root = write({BIB: ""})
    (root / BIB).write_bytes(b"\xef\xbb\xbf% A\r\n\r\n@misc{k,\n  title = {T},\r\n}\n")
    result = run(root, "--check")
    assert "cases/references.bib:3: the end of the line: not in the common layout" in result.output
    assert run(root).exit_code == 0
    assert (root / BIB).read_bytes() == b"\xef\xbb\xbf% A\r\n\r\n@misc{k,\r\n  title = {T},\r\n}\r\n"


def test_entries_that_touch_are_parted(write: Callable[..., Path]) -> None:
    root = write({"cases/references.bib": "@misc{k, title={T}}@misc{l, title={U}} @misc{m, title={V}}@comment{x}"})
    run(root)
    parts = [f"@misc{{{key},\n  title = {{{title}}},\n}}" for key, title in ("kT", "lU", "mV")]
    assert (root / "cases/references.bib").read_text("utf-8") == "\n\n".join(parts) + "@comment{x}\n"
    assert run(root, "--check").exit_code == 0


def test_bytes_of_another_encoding_and_what_nobody_sees_stay_as_they_are(write: Callable[..., Path]) -> None:
    root = write({BIB: ""})
    (root / BIB).write_bytes(b"@misc{k, title = {caf\xe9 \xc2\xad}}")
    assert run(root).output == "cases/references.bib: 1 place changed\n"
    assert (root / BIB).read_bytes() == b"@misc{k,\n  title = {caf\xe9 \xc2\xad},\n}\n"


def test_a_file_that_cannot_be_read_is_said(write: Callable[..., Path]) -> None:
    root = write({BIB: ""})
    (root / BIB).write_bytes("@misc{k, title = {T}}".encode("utf-16"))
    result = run(root)
    assert result.exit_code == 1
    assert "cases/references.bib:1:1: error[not-utf-8]" in result.output


def test_the_example_projects_say_the_same_in_the_common_layout() -> None:
    for path in (Path(__file__).parents[1] / "projects").rglob("references.bib"):
        try:
            content = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        found = formatted(content).text
        assert said(found) == said(content)
        assert formatted(found).text == found


VALUES = st.sampled_from(["{T}", "{A {B} C}", '"q"', "2020", "mar", "{a} # {b}", "{two\n   lines}", "{50\\% % no comment}", "{@x}", "{}", "post"])
FIELDS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", " ", "\n", "\n\n  ", "\t"]),
    st.sampled_from(["title", "Title", "author", "year", "note", "url", "x"]),
    st.sampled_from(["=", " = ", "\t=\n"]),
    VALUES,
    st.sampled_from(["", " ", "\n"]),
)
ENTRIES = st.builds(
    lambda start, kind, key, fields, end: f"{start}@{kind}{{{','.join((key, *fields))}{end}}}",
    st.sampled_from(["", " "]),
    st.sampled_from(["misc", "Online", "string", "comment"]),
    st.sampled_from(["a", "b2020", "C", "d-e"]),
    st.lists(FIELDS, max_size=4),
    st.sampled_from(["", ",", ",\n", "\n"]),
)
BETWEEN = st.sampled_from(
    ["", "\n", "\n\n\n", "% a comment\n", "\n% one\n\n\n% two\n", "text\n", "\r\n", "@string{post = {P}}\n", "@misc{open, title = {T\n"]
)


@settings(max_examples=200, deadline=None)
@example([("\n", "@misc{a,title={T}}"), ("text\n", "")])
@given(st.lists(st.tuples(BETWEEN, ENTRIES), max_size=5))
def test_whatever_is_written_says_the_same_afterwards(parts: list[tuple[str, str]]) -> None:
    content = "\n".join(before + entry for before, entry in parts)
    found = formatted(content).text
    assert said(found) == said(content)
    assert formatted(found).text == found
    assert [line.strip() for line in found.splitlines() if line.lstrip().startswith("%")] == [
        line.strip() for line in content.splitlines() if line.lstrip().startswith("%")
    ]


@given(st.text('@{}()"#=,%\\\r\n abmisc1', max_size=60))
def test_any_text_has_a_layout_that_stays(content: str) -> None:
    found = formatted(content).text
    assert formatted(found).text == found


def test_a_comment_where_none_can_stand_gets_a_line() -> None:
    content = "@misc{a, % t\n  title = % u\n {T}, year = 2000 % y\n}\n"
    assert formatted(content).text == "@misc{a, % t\n  % u\n  title = {T},\n  year = 2000, % y\n}\n"


@pytest.mark.parametrize("content", ["", "\n\n", "% only a comment", "@misc{k}", "@misc{,title={T}}"])
def test_what_has_no_entry_is_hardly_touched(content: str) -> None:
    assert formatted(content).text == (f"{content.strip()}\n" if content.strip() else "")


@pytest.mark.parametrize("path", BIBLIOGRAPHIES, ids=lambda path: path.stem)
def test_bibliographies_of_other_programs_say_the_same_in_the_common_layout(path: Path) -> None:
    content = path.read_bytes().decode("utf-8", "surrogateescape")
    found = formatted(content).text
    assert said(found) == said(content)
    assert formatted(found).text == found
