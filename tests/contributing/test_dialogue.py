"""The guided dialogue: through the command line's standard input, as a person answers, wrong answers included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.cli import main
from casebook.contributing import fmt_yaml
from casebook.publishing import pipeline
from casebook.records.models import models
from click.testing import CliRunner, Result

from tests.conftest import document

Project = Callable[[str], Path]


def answer(root: Path, *arguments: str, lines: list[str]) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", *arguments, "--ask"], input="".join(f"{line}\n" for line in lines))


CASE = ["", "Plums were sold.", "live-sale", "2020-03", "orchard-tv", "host", "", "", "", "hill", "", "", "2020-03-02", "The sale.", ""]


def test_a_case_with_a_figure_is_written_as_it_was_told(project: Project) -> None:
    root = project("good/complete")
    figure = ["weight", "53000", "about", "2020-03-02", "smith2020apples[p. 3]", ""]
    result = answer(root, "case", lines=["An evening of plums", "", *CASE, *figure])
    assert result.exit_code == 0, result.output
    assert result.stdout == "cases/an-evening-of-plums.yml is there, as a draft; 'casebook check' reads it, 'casebook serve --drafts' shows it\n"
    content = (root / "cases/an-evening-of-plums.yml").read_text("utf-8")
    assert document(content).data == {
        "title": "An evening of plums",
        "summary": "Plums were sold.",
        "kind": "live-sale",
        "period": "2020-03",
        "platforms": [{"id": "orchard-tv", "role": "host"}],
        "places": ["hill"],
        "claims": [
            {"id": "weight", "measure": "weight", "value": 53000, "bound": "about", "as_of": "2020-03-02", "cite": "smith2020apples[p. 3]"},
        ],
        "timeline": [{"date": "2020-03-02", "text": "The sale."}],
        "status": "draft",
    }
    assert content.startswith("# yaml-language-server: $schema=../.casebook/schema/case.json\n# Not said yet: ")
    checked = pipeline.check(root)
    assert checked.is_sound
    assert fmt_yaml.formatted(content, models(checked.catalog.kinds).records["case"]).places == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["2020-13"], "there is no month 13"),
        (["March 2020"], "2020-03"),
        (["in spring"], "date"),
    ],
)
def test_a_wrong_answer_is_refused_at_once_and_asked_for_again(wrong: list[str], said: str, project: Project) -> None:
    root = project("good/complete")
    lines = ["Plums again", "", "", "Sold.", "", *wrong, "2020-03", *[""] * 8]
    result = answer(root, "case", lines=lines)
    assert said in result.stderr
    assert document((root / "cases/plums-again.yml").read_text("utf-8")).data["period"] == "2020-03"


def test_a_draft_a_measure_and_a_word_are_chosen_by_their_names(project: Project) -> None:
    root = project("good/complete")
    path = root / "cases/platforms/orchard-tv.yml"
    path.write_text(path.read_text("utf-8") + "status: draft\n", "utf-8")
    start = ["Plums again", "", "", "Sold.", "Live sale", "", "Orchard TV", "host"]
    result = answer(root, "case", lines=[*start, *[""] * 6, "WEIGHT SOLD", "5", "", "", "", ""])
    assert "orchard-tv: Orchard TV" in result.stderr
    assert "[draft]" in result.stderr
    data = document((root / "cases/plums-again.yml").read_text("utf-8")).data
    assert (data["kind"], data["platforms"][0]["id"], data["claims"][0]["measure"]) == ("live-sale", "orchard-tv", "weight")


def test_what_is_not_there_to_choose_has_a_way_out(project: Project) -> None:
    result = answer(project("good/complete"), "case", lines=["Plums again", "", "", "Sold.", "c. 2020", *[""] * 10])
    assert "there is no 'c. 2020' to choose; leave it empty to go on\n" in result.stderr
    assert result.stderr.startswith("What you leave empty can be written into the file later.")


def test_names_are_chosen_by_what_they_are_called_and_mistakes_are_guessed(project: Project) -> None:
    root = project("good/complete")
    figure = ["wieght", "weight", "53,000", "53000", "abuot", "about", "", "smith2021apples", "smith2020apples", ""]
    start = ["Plums again", "", "", "Sold.", "life-sale", "live-sale", "", "orchardtv", "ORCHARD TV", "hots", "host"]
    result = answer(root, "case", lines=[*start, *[""] * 6, *figure])
    for near in ("live-sale", "orchard-tv", "host", "weight", "about", "smith2020apples"):
        assert f"did you mean '{near}'?" in result.stderr, near
    assert "53000" in result.stderr
    data = document((root / "cases/plums-again.yml").read_text("utf-8")).data
    assert (data["platforms"], data["claims"][0]["value"]) == ([{"id": "orchard-tv", "role": "host"}], 53000)


@pytest.mark.parametrize("name", ["An afternoon of apples", "an  AFTERNOON of apples!", "苹果的下午", "The apple sale", "apple sale"])
def test_a_name_that_a_record_has_already_is_refused(name: str, project: Project) -> None:
    result = answer(project("good/complete"), "case", lines=[name, "Another afternoon", "other", *[""], "Sold.", *[""] * 9])
    assert "the case in cases/apples.yml has that name already; choose another name" in result.stderr
    assert result.exit_code == 0


def test_a_similar_name_is_warned_of_and_may_stay(project: Project) -> None:
    root = project("good/complete")
    result = answer(root, "topic", lines=["Life commerce", "no", "Live comerce", "yes", "", "", "Selling live.", ""])
    assert result.stderr.count("there is one of a similar name: 'Live commerce', cases/topics/live-commerce.yml") == 2
    assert (root / "cases/topics/live-comerce.yml").exists()


@pytest.mark.parametrize(("id", "why"), [("apples", "is taken by cases/apples.yml"), ("apple-sale", "is taken by"), ("Two Words", "cannot be an id")])
def test_an_id_that_is_taken_or_none_is_refused(id: str, why: str, project: Project) -> None:
    root = project("good/complete")
    result = answer(root, "topic", lines=["Orchards", id, "orchards", "", "Trees.", ""])
    assert why in result.stderr
    assert (root / "cases/topics/orchards.yml").exists()


def test_what_has_to_be_there_is_asked_for_until_it_is(project: Project) -> None:
    root = project("good/complete")
    result = answer(root, "measure", lines=["", "Baskets", "", "", "", "", "baskets", "basket", "", "", "What was in baskets.", "", ""])
    assert result.stderr.count("this cannot be left out") == 3
    assert document((root / "cases/measures/baskets.yml").read_text("utf-8")).data == {
        "name": "Baskets",
        "unit": "baskets",
        "one": "basket",
        "definition": "What was in baskets.",
        "status": "draft",
    }


def test_whoever_goes_away_leaves_nothing(project: Project) -> None:
    root = project("good/complete")
    result = answer(root, "case", lines=["Plums again", ""])
    assert result.exit_code == 1
    assert not (root / "cases/plums-again.yml").exists()


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
