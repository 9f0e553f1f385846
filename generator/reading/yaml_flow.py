"""What is wrong between the brackets of a list or the braces of a mapping, in words for somebody who never heard of YAML. Knows text only."""

from __future__ import annotations

import re

from ..base.saying import said
from . import yaml_signs
from .yaml_problem import FAR, FIELD, Advice, Problem, in_quotes, indentation, quoting

# A citation with its place, as it stands alone in a field; between braces its bracket is one of YAML's.
_LOCATED = re.compile(r":\s+(?P<text>[^\s,\[\]{}\"'#]+\[[^\[\]{}\"']*\])(?=\s*[,}])")
_WIDE_COMMA = re.compile(r"[\uff0c\u3001]\s*(?=[\w-]+:)")
# Up to the next comma or bracket, or one word where there is none.
_COMMENT = re.compile(r"(?<=[\s\[{,])(?P<tag>#[^\s,}\]][^,\[\]{}]*?(?=\s*[,}\]])|#[^\s,}\]]+)")
# Behind a bracket a list of tags, and not a mention.
_TAGS = re.compile(r"\[#[^\[\]]*,[^\[\]]*\]\s*")
# Where the rest of a line is a comment, also right behind a bracket.
_REST = re.compile(r"(?<=[\s\[{,])#.*")
# What stands behind a bracket or a brace that can only be a list of words, and fields: in one line, and whole but for its end.
_PAIR = r"""[ ]*[\w-]+: +(?:"[^"]*"|'[^']*'|[^\s"'{}\[\]#,:][^"'{}\[\]#,:]*)"""
_SIMPLE = {
    "[": re.compile(r"\[ *[\w.@/-]+(?:\[[^\[\]]*\])?(?: *, *[\w.@/-]+(?:\[[^\[\]]*\])?)*,?"),
    "{": re.compile(rf"\{{{_PAIR}(?:,{_PAIR})*,?"),
}
_CLOSER = {"[": "]", "{": "}"}


def advise(problem: Problem) -> Advice | None:
    """What went wrong in a list or a mapping between brackets or braces; None where nobody can tell which."""
    opener = _at(problem, problem.since)
    if opener not in _CLOSER:
        opened = _opened(problem)
        if opened is None:
            return None
        problem, opener = opened
    written = problem.line(problem.since[0])[problem.since[1] - 1 :]
    if re.match(r"\[[\[#@]", written) and not _TAGS.fullmatch(written):
        return bracket(problem, problem.since)
    if advice := _inside(problem, opener):
        return advice
    if _is_left_open(problem):
        return _not_closed(problem, opener)
    return _without_comma(problem, opener) or _not_closed(problem, opener)


def bracket(problem: Problem, at: tuple[int, int]) -> Advice:
    """A text that begins with a bracket."""
    message = said("a text that begins with a bracket is read as a list or a mapping")
    field = FIELD.match(problem.line(at[0]))
    if field is None or field.start("text") + 1 != at[1]:
        return Advice(at, message, said("put the whole text in quotes, or on lines of its own after '>-'"))
    return yaml_signs.cited(at[0], field) or quoting(problem, at[0], message)


def _at(problem: Problem, place: tuple[int, int]) -> str:
    return problem.line(place[0])[place[1] - 1 : place[1]]


def _opened(problem: Problem) -> tuple[Problem, str] | None:
    """The problem as one of the bracket or brace that was opened last, in a line at its place or above, and not closed; with that."""
    for number in range(problem.at[0], max(0, problem.at[0] - FAR), -1):
        line = _REST.split(problem.line(number))[0]
        for column in range(len(line), 0, -1):
            if (opener := line[column - 1]) in _CLOSER and line.count(opener) > line.count(_CLOSER[opener]):
                return problem._replace(since=(number, column)), opener
    return None


def _is_left_open(problem: Problem) -> bool:
    """Whether an entry begins below the bracket or the brace of a problem, beside that which it stands in: nobody would write one inside."""
    number, column = problem.since
    indent, inside = len(indentation(problem.line(number))), problem.line(number)[column - 1 :]
    if inside.count("[") + inside.count("{") <= inside.count("]") + inside.count("}"):
        return False
    following = next((line for line in problem.lines[number:] if line.strip()), None)
    if following is None:
        return True
    beside = yaml_signs.BESIDE.match(following)
    return beside is not None and len(beside["indent"]) <= indent and problem.line(number)[: column - 1].strip() != ""


def _without_comma(problem: Problem, opener: str) -> Advice | None:
    """Something behind which, or before which, a comma is missing, in a list or a mapping that is closed further on."""
    closer = _CLOSER[opener]
    help = said("between '{opener}' and '{closer}' a comma parts one from the next", opener=opener, closer=closer)
    if closer in problem.line(problem.at[0])[problem.at[1] - 1 :]:
        if not problem.before.strip() and (advice := _end_without_comma(problem)):
            return advice
        return Advice(problem.at, said("a comma is missing before this, or quotes around a text"), help)
    inside = "\n".join([problem.line(problem.since[0])[problem.since[1] - 1 :], *problem.lines[problem.since[0] :]])
    if problem.before.strip() or inside.count(opener) > inside.count(closer):
        return None
    return _end_without_comma(problem)


def _end_without_comma(problem: Problem) -> Advice | None:
    """A line of a list or a mapping over several lines that ends without the comma before the next."""
    number, above = problem.above
    text = above.rstrip()
    if number < problem.since[0] or text.endswith((",", "[", "{", ":")) or not re.search(r"[\w\"'}\]]$", text) or _at(problem, problem.at) in "]}":
        return None
    instead = f"{text[-1]},"
    help = said("in a list or a mapping over several lines each but the last ends with a comma")
    return Advice((number, len(text)), said("there is no comma at the end of this line"), help, 1, instead, is_safe=True)


def _not_closed(problem: Problem, opener: str) -> Advice:
    number, column = problem.since
    closer = _CLOSER[opener]
    help = said("close it with '{closer}'; a text that begins with '{opener}' needs quotes around it", closer=closer, opener=opener)
    advice = Advice((number, column), said("this '{opener}' is not closed", opener=opener), help)
    written = problem.line(number)[column - 1 :].rstrip()
    # Of words, or of fields, nobody can doubt where they end; one word alone may have needed no bracket.
    if _is_left_open(problem) and _SIMPLE[opener].fullmatch(written):
        return advice._replace(width=len(written), instead=f"{written.rstrip(', ')}{closer}", is_safe=opener == "{" or "," in written)
    return advice


def _inside(problem: Problem, opener: str) -> Advice | None:
    """What needs quotes, or another comma, between the brackets or the braces that begin with `opener`."""
    number, column = problem.since
    line = problem.line(number)
    inside = line[column - 1 :]
    if tag := _COMMENT.search(inside):
        quoted = in_quotes(tag["tag"])
        message = said("a '#' behind a space or a bracket begins a comment, which takes the rest of the line with it")
        at = (number, column + tag.start("tag"))
        return Advice(at, message, said("write {text}", text=quoted), len(tag["tag"]), quoted, is_safe=True)
    if opener == "{" and (comma := _WIDE_COMMA.search(inside)):
        message = said("this is a full-width comma, which parts no field from the next")
        return Advice((number, column + comma.start()), message, said("write ', '"), len(comma.group()), ", ", is_safe=True)
    if opener == "{" and (located := _LOCATED.search(inside)):
        quoted = in_quotes(located["text"])
        message = said("what has brackets of its own needs quotes between braces")
        at = (number, column + located.start("text"))
        return Advice(at, message, said("write {text}", text=quoted), len(located["text"]), quoted, is_safe=True)
    if opener == "[" and (found := _nested(inside)):
        written, items = found
        instead = f"[{', '.join(items)}]"
        message = said("what has brackets of its own needs quotes in a list")
        return Advice((number, column), message, said("write {list}", list=instead), len(written), instead, is_safe=True)
    return None


def _nested(text: str) -> tuple[str, list[str]] | None:
    """A list of words of which some have brackets behind them, as `[smith2020[p. 3], jones2021]`: its text, and its items as YAML."""
    found = re.match(r"\[\s*(?P<items>[^\s,\[\]{}\"'#]+(?:\[[^\[\]\"']*\])?(?:\s*,\s*[^\s,\[\]{}\"'#]+(?:\[[^\[\]\"']*\])?)*)\s*\]", text)
    if not found or "[" not in found["items"]:
        return None
    items = re.findall(r"[^\s,\[\]]+(?:\[[^\[\]]*\])?", found["items"])
    return found.group(), [in_quotes(item) if "[" in item else item for item in items]
