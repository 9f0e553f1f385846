"""`casebook new source`: an entry from options, or from answers on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from casebook.base import dates
from casebook.citing import source_keys
from casebook.cli import main
from casebook.records.reference import Reference
from click.testing import CliRunner, Result

from tests.conftest import with_kinds

BIB = "cases/references.bib"
BEFORE = """\
@online{adams2019pears,
  author = {Adams, Ann},
  title = {Pears on air},
  date = {2019},
  url = {https://example.org/pears},
}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "cases/organisations").mkdir(parents=True)
    (tmp_path / BIB).write_text(BEFORE)
    (tmp_path / "cases/organisations/orchard-post.yml").write_text("name: The Orchard Post\nsummary: A newspaper.\nhosts: [orchardpost.example]\n")
    return with_kinds(tmp_path)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", "source", *arguments])


def test_a_source_is_made_of_what_is_said_of_it(root: Path) -> None:
    said = ["--url", "https://www.orchardpost.example/a?b=1", "--title", "Apples & more", "--author", "Smith, Ann", "--author", "World Bank"]
    result = run(root, *said, "--date", "2021-02", "--langid", "English", "--urldate", "2021-03-01", "--read", "part")
    assert result.output == "cases/references.bib:8: added smith2021, published by orchard-post\n"
    assert (root / BIB).read_text("utf-8") == (
        f"{BEFORE}\n@online{{smith2021,\n  author = {{Smith, Ann and {{World Bank}}}},\n  title = {{Apples \\& more}},\n  date = {{2021-02}},\n"
        "  publisherid = {orchard-post},\n  url = {https://www.orchardpost.example/a?b=1},\n  urldate = {2021-03-01},\n  langid = {en},\n"
        "  read = {part},\n}\n"
    )


def test_a_rendering_a_publisher_and_a_note_are_said_too(root: Path) -> None:
    said = ["--title", "苹果", "--titleaddon", "[Apples in spring]", "--date", "2021", "--publisherid", "orchard-post", "--note", "Seen as a copy."]
    assert run(root, *said).output == "cases/references.bib:8: added orchard2021\n"
    text = (root / BIB).read_text("utf-8")
    assert "  titleaddon = {[Apples in spring]},\n" in text
    assert "  publisherid = {orchard-post},\n" in text
    assert "  note = {Seen as a copy.},\n" in text
    assert "added apples2021, without its publisherid" in run(root, *said[:6], "--publisherid", "nobody", "--url", "https://192.0.2.1/").output


def test_a_key_is_made_of_what_can_be_said() -> None:
    habit = source_keys.habit_of([])
    for fields, expected in (
        ({"url": "https://news.salt-post.co.uk/a"}, "saltpost2020"),
        ({"url": "https://192.0.2.1/a"}, "great2020"),
        ({"shorttitle": "Salt works"}, "salt2020"),
        ({"publisher": "The Salt Society", "url": "https://post.example/"}, "salt2020"),
    ):
        reference = Reference("k", "online", "[The great fire]", issued=dates.parse("2020"), fields=fields)
        assert source_keys.make(reference, habit, set()) == expected


def test_the_key_that_is_wanted_is_taken(root: Path) -> None:
    assert run(root, "plums", "--title", "Plums").output == "cases/references.bib:8: added plums\n"


@pytest.mark.parametrize("written", ["Smith, Ann; Marsh, Edda and others", "Smith, Ann; Marsh, Edda et al.", "Smith, Ann; Marsh, Edda; et al"])
def test_others_are_no_part_of_the_last_name(written: str, root: Path) -> None:
    run(root, "--title", "Plums", "--author", written)
    assert "  author = {Smith, Ann and Marsh, Edda and others},\n" in (root / BIB).read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--url", "https://example.org/x"], "a source has to have a title: casebook new source --title '…'"),
        (
            ["--title", "P", "--url", "http://www.example.org/pears/"],
            "it is already there as 'adams2019pears' (cases/references.bib:1): the same address",
        ),
        (["Adams2019Pears", "--title", "P"], "the key 'Adams2019Pears' is taken"),
        (["no key", "--title", "P"], "the key 'no key' cannot be one"),
        (["--title", "P", "--url", "nowhere"], "its url ("),
        (["--title", "P", "--read", "yes"], "no source was added: its read ('yes' does not say how much was read, as whole, part or no does"),
        (["--title", "P", "--date", "2021-02-30"], "date: '2021-02-30': that month has 28 days"),
    ],
)
def test_what_cannot_be_a_source_is_refused_and_nothing_is_written(arguments: list[str], expected: str, root: Path) -> None:
    result = run(root, *arguments)
    assert (result.exit_code, expected in result.output) == (2, True)
    assert (root / BIB).read_text("utf-8") == BEFORE


def test_what_is_said_of_a_source_is_said_of_nothing_else(root: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(root), "new", "case", "a-case", "--publisher", "P"])
    assert (result.exit_code, result.output) == (2, "casebook: --publisher is said of a source: casebook new source\n")
    result = CliRunner().invoke(main, ["-C", str(root), "new", "case"])
    assert (result.exit_code, result.output) == (2, "casebook: 'casebook new case' wants an id: casebook new case ID\n")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_on_a_terminal_the_rest_is_asked_for(root: Path) -> None:
    answers = {"Its title": "Plums of the sea", "Who wrote": "Zhang, San; Sea Trust", "Its date": "2022"}
    command = [sys.executable, "-c", "from casebook.cli import main; main()", "-C", str(root), "new", "source", "--url", "https://example.org/plums"]
    ours, theirs = os.openpty()
    with subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, text=True) as process:
        os.close(theirs)
        asked: list[str] = []
        line = ""
        # The terminal is gone when the program is.
        with suppress(OSError):
            while part := os.read(ours, 1024).decode():
                line = (line + part).rpartition("\n")[2]
                if line.endswith(": "):
                    asked.append(line.strip())
                    os.write(ours, (next((answer for question, answer in answers.items() if question in line), "") + "\n").encode())
        output = process.communicate()[0]
    os.close(ours)
    assert (process.returncode, output) == (0, "cases/references.bib:8: added zhang2022\n")
    assert len(asked) == 8
    assert not any("address" in question for question in asked)
    assert "author = {Zhang, San and {Sea Trust}},\n  title = {Plums of the sea},\n  date = {2022}" in (root / BIB).read_text("utf-8")
