"""The pages of a source: each passage that cites it, and where its parts went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from casebook.pages import places_in_source
from casebook.publishing import pipeline
from casebook.views.here import Here

Write = Callable[..., Path]
BIB = "@online{post2020,\n  author = {Smith, Ann},\n  title = {Apples},\n  date = {2020},\n}\n"


def view(root: Path, address: str) -> Any:
    """What the page at an address shows."""
    result = pipeline.run(root)
    assert result.is_sound, result.diagnostics
    (page,) = [page for page in result.pages if page.address == address]
    return page.view(Here(result.site, address, page.entry))


def passages(root: Path) -> list[list[tuple[str, str, str]]]:
    """The passages that cite the source, by record or page: part, text and locator of each."""
    return [[(item.part, item.text, item.locator) for item in group.passages] for group in view(root, "sources/post2020/")["groups"]]


def test_every_passage_that_ends_in_the_same_citation_is_there(write: Write) -> None:
    story = "story:\n  context: |\n    One came. [@post2020]\n\n    Two came. [@post2020]\n\n    - Three came.\n      [@post2020]\n"
    files = {"cases/references.bib": BIB, "cases/a.yml": f"title: A\nsummary: S\n{story}"}
    files["docs/index.md"] = "# Home\n\nFour came. [@post2020]\n\nFive came. [@post2020]\n"
    assert passages(write(files)) == [
        [("the situation", "One came.", ""), ("the situation", "Two came.", ""), ("the situation", "Three came.", "")],
        [("text", "Four came.", ""), ("text", "Five came.", "")],
    ]


def test_a_passage_is_that_of_its_citation_whatever_looks_like_it(write: Write) -> None:
    text = "`[@post2020, p. 1]` is code.\n\n    One came. [@post2020,\n    p. 1]\n\n    Two came. [@post2020, p. 1]\n"
    files = {"cases/references.bib": BIB, "cases/a.yml": f"title: A\nsummary: S\nstory:\n  context: |\n    {text}"}
    assert passages(write(files)) == [[("the situation", "One came.", "p. 1"), ("the situation", "Two came.", "p. 1")]]


def test_passages_that_read_the_same_are_each_there_and_one_with_two_places_once(write: Write) -> None:
    text = "- Yes. [@post2020]\n    - Yes. [@post2020]\n\n    So it was. [@post2020, p. 1; @post2020, p. 2]"
    files = {"cases/references.bib": BIB, "cases/a.yml": f"title: A\nsummary: S\nstory:\n  context: |\n    {text}\n"}
    (found,) = passages(write(files))
    assert [(text, locator) for _part, text, locator in found] == [("Yes.", ""), ("Yes.", ""), ("So it was.", "p. 1; p. 2")]


def places(root: Path) -> list[str]:
    groups = view(root, "sources/post2020/places/")["groups"]
    return [one.title for group in groups for one in (group if isinstance(group, list) else [group])]


def cited_at(locators: list[str]) -> dict[str, str]:
    mentions = "".join(f"[@post2020{f', {locator}' if locator else ''}]" for locator in locators)
    return {"cases/references.bib": BIB, "cases/a.yml": f'title: A\nsummary: "S {mentions}"\n'}


def test_numbered_places_are_shown_without_gaps_and_the_source_as_a_whole_last(write: Write) -> None:
    root = write(cited_at(["p. 5", "p. 2", "p. 9", "p. 3-4", "cover", "para. 1", "", "p. 7", "p. 8"]))
    assert places(root) == ["p. 1", "p. 2", "p. 3", "p. 4", "p. 5", "p. 6", "p. 7", "p. 8", "p. 9", "para. 1", "cover", "p. 3-4", "as a whole"]


def test_a_number_far_from_the_others_costs_nothing_and_is_there(write: Write) -> None:
    used = ["p. 1", "p. 3", "p. 20200304", f"p. {'9' * 18}", f"p. {'9' * 5000}", "p. 007", "p.7", "p.  8", "p. \N{ARABIC-INDIC DIGIT THREE}"]
    found = places(write(cited_at(used)))
    assert sorted(place for place in found if place in used) == sorted(used)
    assert found[:5] == ["p. 1", "p. 2", "p. 3", "p. 4", "p. 5"]
    assert len(found) < len(used) + places_in_source.LONGEST_GAP


def test_the_top_says_how_much_rests_on_it_and_how_it_was_read(write: Write) -> None:
    bib = BIB.replace("date = {2020}", "date = {2020}, read = {part}, urldate = {2020-05-02}, url = {https://www.post.example/apples}")
    claims = 'claims:\n  - {id: one, statement: "One came.", cite: post2020}\n  - {id: two, statement: "Two came.", cite: [post2020, other]}\n'
    other = "@online{other,\n  title = {Pears},\n}\n"
    files = {"cases/references.bib": bib + other, "cases/a.yml": f"title: A\nsummary: S\n{claims}"}
    about = view(write(files), "sources/post2020/")["about"]
    told = ["2 statements in 1 case rest on it.", "Of 1 of them it is the only source.", "It was read in part, on 2 May 2020."]
    assert about["state"] == told
    assert [(way.text, way.href) for way in about["ways_out"]] == [("Read it at post.example", "https://www.post.example/apples")]


def test_of_few_records_nothing_is_folded(write: Write) -> None:
    files = {"cases/references.bib": BIB} | {f"cases/{name}.yml": f'title: {name}\nsummary: "S [@post2020]"\n' for name in "abcd"}
    assert view(write(files), "sources/post2020/")["is_folded"] is True
    (write(files) / "cases/d.yml").unlink()
    assert view(write({}), "sources/post2020/")["is_folded"] is False
