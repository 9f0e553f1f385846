"""What is wrong with YAML that cannot be read, in words for somebody who never heard of YAML.

The reader's own messages name what it expected; what a person did is seen from the lines around the place. Knows text only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..base.saying import Said, as_it_is, said, several
from . import yaml_flow, yaml_signs
from .yaml_problem import FAR, FIELD, Advice, Problem, indentation, quoting

REMOVE = said("remove this line")
OUT_OF_LINE = said("this list item is not in line with those above")
TAB = said("a tab is used for indentation")
QUOTES = said("text that holds ': ' or ' #', or begins with one of [ ] { } @ ` & * ! | > % needs quotes around it")
_QUOTED_WORDS = re.compile(r"""(?:"[^"]*"|'[^']*')[;.!?]? +[^\W\d_](?!.*:(?: |$))""")
_GLUED = re.compile(r"\n *-(?P<name>[a-z][a-z_]*)(?=:\s)")
# The head of a text over several lines, and lines that are none of a record's but of what a chat or a page puts around them.
_TEXT_BELOW = re.compile(r"(?P<indent> *(?:- +)*)[\w-]+: +[|>][-+]?\s*$")
_FENCE, _DOTS = re.compile(r"\s*(?:`{3,}|~{3,})[\w-]*\s*"), re.compile(r" *(?:- +)?(?:\.{3,}|\u2026+)\s*")
_NO_SPACE = re.compile(r" *(?:- +)*[\w-]+:(?=[^\s:/])")


def advise(problem: Problem) -> Advice:
    """What to tell a contributor: the reader's own words where nothing better is known."""
    shown = problem.line(problem.at[0])
    if "\t" in (begins := indentation(shown, r"\s*")):
        if head := _TEXT_BELOW.match(problem.line(problem.at[0] - 1)):
            help = said("the text stands behind spaces, two more than its field")
            return Advice((problem.at[0], 1), TAB, help, len(begins), " " * (len(head["indent"]) + 2), is_safe=True)
        first = begins.index("\t")
        help, instead = said("indent with spaces, two a level"), begins[first:].replace("\t", "  ")
        if more := sum("\t" in indentation(line, r"\s*") for line in problem.lines[problem.at[0] :]):
            help = several(
                "indent with spaces, two a level: {count} more line begins with a tab, so replace both tabs by two spaces",
                "indent with spaces, two a level: {count} more lines begin with a tab, so replace every tab by two spaces",
                more,
            )
        return Advice((problem.at[0], first + 1), TAB, help, len(instead) - begins.count("\t"), instead)
    advice = (
        _dots(problem.at[0], shown)
        or _closing(problem)
        or yaml_signs.advise(problem)
        or next((advise(problem) for words, advise in _ADVISERS.items() if words in f"{problem.what} {problem.context}"), None)
    )
    told = " ".join(part for part in (problem.what, problem.context) if part)
    own = as_it_is(told) if told else said("the YAML reader gave up here")
    return advice or _colon_above(problem) or Advice(problem.at, own, QUOTES)


def _dots(line: int, text: str) -> Advice | None:
    """Dots that somebody left in the place of something."""
    if not _DOTS.fullmatch(text):
        return None
    message = said("'{dots}' stands for something, and says nothing of it", dots=text.strip())
    return Advice((line, 1), message, said("write it, or remove this line"), len(text), "")


def _closing(problem: Problem) -> Advice | None:
    """A line of closing brackets or braces alone, where none is open."""
    found = re.fullmatch(r"(?P<indent> *)(?P<closers>[}\]]+),?\s*", problem.line(problem.at[0]))
    if not found or "flow" in problem.context:
        return None
    message, help = said("this closes nothing that was opened"), said("remove it, or put what it should close in front of it")
    return Advice((problem.at[0], len(found["indent"]) + 1), message, help, len(found["closers"]))


def _colon_above(problem: Problem, since: int = 1) -> Advice | None:
    """A field above, perhaps since a line, whose full-width colon made a text of all lines between."""
    first = max(since, problem.at[0] - FAR)
    return next((advice for number in range(problem.at[0], first - 1, -1) if (advice := _wide_colon(number, problem.line(number)))), None)


def _behind(count: int) -> Said:
    return several("behind {count} space", "behind {count} spaces", count) if count else said("at the margin")


def _missing_space(number: int, line: str) -> Advice | None:
    if not (found := _NO_SPACE.match(line)):
        return None
    help = said("a field is written 'name: value', with a space between the two")
    return Advice((number, found.end()), said("there is no space after this colon"), help, 1, ": ", is_safe=True)


def _equals(number: int, line: str) -> Advice | None:
    """A field as in other notations: `title = The river`."""
    found = re.match(r" *(?:- +)*[a-z][\w-]*(?P<sign> *:?= *)(?=[^\s=>])", line)
    if not found:
        return None
    help = said("a field is written with the colon ':' and a space behind it")
    return Advice((number, found.start("sign") + 1), said("'=' parts no name from its value"), help, len(found["sign"]), ": ", is_safe=True)


def _missing_space_after_dash(number: int, line: str) -> Advice | None:
    found = re.match(r" *-(?=[\w\"'])", line)
    if not found:
        return None
    help = said("an item of a list is written '- item', with a space between the two")
    return Advice((number, found.end()), said("there is no space after this '-'"), help, 1, "- ", is_safe=True)


def _wide_colon(number: int, line: str) -> Advice | None:
    found = re.match(r" *(?:- +)*[\w-]+(\uff1a *)", line)
    if not found:
        return None
    help = said("a field is written with the colon ':' and a space behind it")
    instead = ": " if line[found.end() :].strip() else ":"
    return Advice((number, found.start(1) + 1), said("this is a full-width colon"), help, len(found[1]), instead, is_safe=True)


def advise_unparted(lines: Sequence[str]) -> Advice | None:
    """What to say of a file that YAML reads as one text, as no colon in it parts a name from a value; None where it is not that."""
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith(("#", "---")):
            return _missing_space(number, line) or _wide_colon(number, line) or _equals(number, line)
    return None


def advise_glued(content: str) -> Iterator[tuple[int, Advice]]:
    """What to say of a name with a dash before it, were it the first of an item, as `-id: plays`; each with its offset."""
    for found in _GLUED.finditer(content):
        number = content.count("\n", 0, found.start() + 1) + 1
        if advice := _missing_space_after_dash(number, found[0][1:]):
            yield found.end() - len(found["name"]) - 1, advice


def _second_colon(problem: Problem) -> Advice | None:
    line, column = problem.at
    if re.match(r" *(?:- +)*[\w-]+:[\[{\"']", problem.before) and (advice := _missing_space(line, problem.line(line))):
        return advice
    if found := FIELD.match(problem.before):
        quoted = quoting(problem, line, said("there is a second ': ' in this line, behind '{word}'", word=found["text"].split()[-1]), at=column)
        # Of one small word before it, nobody can say that it should not be a field of its own.
        return quoted._replace(is_safe=quoted.is_safe and not re.fullmatch(r"[a-z_]+", found["text"]))
    above, text = problem.above
    if advice := _missing_space(above, text) or _missing_space_after_dash(above, text) or _wide_colon(above, text) or _equals(above, text):
        return advice
    if problem.line(line).lstrip().startswith("- "):
        return _stray_item(problem)
    indent, expected = len(indentation(problem.before)), len(indentation(text, r" *(?:- +)*"))
    if indent > expected:
        if advice := yaml_signs.without_dash(problem, above, indent):
            return advice
        message = said("this line stands further to the right than the field above, and goes on its text, but looks like a field")
        help = said(
            "a field of its own begins in the same column as the one above, {place}; a text over several lines stands after '>-'",
            place=_behind(expected),
        )
        return Advice((line, indent + 1), message, help)
    # The first line of fields has no colon, and so is one text with the name below it.
    return _no_field(above, text) if indent == expected and text.strip() and not re.search(r":(?:\s|$)", text) else None


def _character(problem: Problem) -> Advice | None:
    line, column = problem.at
    # A quote that is not closed above may have been so by one that opens here.
    if advice := next(filter(None, (yaml_signs.unclosed(problem, number) for number in range(max(1, line - FAR), line))), None):
        return advice
    if found := re.search(r"(?:: +|- +)(\[.*)$", problem.before):
        return yaml_flow.bracket(problem, (line, found.start(1) + 1))
    character = problem.line(line)[column - 1 : column]
    return _begins(problem, problem.at, character) if character else None


def _begins(problem: Problem, at: tuple[int, int], sign: str) -> Advice:
    """A text begins with a sign that means something else to YAML."""
    if _FENCE.fullmatch(line := problem.line(at[0])):
        return Advice(
            (at[0], 1), said("'{signs}' is a sign of Markdown, and no line of the file", signs=line.strip()), REMOVE, len(line), "", is_safe=True
        )
    message = said("a text cannot begin with '{character}'", character=sign)
    field = FIELD.match(problem.line(at[0]))
    if field is None or field.start("text") + 1 != at[1]:
        return Advice(at, message, said("put the text in quotes"))
    if code := re.fullmatch(r"`([^`\s:#\[\]{},&*!|>'\"%@]+)`", field["text"].rstrip()):
        return Advice(at, message, said("write {line}", line=f"{field['name']}: {code[1]}"), len(code[0]), code[1], is_safe=True)
    return yaml_signs.cited(at[0], field) or quoting(problem, at[0], message)


def _no_colon(problem: Problem) -> Advice | None:
    line = problem.since[0]
    text = problem.line(line)
    return _missing_space(line, text) or _wide_colon(line, text) or _equals(line, text) or _no_field(line, text)


def _no_field(line: int, text: str) -> Advice:
    """A line between fields that is none itself."""
    at = (line, len(indentation(text)) + 1)
    if dots := _dots(line, text):
        return dots
    help = said("a field is 'name: value'; a text that goes on over several lines stands after '>-', with each line indented")
    if found := re.fullmatch(r" *(?:- +)*([a-z][\w-]*) +(\S.{0,60})", text):
        help = said(
            "if it should be one, write {line}; a text that goes on over several lines stands after '>-', with each line indented",
            line=f"{found[1]}: {found[2]}",
        )
    return Advice(at, said("this line is no field: there is no ': ' in it"), help)


def _item(problem: Problem) -> Advice | None:
    line, column = problem.at
    if problem.before.strip():
        return _key(problem)
    indent = problem.since[1] - 1
    following = next((len(indentation(other)) for other in problem.lines[line:] if other.strip()), 0)
    if advice := _missing_space_after_dash(line, problem.line(line)) or yaml_signs.without_dash(problem, line, following):
        return advice
    if problem.line(line).lstrip().startswith("- "):
        return _out_of_line((line, column), indent)
    message = said("this line belongs neither to the list item above nor to what is around the list")
    help = said("what belongs to the item begins {place}, what is outside of the list further to the left than its items", place=_behind(indent + 2))
    return Advice((line, column), message, help)


def _key(problem: Problem) -> Advice | None:
    line, column = problem.at
    before = problem.before.rstrip()
    if before.endswith(('"', "'")):
        if advice := next(filter(None, (yaml_signs.unclosed(problem, number) for number in range(problem.since[0], line))), None):
            return advice
        message = said("something stands behind the closing quote")
        if (found := FIELD.match(problem.line(line))) and _QUOTED_WORDS.match(found["text"]):
            # Words in quotes at the beginning of a text, as in a newspaper.
            return quoting(problem, line, message)._replace(at=(line, found.start("text") + 1))
        help = said("quotes go around a whole text; for quotes inside, leave the outer ones away, or write the text on lines of its own after '>-'")
        return Advice((line, column), message, help)
    if before.endswith(("]", "}")):
        found = re.search(r"(?:: +|- +)([\[{].*)$", before)
        return yaml_flow.bracket(problem, (line, found.start(1) + 1 if found else column))
    if problem.line(line).lstrip().startswith("- "):
        return _stray_item(problem)
    if before:
        return None
    if advice := _colon_above(problem, problem.since[0]):
        return advice
    message = said("this line stands further to the right than the fields around it, and it is no part of the text above")
    return Advice((line, column), message, said("give it the indentation of the lines above: of the text that it goes on, or of the fields"))


def _stray_item(problem: Problem) -> Advice:
    line = problem.at[0]
    column = len(indentation(problem.line(line))) + 1
    above = (problem.line(number) for number in range(line - 1, problem.since[0] - 1, -1))
    first = next((text for text in above if text.lstrip().startswith("- ")), None)
    if first is None:
        return Advice(
            (line, column), said("a list item stands among fields"), said("a list stands under the name of a field, and has nothing but items")
        )
    return _out_of_line((line, column), len(indentation(first)))


def _out_of_line(at: tuple[int, int], indent: int) -> Advice:
    return Advice(at, OUT_OF_LINE, in_column(indent))


def in_column(indent: int) -> Said:
    """Where an item of a list begins that stands behind so many spaces."""
    return said("begin it in the same column as they do, {indent}", indent=_behind(indent))


def _quote(problem: Problem) -> Advice:
    if advice := yaml_signs.unclosed(problem, problem.since[0]):
        return advice
    return Advice(problem.since, said("this quote is not closed"), said("close it at the end of the text, or leave the quotes away"))


def _escape(problem: Problem) -> Advice:
    help = said("use single quotes, in which a backslash is just that, or write it twice")
    return Advice(problem.at, said("in double quotes a backslash begins an escape, and this is none"), help)


def _block(problem: Problem) -> Advice | None:
    sign = problem.line(problem.since[0])[problem.since[1] - 1 : problem.since[1]]
    if sign not in (">", "|"):
        return None
    if advice := yaml_signs.bound(problem, sign):
        return advice
    help = said("begin the text on the next line, indented; a text that begins with this sign needs quotes around it")
    return Advice(problem.since, said("text stands in the same line as '{sign}'", sign=sign), help)


def _opening(problem: Problem) -> Advice | None:
    sign = problem.line(problem.since[0])[problem.since[1] - 1 : problem.since[1]]
    return _begins(problem, problem.since, sign) if sign else None


def _start(problem: Problem) -> Advice:
    if end := next((number for number in range(problem.at[0] - 1, 0, -1) if re.match(r"\.\.\.\s*$", problem.line(number))), 0):
        return Advice((end, 1), said("'...' ends a record, and more follows"), REMOVE, 3)
    number = next((number for number, line in enumerate(problem.lines, 1) if line.strip() and not line.startswith("#")), 1)
    message = said("the first field of a file begins at the margin, and this one does not")
    return Advice((number, 1), message, said("take the spaces before it away, or give all fields the same"))


def _question(problem: Problem) -> Advice:
    return _begins(problem, problem.at, "? ")


def _dash(problem: Problem) -> Advice:
    return _begins(problem, problem.at, "- ")


# By words of the reader's own message, libyaml's; the first that stand in it decide.
_ADVISERS: dict[str, Callable[[Problem], Advice | None]] = {
    "mapping values are not allowed": _second_colon,
    "cannot start any token": _character,
    "could not find expected ':'": _no_colon,
    "expected '-' indicator": _item,
    "expected ',' or": yaml_flow.advise,
    "while parsing a flow": yaml_flow.advise,
    "expected key while parsing a block mapping": _key,
    "while scanning a quoted scalar": _quote,
    "unknown escape character": _escape,
    "expected comment or line break": _block,
    "while scanning an alias": _opening,
    "while scanning an anchor": _opening,
    "while scanning a tag": _opening,
    "mapping keys are not allowed": _question,
    "block sequence entries are not allowed": _dash,
    "expected <document start>": _start,
}
