"""Records in which several lines are broken as beginners break them: each is told of in one run, and nothing else is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from casebook.base.diagnostic import Diagnostic
from casebook.reading.files import Text
from casebook.reading.yaml_reader import parse_yaml
from casebook.records.as_meant import validate
from casebook.records.kinds import Kinds
from casebook.records.models import models

from tests.conftest import kinds_in

RECORD = """\
title: The river race
summary: People rowed down a river and gave to a hospital.
kind: live-sale
period: 2014-07/2014-09
platforms:
  - id: orchard-tv
    role: host
  - id: brook-tv
    role: host
people:
  - id: ann-smith
    role: presenter
places: [hill, river]
claims:
  - id: raised
    measure: turnover
    value: 115000000
    unit: USD
    bound: about
    as_of: 2014-09
    scope: the whole summer
    cite: smith2014[p. 3]
  - id: boats
    measure: weight
    value: 17000000
    bound: more-than
    cite:
      - smith2014
      - post2014[para. 4]
  - id: wing
    statement: The money built a wing of the hospital.
    origin: ann-smith
    cite: "post2014[para. 2]"
timeline:
  - {date: 2014-07-15, text: The first boat.}
  - {date: 2014-08-15, text: The last boat.}
story:
  context: |
    The hospital was old.

    Few gave money: less than a tenth.
  approach: >-
    Each who rowed named three others,
    who had a day to answer.
  results: They raised [#raised].
related:
  - case: apples
    relation: part-of
    why: The same idea.
reviewed: {on: 2020-05-01, by: B. Reader}
"""
NAME = r"( *(?:- +)*[\w-]+)"
# What a beginner does to a line, by what it is called; a line that has nothing of the kind stays as it is.
BREAKS: dict[str, Callable[[str], str]] = {
    "no colon": lambda line: re.sub(rf"^{NAME}:(?= |$)", r"\1", line),
    "no space": lambda line: re.sub(rf"^{NAME}: (?=[\w\"\[{{])", r"\1:", line),
    "full-width colon": lambda line: re.sub(rf"^{NAME}: ?", "\\1\uff1a", line),
    "no bracket at the end": lambda line: re.sub(rf"^({NAME}: \[.*)\]$", r"\1", line),
    "no brace at the end": lambda line: re.sub(r"^( *- \{.*)\}$", r"\1", line),
    "no brace at the beginning": lambda line: re.sub(r"^( *- )\{", r"\1", line),
    "no quote at the end": lambda line: re.sub(r'^([^"]*"[^"]*)"$', r"\1", line),
    "a quote at the beginning": lambda line: re.sub(rf"^({NAME}: )(?=\w)", r'\1"', line),
    "tab": lambda line: re.sub(r"^ +(?=\S)", "\t", line),
    "too far to the right": lambda line: re.sub(r"^( +)(?=[\w]+: \w)", r"\1 ", line),
    "no space after the dash": lambda line: re.sub(r"^( *)- (?=\w+:)", r"\1-", line),
    "another dash": lambda line: re.sub(r"^( *)- ", "\\1\u2013 ", line),
    "a sign": lambda line: re.sub(rf"^({NAME}: )(?=[A-Z])", r"\1*", line),
    "an anchor": lambda line: re.sub(rf"^({NAME}: )(?=[a-z0-9])", r"\1&", line),
    "a second colon": lambda line: re.sub(rf"^({NAME}: )(?=[A-Z])", r"\1First: ", line),
    "quotes of a word processor": lambda line: re.sub(rf"^({NAME}: )([A-Z].*)$", "\\1\u201c\\3\u201d: so", line),
    "a line of its own": lambda line: re.sub(rf"^({NAME}: .*)$", r"\1\n??", line),
}
# Of these the text goes on, or is in brackets: what is written there is no line of YAML's.
INSIDE = [number for number, line in enumerate(RECORD.splitlines()) if not re.match(rf"{NAME}:|  +- ", line)]


def broken(seed: int, count: int) -> tuple[str, dict[int, str]]:
    """The record with so many lines broken, none beside another, and by which means, by the number of the line."""
    chance, lines, done = random.Random(seed), RECORD.splitlines(), dict[int, str]()
    for number in chance.sample(range(len(lines)), len(lines)):
        if len(done) == count:
            break
        name, change = chance.choice(list(BREAKS.items()))
        if number in INSIDE or any(abs(number - other) < 3 for other in done) or change(lines[number]) == lines[number]:
            continue
        lines[number], done[number] = change(lines[number]), name
    text, at = "", dict[int, str]()
    for number, line in enumerate(lines):
        if number in done:
            at[text.count("\n") + 1] = done[number]
        text += f"{line}\n"
    return text, at


def ends(text: str, first: int) -> int:
    """The last line of the entry that begins in a line."""
    lines = text.splitlines()
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    following = range(first, len(lines))
    return next((number for number in following if lines[number].strip() and len(lines[number]) - len(lines[number].lstrip()) <= indent), len(lines))


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    return kinds_in()


def found_in(content: str, kinds: Kinds) -> list[Diagnostic]:
    """All that is wrong with a case, by its file alone."""
    document, found = parse_yaml(Text("a.yml", content))
    return [*found, *(validate(models(kinds).records["case"], document)[1] if document else ())]


def test_the_record_is_sound(kinds: Kinds) -> None:
    assert found_in(RECORD, kinds) == []


@pytest.mark.parametrize("count", [1, 2, 4])
def test_each_broken_line_is_told_of_and_nothing_else(count: int, kinds: Kinds) -> None:
    for seed in range(150):
        text, at = broken(seed, count)
        found = found_in(text, kinds)
        own = {first: range(first, max(ends(text, first), first + 1) + 1) for first in at}
        # Of all tabs the first tells.
        lines_told = {span.line for one in found for span in (one.span, *(place for place, _text in one.more))}
        told = {first: what for first, what in at.items() if lines_told.intersection(own[first])}
        others = [one for one in found if not any(one.span.line in lines for lines in own.values())]
        assert (told, others) == (at, []), text
