"""The guided dialogue: a person who answers what the questions are about, wrong answers included; and the same through a pipe and on a terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from casebook.base import saying
from casebook.base.scripts import is_chinese
from casebook.cli import main
from casebook.cli.commands import new
from casebook.contributing import dialogue, fmt_yaml, scaffold, unfinished
from casebook.contributing.interview import Interview
from casebook.publishing import pipeline
from casebook.records.models import models
from click.testing import CliRunner, Result

from tests.conftest import document

Project = Callable[[str], Path]
# What somebody says, by what is in the question: its answers one after the other, then nothing.
Script = Mapping[str, Sequence[str]]


class Person:
    """Somebody who has an answer where a question has these words."""

    def __init__(self, script: Script) -> None:
        self.left = {words: list(answers) for words, answers in script.items()}
        self.asked: list[str] = []
        self.told = ""

    def ask(self, question: str, default: str = "") -> str:
        self.asked.append(question)
        assert len(self.asked) < 200, (question, [t for t in self.told.splitlines() if "left out" not in t][-1:])
        answers: list[str] = next((answers for words, answers in self.left.items() if words in question and answers), [])
        return answers.pop(0) if answers else default

    def agree(self, question: str) -> bool:
        return self.ask(question) == "yes"

    def tell(self, text: str) -> None:
        self.told += f"{text}\n"


def answered(root: Path, kind: str, script: Script, name: str = "", id: str = "") -> tuple[Person, Any]:
    """The person after the dialogue, and what the new record says; it passes `check` as a draft, and `fmt` has nothing to do."""
    person, catalog = Person(script), pipeline.check(root).catalog
    of = scaffold.kind_of(kind, catalog)
    id, text = dialogue.record(of, id, name, catalog, Interview(person), new._looking(root))
    path = scaffold.write(root, scaffold.path_of(of, id), text, "")
    checked = pipeline.check(root)
    assert [item for item in checked.diagnostics if item.span.path == path and item.severity.value == "error"] == []
    assert fmt_yaml.formatted(text, models(checked.catalog.kinds).records[kind]).places == ()
    assert not any(person.left.values()), person.left
    return person, document(text).data


def piped(root: Path, *arguments: str, lines: Sequence[str]) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", *arguments, "--ask"], input="".join(f"{line}\n" for line in lines))


NEEDED = {"A title": ["Plums again"], "Two sentences": ["Sold."]}


def test_everything_that_a_record_can_hold_is_asked_for(project: Project) -> None:
    root = project("good/complete")
    script = {
        "A title": ["An evening of plums"],
        "Other names": ["Plum night"],
        "Two sentences": ["Plums were sold by [[ann-smith]]."],
        "What sort of case": ["Live sale"],
        "When it happened": ["2020-03"],
        "The platforms": ["Orchard TV"],
        "orchard-tv: Its part": ["host"],
        "The people": ["Ann Smith"],
        "ann-smith: Its part": ["host"],
        "Where it happened": ["Hill"],
        "What it is about": ["live-commerce"],
        "what was counted (a measure": ["WEIGHT SOLD"],
        "The figure, in digits": ["53000"],
        "How the source qualifies": ["around"],
        "When the claim held": ["2020-03-02", "2020"],
        "What exactly was counted": ["the evening"],
        "Who the claim comes from": ["growers", "Ann Smith"],
        "The sources, as": ["smith2020apples[p. 3]", "smith2020apples"],
        "A statement": ["Nobody has counted the plums that came back."],
        "A doubt": ["Who weighed is not said."],
        "Dated events": ["2020-03-02"],
        "2020-03-02: What happened": ["The sale. [@smith2020apples]"],
        "The situation before": ["The market was closed."],
        "Who did what": ["[[ann-smith]] went live."],
        "Another paragraph": ["", "She sold plums. [@smith2020apples]"],
        "What came of it": ["The sale brought [#weight]."],
        "Other cases": ["apples"],
        "The kind of relation": ["part-of"],
        "Why a reader": ["Fruit, too."],
    }
    _person, data = answered(root, "case", script)
    assert data == {
        "title": "An evening of plums",
        "aliases": ["Plum night"],
        "summary": "Plums were sold by [[ann-smith]].",
        "kind": "live-sale",
        "period": "2020-03",
        "platforms": [{"id": "orchard-tv", "role": "host"}],
        "people": [{"id": "ann-smith", "role": "host"}],
        "places": ["hill"],
        "topics": ["live-commerce"],
        "claims": [
            {
                "id": "weight",
                "measure": "weight",
                "value": 53000,
                "bound": "about",
                "as_of": "2020-03-02",
                "scope": "the evening",
                "origin": "growers",
                "cite": "smith2020apples[p. 3]",
                "note": "Who weighed is not said.",
            },
            {
                "id": "nobody-has-counted-the",
                "statement": "Nobody has counted the plums that came back.",
                "as_of": 2020,
                "origin": "ann-smith",
                "cite": "smith2020apples",
            },
        ],
        "timeline": [{"date": "2020-03-02", "text": "The sale. [@smith2020apples]"}],
        "story": {
            "context": "The market was closed.\n",
            "approach": "[[ann-smith]] went live.\n\nShe sold plums. [@smith2020apples]\n",
            "results": "The sale brought [#weight].\n",
        },
        "related": [{"case": "apples", "relation": "part-of", "why": "Fruit, too."}],
        "status": "draft",
    }


# What somebody says wrongly, by what is in the question; what stands there in the end; and what is said of it.
WRONG: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "When it happened": [
        ("2020-13", "2020-03", "there is no month 13"),
        ("March 2020", "", "write period: 2020-03"),
        ("in spring", "", "is no date"),
    ],
    "What sort of case": [
        ("life-sale", "live-sale", "did you mean 'live-sale'?"),
        ("c. 2020", "", "there is no 'c. 2020' to choose; leave it empty to go on"),
    ],
    "The platforms": [("orchardtv", "orchard-tv", "did you mean 'orchard-tv'?")],
    "orchard-tv: Its part": [("hots", "host", "did you mean 'host'?")],
    "Other names": [("Plums again", "", "'Plums again' stands there already")],
    "what was counted (a measure": [("wieght", "weight", "did you mean 'weight'?")],
    "The figure, in digits": [("53,000", "53000", "write value: 53000")],
    "How the source qualifies": [("abuot", "about", "did you mean 'about'?")],
    "The sources, as": [("smith2021apples", "smith2020apples", "there is no source 'smith2021apples'; did you mean 'smith2020apples'?")],
    "The situation before": [
        ("By [[ann-smyth]].", "By [[ann-smith]].", "there is no record 'ann-smyth'; did you mean 'ann-smith'?"),
        ("As it was. [@smith2021apples]", "", "no source 'smith2021apples'"),
    ],
    "What came of it": [("It brought [#wieght].", "It brought [#weight].", "'plums-again' has no claim 'wieght'")],
    "Its id: the name": [
        ("apples", "plums-again", "the id 'apples' is taken by cases/apples.yml; choose another"),
        ("Two Words", "", "cannot be an id"),
    ],
}


def test_a_wrong_answer_is_refused_in_the_words_of_check_and_asked_for_again(project: Project) -> None:
    said = {words: [*(wrong for wrong, _right, _why in answers), answers[0][1]] for words, answers in WRONG.items()}
    person, data = answered(project("good/complete"), "case", {**NEEDED, **said})
    for answers in WRONG.values():
        for _wrong, _right, why in answers:
            assert why in person.told
    claim = {"id": "weight", "measure": "weight", "value": 53000, "bound": "about", "cite": "smith2020apples"}
    assert (data["platforms"], data["claims"]) == ([{"id": "orchard-tv", "role": "host"}], [claim])
    assert data["story"] == {"context": "By [[ann-smith]].\n", "results": "It brought [#weight].\n"}


def test_all_that_is_asked_and_refused_is_said_in_chinese_too(project: Project) -> None:
    catalog, heard = pipeline.check(root := project("good/complete")).catalog, []

    class Chinese(Person):
        def ask(self, question: str, default: str = "") -> str:
            heard.append(saying.spoken(question, "zh"))
            return super().ask(question, default)

        def tell(self, text: str) -> None:
            heard.append(saying.spoken(text, "zh"))

    script = {"A title": ["Plums again"], "Two sentences": ["Sold."], "A figure": ["turnover"], "The figure": ["1,5,5", "5"], "Bound": ["zzz"]}
    script |= {"When it happened": ["soon"], "sources": ["nowhere"]}
    dialogue.record(scaffold.kind_of("case", catalog), "", "", catalog, Interview(Chinese(script)), new._looking(root), "zh")
    assert len(heard) > 25
    # What the kind itself says of its fields is the catalog's own; so are the names that are listed.
    kind = catalog.kinds.by_name["case"]
    own = ("  ", "Two sentences: who did", *(part.description for part in (*kind.fields, *kind.story)))
    assert [text for text in heard if not is_chinese(text) and not text.startswith(own)] == []
    assert any("大约" in text for text in heard)


def test_what_has_to_be_there_is_asked_for_until_it_is(project: Project) -> None:
    script = {"The name": ["", "Baskets"], "The unit": ["", "baskets"], "What one": ["basket"], "What exactly": ["", "What was in baskets."]}
    person, data = answered(project("good/complete"), "measure", script)
    assert person.told.count("this cannot be left out") == 3
    assert data == {"name": "Baskets", "unit": "baskets", "one": "basket", "definition": "What was in baskets.", "status": "draft"}


def test_a_draft_is_offered_as_one(project: Project) -> None:
    root = project("good/complete")
    path = root / "cases/platforms/orchard-tv.yml"
    path.write_text(path.read_text("utf-8") + "status: draft\n", "utf-8")
    person, data = answered(root, "case", {**NEEDED, "The platforms": ["Orchard TV"], "Its part": ["host"]})
    assert "orchard-tv: Orchard TV" in person.told
    assert "[draft]" in person.told
    assert data["platforms"] == [{"id": "orchard-tv", "role": "host"}]


# --- names --------------------------------------------------------------------------------------------------------


def test_a_name_that_a_record_has_already_is_refused(project: Project) -> None:
    names = ["An afternoon of apples", "an  AFTERNOON of apples!", "苹果的下午", "The apple sale", "apple sale"]
    person, data = answered(project("good/complete"), "case", {**NEEDED, "A title": [*names, "Another afternoon"]})
    assert person.told.count("the case in cases/apples.yml has that name already; choose another name") == len(names)
    assert data["title"] == "Another afternoon"


def test_a_similar_name_is_found_however_it_is_written(project: Project) -> None:
    catalog = pipeline.check(project("good/complete")).catalog
    for kind, name, like in (
        ("topic", "Live comerce", "Live commerce"),
        ("topic", "Lîve Commerces", "Live commerce"),
        ("topic", "Commerce, live", "Live commerce"),
        ("topic", "The Live Commerce Co., Ltd.", "Live commerce"),
        ("topic", "Live commerce of apples", "Live commerce"),
        ("organisation", "Orchard TV", "Orchard TV"),
        ("platform", "果园电视", "Orchard TV"),
    ):
        entry, is_same = scaffold.called(name, scaffold.kind_of(kind, catalog), catalog)
        assert (entry and entry.record.label, is_same) == (like, False), name


def test_whoever_finds_it_is_the_same_begins_anew(project: Project) -> None:
    script = {"The name": ["Life commerce", "Orchards"], "Is yours another one?": ["no"], "What it is": ["Trees."]}
    person, data = answered(project("good/complete"), "topic", script)
    assert "there is one of a similar name: 'Live commerce', cases/topics/live-commerce.yml\nthen it is there already" in person.told
    assert data["name"] == "Orchards"


# --- going back, and going away -----------------------------------------------------------------------------------


def test_one_goes_back_as_far_as_one_wants(project: Project) -> None:
    script = {
        "A title": ["<", "Medlars", "Plums again"],
        "Its id: the name": ["<", ""],
        "Two sentences": ["Sold.", "Bought."],
        "What sort": ["no-word", "<"],
    }
    person, data = answered(project("good/complete"), "case", {**script, "When it happened": ["2020"]})
    assert (data["title"], data["summary"], data["period"]) == ("Plums again", "Bought.", 2020)
    assert "this is the first question" in person.told


def test_who_goes_away_is_told_where_the_answers_are_and_goes_on_later(project: Project) -> None:
    root = project("good/complete")
    result = piped(root, "case", lines=["Plums again", ""])
    assert result.exit_code == 1
    path = ".casebook/unfinished/case-plums-again.json"
    assert f"no record is written; your answers are kept in {path}: 'casebook new case --ask' on a terminal goes on with them" in result.stderr
    assert not (root / "cases/plums-again.yml").exists()
    assert (root / ".casebook/.gitignore").read_text().endswith("*\n")
    kept, answers = unfinished.found(root, "case")
    assert (kept, answers[:2]) == (path, ["Plums again", "plums-again"])
    (root / path).write_text("{}")
    assert unfinished.found(root, "case") == ("", [])
    (root / path).write_text(json.dumps(answers))
    terminal = Terminal(root, "case", "--ask")
    terminal.see("was begun and not finished")
    terminal.say("y")
    terminal.see("Two sentences")
    terminal.say("Plums were sold.")
    terminal.see("What sort of case")
    # Ctrl-C, when the question has been read: what is typed before Python waits for it may wait as well.
    time.sleep(0.5)
    terminal.write(b"\x03")
    terminal.see("your answers are kept in")
    assert terminal.end() == 1
    assert unfinished.found(root, "case")[1] == [*answers, "Plums were sold."]
    terminal = Terminal(root, "case", "--ask")
    terminal.see("was begun and not finished")
    terminal.say("y")
    terminal.see("What sort of case")
    # Ctrl-D is no answer either.
    terminal.write(b"\x04")
    terminal.see("your answers are kept in")
    assert terminal.end() == 1


def test_what_stands_behind_the_end_of_a_file_of_answers_is_left_empty(project: Project) -> None:
    root = project("good/complete")
    result = piped(root, "case", lines=["Plums again", "", "", "", "Sold.", "live-sale"])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "cases/plums-again.yml is there, as a draft; 'casebook check' reads it, 'casebook serve --drafts' shows it\n"
    content = (root / "cases/plums-again.yml").read_text("utf-8")
    assert content.startswith("# yaml-language-server: $schema=../.casebook/schema/case.json\n# Not said yet: ")
    assert document(content).data == {"title": "Plums again", "summary": "Sold.", "kind": "live-sale", "status": "draft"}
    assert piped(root, "case", lines=[]).stderr.endswith("nothing was answered, and nothing is written\nAborted!\n")


class Terminal:
    """`casebook new` on a real terminal."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self._own, theirs = pty.openpty()
        # The terminal sends its signals to whoever has taken it.
        taking = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
        command = [str(Path(sys.executable).with_name("casebook")), "-C", str(root), "new", *arguments]
        self._process = subprocess.Popen([sys.executable, "-c", taking, *command], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        self.seen = ""

    def see(self, words: str) -> None:
        until = time.monotonic() + 30
        while words not in " ".join(self.seen.split()):
            assert time.monotonic() < until, self.seen
            if select.select([self._own], [], [], 0.1)[0]:
                self.seen += os.read(self._own, 4096).decode("utf-8", "replace")

    def write(self, data: bytes) -> None:
        self.seen = ""
        os.write(self._own, data)

    def say(self, line: str) -> None:
        self.write(f"{line}\n".encode())

    def end(self) -> int:
        code = self._process.wait(30)
        os.close(self._own)
        return code


# --- the name alone -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "value"), [("--name", "ALS Association"), ("--title", "ALS Association")])
def test_a_name_can_be_said_and_is_not_asked(option: str, value: str, project: Project) -> None:
    root = project("good/complete")
    run = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", "organisation", "als-association", option, value])
    assert run.exit_code == 0
    data = document((root / "cases/organisations/als-association.yml").read_text("utf-8")).data
    assert data["name"] == "ALS Association"
    assert "ALS Association" in data["summary"]


def test_a_name_that_is_said_is_compared_as_one_that_is_asked_for(project: Project) -> None:
    root = project("good/complete")
    run = CliRunner(catch_exceptions=False)
    refused = run.invoke(main, ["-C", str(root), "new", "topic", "lives", "--name", "live  COMMERCE"])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "casebook: the topic in cases/topics/live-commerce.yml has that name already; choose another name\n"
    assert not (root / "cases/topics/lives.yml").exists()
    warned = run.invoke(main, ["-C", str(root), "new", "topic", "lives", "--name", "Life commerce"])
    assert (warned.exit_code, warned.stderr) == (0, "there is one of a similar name: 'Live commerce', cases/topics/live-commerce.yml\n")


def test_without_a_name_it_is_left_to_be_written_and_no_capital_is_guessed(project: Project) -> None:
    root = project("good/complete")
    for id in ("als-association", "mcdonalds"):
        CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", "organisation", id])
    data = document((root / "cases/organisations/als-association.yml").read_text("utf-8")).data
    assert data["name"] == "Write its name here (als-association)"
    path = root / "cases/organisations/mcdonalds.yml"
    path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    found = [item for item in pipeline.check(root).diagnostics if item.code == "leftover-placeholder"]
    assert {item.span.path for item in found} == {"cases/organisations/mcdonalds.yml"}
    assert len(found) == 2


@pytest.mark.parametrize("arguments", [("kind", "workshop", "--name", "X"), ("source", "--name", "X"), ("vocabulary", "x", "--ask")])
def test_what_is_no_record_has_no_name_to_be_asked_for(arguments: tuple[str, ...], project: Project) -> None:
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(project("good/complete")), "new", *arguments])
    assert result.exit_code == 2
    assert "is said of a record" in result.stderr
