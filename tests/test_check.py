"""`casebook check` for some files, again and again, and with what is safe put right."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from casebook.base.diagnostic import Diagnostic, Span, rule
from casebook.cli import main
from casebook.contributing.mending import Mended, mend
from casebook.publishing import pipeline
from click.testing import CliRunner, Result

from tests.conftest import PROJECTS, copy_project
from tests.processes import listening

# Longer than any check takes on a busy machine, in seconds.
PATIENCE = 120
RULE = rule("some-rule", "Something.")
APPLES = """\
title: Apples
summary: A sale of apples.
period: 2020 # as it says
topics: [gardens, orchrads]
status: pubished
"""
PEARS = "title: Pears\nsummary: A sale of pears.\ntopics: [orchards]\n"
ORCHARDS = "name: Orchards\nsummary: Where fruit grows.\nformerly: [gardens]\n"
FIXED = "cases/apples.yml:4:10: 'gardens' is now 'orchards'"


def check(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "check", *arguments])


def said(result: Result) -> list[str]:
    """What a check printed, without the note that the project lies in no Git repository."""
    return result.stdout.splitlines()


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    return write({"cases/apples.yml": APPLES, "cases/pears.yml": PEARS, "cases/topics/orchards.yml": ORCHARDS, "docs/index.md": "# Home\n"})


# --- some files --------------------------------------------------------------------------------------------------


def test_only_what_is_found_in_a_file_is_listed_and_counts(root: Path) -> None:
    found = check(root, str(root / "cases/apples.yml"))
    assert found.exit_code == 1
    assert "cases/apples.yml:4:10: error" in found.output
    assert said(found)[-1] == "3 errors in cases/apples.yml"
    other = check(root, str(root / "cases/pears.yml"), str(root / "docs"))
    assert (other.exit_code, said(other)) == (
        0,
        ["no problems in cases/pears.yml, docs/", "3 more findings in other files: 'casebook check' lists them"],
    )
    assert json.loads(check(root, "--format", "json", str(root / "cases/pears.yml")).stdout) == []
    assert said(check(root, str(root)))[-1] == "3 errors in ."


def test_what_one_file_does_to_another_is_counted(root: Path) -> None:
    (root / "cases/topics/orchards.yml").rename(root / "cases/topics/gardens.yml")
    (root / "cases/apples.yml").unlink()
    found = check(root, str(root / "cases/topics/gardens.yml"))
    assert "1 more finding in other files: 'casebook check' lists it" in found.output


def test_only_what_is_changed_is_listed(root: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    assert (check(root, "--changed").exit_code, "name the files instead" in check(root, "--changed").output) == (2, True)
    git("init", "-b", "main")
    git("add", "-A")
    git("commit", "-m", "All")
    clean = check(root, "--changed")
    assert (clean.exit_code, clean.stdout.startswith("nothing is changed since ")) == (0, True)
    git("checkout", "-b", "mine")
    (root / "cases/pears.yml").write_text(f"{PEARS}kind: none\n")
    git("commit", "-am", "Pears")
    (root / "cases/plums.yml").write_text("titel: Plums\n")
    found = check(root, "--changed")
    assert found.exit_code == 1
    assert {line.partition(":")[0] for line in found.stdout.splitlines() if ": error" in line} == {"cases/pears.yml", "cases/plums.yml"}
    assert said(found)[-2].endswith("in cases/pears.yml, cases/plums.yml")
    assert "cases/pears.yml" not in check(root, "--changed", "--against", "mine").stdout
    assert check(root, "--changed", str(root / "cases")).exit_code == 2


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("cases/plums.yml", "there is no file '{root}/cases/plums.yml'"),
        ("other.txt", "'other.txt' is no file of the catalog: read are cases/, docs/ and mkdocs.yml"),
        ("../elsewhere", "'{root}/../elsewhere' is no file of the project in {root}"),
    ],
)
def test_a_path_that_is_no_file_of_the_project_is_said(root: Path, path: str, why: str) -> None:
    (root / "other.txt").write_text("x")
    (root.parent / "elsewhere").mkdir(exist_ok=True)
    found = check(root, str(root / path))
    assert (found.exit_code, found.output) == (2, f"casebook: {why.format(root=root)}\n")


# --- what is safe ------------------------------------------------------------------------------------------------


def test_what_is_safe_is_put_right_and_the_rest_stays_reported(root: Path) -> None:
    content = ("\ufeff" + APPLES.replace("\n", "\r\n")).encode()
    (root / "cases/apples.yml").write_bytes(content)
    found = check(root, "--fix")
    assert said(found)[0] == FIXED
    assert (root / "cases/apples.yml").read_bytes() == content.replace(b"gardens", b"orchards")
    assert found.exit_code == 1
    assert "did you mean 'published'?" in found.output
    assert "did you mean 'orchards'?" in found.output
    assert said(found)[-1].startswith("2 errors in ")
    again = check(root, "--fix")
    assert said(again) == said(found)[1:]


def test_a_name_that_only_one_record_or_word_has_becomes_its_id(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    check(root, "--fix")
    content = (root / "cases/apples.yml").read_text("utf-8")
    assert "  - {id: orchard-tv, role: host}\n" in content
    assert "  - {id: orchard-post, role: partner}\n  - {id: orchard-post, role: partner}\n" in content
    assert "origin: orchard-post\n" in content
    # Of a name that nothing has, or only what does not belong there, nobody knows what was meant; nor of what grew by 20 %.
    assert "  - {id: Orchard Weekly, role: partner}\n" in content
    assert "measure: Orchard TV\n" in content
    assert "value: +20 %\n" in content


def test_all_that_one_file_has_in_its_syntax_is_put_right_at_once(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    broken = (
        "title: Plums: a sale\nsummary 'They sold.'\nstatus = draft\ntopics\n\t- live-commerce\n"
        "claims:\n\t-id: sold\n\t  statement:They sold.\n\t  cite: [post2020, smith2020apples\n"
    )
    (root / "cases/draft-plums.yml").write_text(broken)
    check(root, "--fix")
    assert (root / "cases/draft-plums.yml").read_text() == (
        "title: \"Plums: a sale\"\nsummary: 'They sold.'\nstatus: draft\ntopics:\n  - live-commerce\n"
        "claims:\n  - id: sold\n    statement: They sold.\n    cite: [post2020, smith2020apples]\n"
    )
    assert check(root).exit_code == 0


def test_an_organisation_among_people_gets_its_braces(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/organisation-as-person", tmp_path / "project")
    found = check(root, "--fix")
    content = (root / "cases/references.bib").read_text("utf-8")
    assert "author = {{The Orchard Post}},\n" in content
    assert 'author = "{Hill Radio News}",\n' in content
    assert "author = {Smith, Ann and {Orchard Post}},\n" in content
    assert "author = {Cleo Ray},\n" in content
    assert "author = {{Orchard Growers Association} and {Ministry of Fruit}},\n" in content
    # It may be one or two.
    assert "author = {Root and Fruit Organization},\n" in content
    assert said(found)[-1].startswith("1 warning")


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-16"])
def test_a_file_in_another_encoding_is_read_and_saved_as_utf_8(codec: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    written = "title：一個下午的蘋果\r\nstatus：Draft\r\n".replace("個", "个" if codec == "gb18030" else "個")
    (root / "cases/pears.yml").write_bytes(written.encode(codec))
    found = check(root, str(root / "cases/pears.yml"))
    # What is wrong with it is told in the same look, not only what it is written in.
    assert {"[not-utf-8]", "[yaml-syntax]", "[bad-value]"} <= {code for line in said(found) for code in re.findall(r"\[[a-z0-9-]+\]", line)}
    assert "is in UTF-8 now" in check(root, "--fix", str(root / "cases/pears.yml")).output
    meant = written.replace("：", ": ").replace("Draft", "draft")
    assert (root / "cases/pears.yml").read_bytes().decode() == meant


def test_only_in_files_that_are_named_something_is_put_right(root: Path) -> None:
    check(root, "--fix", str(root / "cases/pears.yml"))
    assert (root / "cases/apples.yml").read_text() == APPLES


def test_a_report_for_machines_stays_one(root: Path) -> None:
    found = check(root, "--fix", "--format", "json")
    assert [item["code"] for item in json.loads(found.stdout)] == ["unknown-record", "bad-value"]
    assert FIXED in found.stderr


def test_what_could_not_be_seen_before_is_put_right_too(folder: Path) -> None:
    second = RULE.at(Span("a.yml", 1, 1, 5, "title: xyz"), "m", "h", instead="name", is_safe=True)
    assert len([*mend(folder, looking([proposal("a.yml", 8, 3, "xyz")], [second]))]) == 2
    assert (folder / "a.yml").read_text() == "name: xyz\n"


def test_of_what_goes_on_in_another_line_no_part_is_replaced(root: Path) -> None:
    page = "# Home\n\nSee [[pears\n|the pears]], and 【【pears】】.\n"
    record = 'title: A\nsummary: "See \\x5B[pears] there."\ntext: |\n  See 【【pears|the\n  pears】】, and 【【pears】】.\n'
    (root / "docs/index.md").write_text(page)
    (root / "cases/apples.yml").write_text(record)
    check(root, "--fix")
    assert (root / "docs/index.md").read_text() == page.replace("【【pears】】", "[[pears]]")
    assert (root / "cases/apples.yml").read_text() == record.replace("【【pears】】.", "[[pears]].")


def proposal(path: str, column: int, width: int, instead: str, *, is_safe: bool = True) -> Diagnostic:
    return RULE.at(Span(path, 1, column, width, "title: abc"), "m", "h", instead=instead, is_safe=is_safe)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text("title: abc\n")
    long_ago = time.time() - 100
    for path in tmp_path.iterdir():
        os.utime(path, (long_ago, long_ago))
    return tmp_path


def looking(*rounds: list[Diagnostic]) -> Callable[[], list[Diagnostic]]:
    waiting = [*rounds]
    return lambda: waiting.pop(0) if waiting else []


def test_of_a_file_in_which_two_corrections_meet_nothing_is_done(folder: Path) -> None:
    found = [proposal("a.yml", 8, 2, "x"), proposal("a.yml", 9, 2, "y"), proposal("b.yml", 8, 3, "z"), proposal("b.yml", 8, 3, "z")]
    assert [[*map(str, outcome.told())] for outcome in mend(folder, looking(found, found))] == [
        ["a.yml stays as it is: two corrections meet in line 1"],
        ["b.yml:1:8: 'abc' is now 'z'"],
        ["b.yml stays as it is: b.yml:1 has changed meanwhile: try again"],
    ]
    assert [(folder / name).read_text() for name in ("a.yml", "b.yml")] == ["title: abc\n", "title: z\n"]


def test_a_file_that_somebody_changes_meanwhile_is_not_touched(folder: Path) -> None:
    def look() -> list[Diagnostic]:
        time.sleep(0.05)
        (folder / "a.yml").write_text("title: abc\nsummary: new\n")
        return [proposal("a.yml", 8, 3, "z")]

    (outcome,) = mend(folder, look)
    assert outcome == Mended("a.yml", left="somebody has changed it meanwhile")
    assert (folder / "a.yml").read_text() == "title: abc\nsummary: new\n"


def test_a_file_that_lies_at_a_wrong_place_is_moved_where_nothing_is_yet(folder: Path) -> None:
    wrong = RULE.at(Span("a.yml"), "m", "h", is_safe=True, belongs_at="c.yml")
    assert [*next(mend(folder, looking([wrong]))).told()] == ["a.yml is now c.yml"]
    assert (folder / "c.yml").read_text() == "title: abc\n"
    assert not (folder / "a.yml").exists()
    taken = RULE.at(Span("b.yml"), "m", "h", is_safe=True, belongs_at="c.yml")
    assert [*next(mend(folder, looking([taken]))).told()] == ["b.yml stays as it is: c.yml is there already"]
    assert (folder / "b.yml").exists()


def test_what_never_ends_is_given_up(folder: Path) -> None:
    there, back = proposal("a.yml", 1, 5, "tilte"), RULE.at(Span("a.yml", 1, 1, 5, "tilte: abc"), "m", "h", instead="title", is_safe=True)
    rounds = [[there], [back]] * 20
    assert len([*mend(folder, looking(*rounds))]) == 2


def test_what_was_changed_is_told_on_one_line(folder: Path) -> None:
    (outcome,) = mend(folder, looking([proposal("a.yml", 8, 3, "5\n  unit: %\u00a0")]))
    assert [*outcome.told()] == ["a.yml:1:8: 'abc' is now '5 ↵ unit: %\\u00a0'"]


def test_what_is_not_safe_stays(folder: Path) -> None:
    assert [*mend(folder, looking([proposal("a.yml", 8, 3, "z", is_safe=False)]))] == []


# --- again and again ---------------------------------------------------------------------------------------------


@contextmanager
def watching(root: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [str(Path(sys.executable).with_name("casebook")), "--lang", "en", "-C", str(root), "check", "--watch", *arguments]
    with subprocess.Popen(listening(command), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        # Whoever waits for a line that does not come gets the end of all.
        patience = threading.Timer(PATIENCE, process.kill)
        patience.start()
        try:
            yield process
        finally:
            patience.cancel()
            process.kill()


def until(process: subprocess.Popen[str], line: str) -> list[str]:
    assert process.stdout
    lines = []
    while read := process.stdout.readline():
        lines.append(read.rstrip("\n"))
        if lines[-1].startswith(line):
            return lines
    raise AssertionError(lines)


def test_a_change_is_checked_until_somebody_ends_it(root: Path) -> None:
    with watching(root) as process:
        assert "cases/apples.yml:4:10: error" in "\n".join(until(process, "3 errors in 2 cases"))
        (root / "cases/apples.yml").write_text(PEARS.replace("Pears", "Apples"))
        assert until(process, "no problems in 2 cases")
        (root / "cases/plums.yml").write_text("title: Plums\n")
        assert "the field 'summary' is missing" in "\n".join(until(process, "1 error in "))
        for _ in range(2):
            # One file at once after it was looked at.
            (root / "cases/plums.yml").write_text("title: Plums\nsummary: Plums were sold.\n")
            assert until(process, "no problems in 3 cases")
            (root / "cases/plums.yml").write_text("title: Plums\n")
            assert until(process, "1 error in ")
        # As while Git puts another branch in its place.
        (root / "cases").rename(root / "elsewhere")
        assert process.stderr
        while "no catalog" not in process.stderr.readline():
            pass
        (root / "elsewhere").rename(root / "cases")
        assert until(process, "1 error in ")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 128 + signal.SIGINT
        assert "Traceback" not in process.stderr.read()


def test_nobody_is_corrected_while_writing(root: Path) -> None:
    found = check(root, "--watch", "--fix")
    assert (found.exit_code, found.output.count("\n")) == (2, 1)
    assert "--fix and --watch do not go together" in found.output


def test_what_is_read_again_is_as_if_it_were_read_for_the_first_time(root: Path) -> None:
    from casebook.base.kept import Kept

    kept = Kept(is_forgiving=False)
    for content in (APPLES, PEARS.replace("Pears", "Apples"), "title: 'A\n", APPLES):
        (root / "cases/apples.yml").write_text(content)
        time.sleep(0.06)
        assert pipeline.check(root, kept=kept).diagnostics == pipeline.check(root).diagnostics
        kept.forget()


def test_a_name_in_another_script_is_answered_with_what_there_is(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    name = root / "cases/pears.yml"
    name.write_text("标题: Pears\nplatforms:\n  - {id: 果园电视, role: 主持}\n", "utf-8")
    found = check(root, str(name)).output
    assert "did you mean 'title'?" in found
    assert "'casebook new platform ID --name '果园电视'' makes it" in found or "there is no platform called '果园电视'" in found
    assert "'主持' is no term of 'roles'" in found
    assert "help: one of: host" in found


def test_a_line_more_is_written_where_the_one_above_stands_in_the_end(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    (root / "cases/pears.yml").write_text(
        "title：Pears\nclaims：\n　• id：sold\n　　measure：people\n　　value：约130万\n　　cite：smith2020\n", "utf-8"
    )
    check(root, "--fix", str(root / "cases/pears.yml"))
    content = (root / "cases/pears.yml").read_text("utf-8")
    assert content == "title: Pears\nclaims:\n  - id: sold\n    measure: people\n    value: 1300000\n    bound: about\n    cite: smith2020\n"


def test_a_name_in_the_brackets_of_another_script_is_a_mention_that_somebody_meant(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    (root / "cases/pears.yml").write_text(
        "title: Pears\nsummary: Pears were sold.\ntext: |\n  【【Orchard TV】】 showed them, 【Orchard TV】 said.\n", "utf-8"
    )
    check(root, "--fix", str(root / "cases/pears.yml"))
    content = (root / "cases/pears.yml").read_text("utf-8")
    # One bracket stands round many a word.
    assert content == "title: Pears\nsummary: Pears were sold.\ntext: |\n  [[orchard-tv]] showed them, 【Orchard TV】 said.\n"


def test_mentions_in_a_record_with_errors_are_looked_at_in_the_same_run(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    (root / "cases/pears.yml").write_text("title: Pears\ntext: |\n  【【orchard-tv】】 showed them.\n", "utf-8")
    found = check(root, "--fix", str(root / "cases/pears.yml")).output
    assert "the field 'summary' is missing" in found
    assert "[[orchard-tv]] showed them" in (root / "cases/pears.yml").read_text("utf-8")


def test_what_can_be_told_of_a_record_with_errors_is_told_in_the_same_run(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    (root / "cases/organisations/pear-post.yml").write_text("name: Pear Post\n", "utf-8")
    lines = (
        "title: Pears\nsummary: Of pears, 51.8 tonnes were sold.\nperiod: 2020\nplatforms: [{id: pear-post, role: host}]\nclaims:\n"
        "  - {id: sold, measure: people, value: many, cite: smith2020apples}\ntext: |\n"
        "  They came \uff3b#sold\uff3d, {{sold}} of 12 \u3010@jones2020\u3011.\n\n"
        "  In the end [@sold] and [sold].\n"
    )
    (root / "cases/pears.yml").write_text(lines, "utf-8")
    found = check(root, str(root / "cases/pears.yml"), str(root / "cases/organisations/pear-post.yml")).output
    told = sorted(re.findall(r"pears\.yml:(\d+):\d+: \w+\[([a-z-]+)\]", found))
    assert told == sorted(
        [
            *(("2", "uncited-figure"), ("4", "unknown-record"), ("6", "wrong-type"), ("8", "almost-mention"), ("8", "almost-mention")),
            *(("8", "inert-markup"), ("10", "almost-mention"), ("10", "unknown-reference")),
        ]
    ), found
    assert "'pear-post' is an organisation; 'platforms' takes a platform" in found
    assert "'sold' is a claim, and no source" in found


def test_a_source_cited_by_author_or_publisher_and_year_is_the_one_that_there_is(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/names-for-ids", tmp_path / "project")
    bibliography = root / "cases/references.bib"
    entry = "\n@online{xinbao2019li,\n  title = {\u5356\u68a8},\n  date = {2019-08},\n  publisher = {\u679c\u56ed\u65e5\u62a5},\n}\n"
    bibliography.write_text(bibliography.read_text("utf-8") + entry, "utf-8")
    lines = "title: Pears\nsummary: Pears were sold. [@smith2020, p. 3] [@jones2021]\ncite: \u679c\u56ed\u65e5\u62a52019\uff3b\u7b2c2\u6bb5\uff3d\n"
    (root / "cases/pears.yml").write_text(lines, "utf-8")
    found = json.loads(check(root, "--format", "json", str(root / "cases/pears.yml")).stdout)
    told = {(item["line"], item["help"], item["instead"], item["is_safe"]) for item in found if item["code"] == "unknown-reference"}
    assert told == {
        (2, "did you mean 'smith2020apples'?", "[@smith2020apples, p. 3]", False),
        (2, "did you mean 'jones2020'?", "[@jones2020]", False),
        (3, "did you mean 'xinbao2019li'?", "xinbao2019li[\u7b2c2\u6bb5]", False),
    }
