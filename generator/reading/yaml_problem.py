"""What a YAML reader could not read, and what to say of it: the lines around the place, and an advice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..base.saying import Said, said

# A longer text is not written out once more.
SHORT = 60
# How many lines beside a place may still have to do with it.
FAR = 50
# A field: its indentation with the dashes of list items, its name, and its text.
FIELD = re.compile(r"(?P<indent> *(?:- +)*)(?P<begin>(?P<name>[\w-]+):) +(?P<text>\S.*)")


class Problem(NamedTuple):
    """Where a YAML reader gave up and what it says: `at` and `since` (where the part began that it was reading) are line and column, from 1."""

    what: str
    context: str
    at: tuple[int, int]
    since: tuple[int, int]
    lines: Sequence[str]

    def line(self, number: int) -> str:
        """A line of the file, counted from 1; empty outside of it."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands on the line before the place."""
        return self.line(self.at[0])[: self.at[1] - 1]

    @property
    def above(self) -> tuple[int, str]:
        """The last line above that is not empty, with its number."""
        numbers = range(self.at[0] - 1, 0, -1)
        return next(((number, self.line(number)) for number in numbers if self.line(number).strip()), (0, ""))


class Advice(NamedTuple):
    """Where to look (line and column, from 1), what is wrong, and a way out; `instead` is what to write in place of so many characters there."""

    at: tuple[int, int]
    message: Said
    help: Said
    width: int = 1
    instead: str | None = None
    is_safe: bool = False


def indentation(line: str, pattern: str = " *") -> str:
    """What a line begins with."""
    found = re.match(pattern, line)
    return found.group() if found else ""


def in_quotes(text: str) -> str:
    """A text in quotes that it does not hold itself; in single ones, in which a single one is doubled, where it holds both."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quoting(problem: Problem, line: int, message: Said, *, at: int = 0) -> Advice:
    """An advice to put the text of a field in quotes, from its first character to the end of its line; `at` is the column to look at instead."""
    written = problem.line(line)
    found = FIELD.match(written)
    if not found:
        return Advice((line, at or len(indentation(written)) + 1), message, said("put the text in quotes"))
    text, column = found["text"].rstrip(), found.start("text") + 1
    shown = in_quotes(text)
    help = said("put the text in quotes, or on lines of its own after '>-'")
    if len(text) < SHORT:
        help = said("put the text in quotes: {line}", line=f"{found['name']}: {shown}")
    # A text over several lines, or one with a comment behind it, somebody has to look at.
    following = problem.line(line + 1)
    goes_on = following.strip() and len(indentation(following)) > len(indentation(written))
    if goes_on or (at and at != column and text[0] in "[{"):
        return Advice((line, at or column), message, help)
    return Advice((line, column), message, help, len(text), shown, is_safe=" #" not in text)
