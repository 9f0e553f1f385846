"""What people and their programs type in place of YAML's own signs: other dashes, quotes, commas and spaces, or none.

Each advice says what to write at the place itself. Knows text only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..base.saying import said
from .yaml_problem import FAR, FIELD, Advice, Problem, in_quotes, indentation

# Spaces that YAML takes for letters: of web pages, word processors and East Asian writing.
_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(rf" *(?:- +)*(?:[\w-]+:)?(?P<odd> *[{_ODD_SPACE}][ {_ODD_SPACE}]*)")
_DASH = re.compile(
    r" *(?P<dash>[\u2010-\u2015\u2212\u2022\u25cf\u25aa\u2023\u00b7]|[*+](?=\s)"
    r"|\(?(?:[0-9]{1,2}[.)]|[a-z]\))(?= +[a-z][\w-]*:(?:\s|$)))"
)
_ITEM = re.compile(r" *(?:- +)+(?P<begin>)(?P<text>[\"'].*)")
_VALUED = re.compile(r""" *(?:- +)*(?P<name>[a-z][a-z_]*) +(?P<value>"[^"]*"|'[^']*'|\[[^\[\]]*\]|\{[^{}]*\})\s*""")
_BLOCK = re.compile(r"(?P<indent> *(?:- +)*)(?P<name>[\w-]+) +(?P<sign>[|>][-+]?)\s*")
_WRITTEN_QUOTE = re.compile("[\u2018-\u201f\u00ab\u00bb\u300c-\u300f]")
_FIRST = re.compile(r"(?P<indent> +)(?P<name>[a-z][\w-]*): +(?P<text>\S.*)")
_NAME_ALONE = re.compile(r" *(?:- +)*(?P<name>[a-z][a-z_]*)\s*")
# A line that begins an item, or a field that has no comma behind it.
BESIDE = re.compile(r"(?P<indent> *)(?:-(?: |$)|[\w-]+:(?: |$)(?!.*,\s*$)|[\w-]+ *\uff1a)")
# A line with a name, whatever its colon is.
_NAMED = re.compile(r" *(?:- *)*[\w-]+(?::(?:\s|$)|\uff1a| +[|>][-+]?\s*$)")
_CITED = re.compile(r"\[?@(?P<key>[^\s,;@\[\]]+)(?:,\s*(?P<place>[^;\[\]]+))?\]?")
_ENTRY = re.compile(r"@\w+\s*[{(]")


def advise(problem: Problem) -> Advice | None:
    """What to say where one of the lines that were being read has a sign that only looks like YAML's; None for all others."""
    if _ENTRY.match(problem.line(problem.at[0])):
        help = said("sources stand in the file of the bibliography, which ends in .bib")
        return Advice((problem.at[0], 1), said("this is an entry of a bibliography, and no record"), help)
    last, first = problem.at[0], max(1, min(problem.since[0], problem.at[0]))
    numbers = list(dict.fromkeys((last, *range(last - 1, max(first, last - FAR) - 1, -1), problem.above[0])))
    for number in numbers:
        if advice := _space(problem, number) or _dash(problem, number) or _block(problem, number) or _parent(problem, number):
            return advice
    # Further away it may be a line of a text.
    near = (_valued(problem, number) for number in dict.fromkeys((last, problem.above[0], first)))
    return next(filter(None, near), None) or _quotes(problem, last)


def _space(problem: Problem, number: int) -> Advice | None:
    found = _SPACE.match(problem.line(number))
    if not found:
        return None
    odd = next(character for character in found["odd"] if character != " ")
    message = said(
        "there is a space here that YAML does not take for one (U+{code}), as web pages and word processors have it", code=f"{ord(odd):04X}"
    )
    plain = found["odd"].replace("\u3000", "  ")
    instead = re.sub(rf"[{_ODD_SPACE}]", " ", plain)
    return Advice((number, found.start("odd") + 1), message, said("delete it, and type the space again"), len(found["odd"]), instead, is_safe=True)


def _dash(problem: Problem, number: int) -> Advice | None:
    found = _DASH.match(problem.line(number))
    if not found:
        return None
    message = said("'{sign}' begins no item of a list", sign=found["dash"])
    help = said("an item begins with the hyphen of the keyboard and a space: '- item'")
    behind = problem.line(number)[found.end() : found.end() + 1]
    # What is in the item stays in its column.
    instead = "-".ljust(len(found["dash"])) if behind in ("", " ") else "- "
    return Advice((number, found.start("dash") + 1), message, help, len(found["dash"]), instead, is_safe=True)


def _block(problem: Problem, number: int) -> Advice | None:
    """A text over several lines whose name has no colon: `context |`."""
    found = _BLOCK.fullmatch(problem.line(number))
    if not found or len(indentation(problem.line(number + 1))) <= len(found["indent"]):
        return None
    written = problem.line(number)[found.start("name") : found.end("sign")]
    instead = f"{found['name']}: {found['sign']}"
    message = said("there is no colon between '{name}' and '{sign}'", name=found["name"], sign=found["sign"])
    return Advice((number, found.start("name") + 1), message, said("write {line}", line=instead), len(written), instead, is_safe=True)


def _parent(problem: Problem, number: int) -> Advice | None:
    """A field whose name has no colon behind it, with its items or its own fields below: `claims`."""
    found = _NAME_ALONE.fullmatch(problem.line(number))
    following = BESIDE.match(next((line for line in problem.lines[number:] if line.strip()), ""))
    if not found or not following:
        return None
    column, inside = found.start("name"), len(following["indent"])
    is_inside = inside > column or (inside == column and "-" in following.group())
    return _without_colon(problem, number, found, f"{found['name']}:") if is_inside else None


def _valued(problem: Problem, number: int) -> Advice | None:
    """A field whose name has no colon behind it, before a text in quotes, or a list or a mapping: `topics [health]`."""
    found = _VALUED.fullmatch(problem.line(number))
    return _without_colon(problem, number, found, f"{found['name']}: {found['value']}") if found else None


def _without_colon(problem: Problem, number: int, found: re.Match[str], instead: str) -> Advice | None:
    column = found.start("name")
    above = problem._replace(at=(number, 1)).above[1]
    # What goes on the text above is none.
    if above.strip() and len(indentation(above, r" *(?:- +)*")) < column and not above.rstrip().endswith(":"):
        return None
    written = problem.line(number)[column:].rstrip()
    message, help = said("there is no colon behind '{name}'", name=found["name"]), said("write {line}", line=instead)
    return Advice((number, column + 1), message, help, len(written), instead, is_safe=True)


def without_dash(problem: Problem, number: int, column: int) -> Advice | None:
    """The first field of an item that has no dash before it, where those below stand two columns further to the right, and other items have one."""
    found = _FIRST.fullmatch(problem.line(number))
    if not found or len(found["indent"]) + 2 != column:
        return None
    if not _is_in_list(problem.lines, number, len(found["indent"])):
        return None
    message = said("there is no '-' before this, with which an item of a list begins")
    instead = f"- {found['name']}"
    help = said("write {line}", line=f"{instead}: {found['text']}")
    return Advice((number, len(found["indent"]) + 1), message, help, len(found["name"]), instead, is_safe=True)


def _is_in_list(lines: Sequence[str], number: int, column: int) -> bool:
    """Whether the next items in a column, below or above a line, are of the list that the line is in."""
    for others in (lines[number:], lines[: number - 1][::-1]):
        for line in others:
            if line.strip() and len(indentation(line)) <= column:
                if len(indentation(line)) == column and line.lstrip().startswith("- "):
                    return True
                break
    return False


def _quotes(problem: Problem, number: int) -> Advice | None:
    """A text between the quotes of a word processor, with something in it that needs those of YAML."""
    found = FIELD.match(problem.line(number))
    if not found or not _WRITTEN_QUOTE.match(found["text"]):
        return None
    text = found["text"].rstrip()
    bare = text[1:-1] if _WRITTEN_QUOTE.match(text[-1]) or text[-1] in "\"'" else text[1:]
    instead = in_quotes(bare)
    message = said("{opening} is no quote to YAML, but a letter of the text, as word processors make them; its quotes are \" and '", opening=text[0])
    return Advice((number, found.start("text") + 1), message, said("write {line}", line=f"{found['name']}: {instead}"), len(text), instead)


def unclosed(problem: Problem, number: int) -> Advice | None:
    """A quote that opens a text and is not closed in its line, where the next line is a field of its own, or there is none."""
    line = problem.line(number)
    found = FIELD.match(line) or _ITEM.match(line)
    if not found or found["text"][0] not in "\"'":
        return None
    quote, text = found["text"][0], found["text"].rstrip()
    rest = text[1:].replace("''", "") if quote == "'" else re.sub(r"\\.", "", text[1:])
    following = next((other for other in problem.lines[number:] if other.strip()), "")
    if quote in rest or not (not following or _NAMED.match(following) or following.lstrip().startswith("- ")):
        return None
    bare = text[1:-1] if len(text) > 1 and (text[-1] in "\"'" or _WRITTEN_QUOTE.match(text[-1])) else text[1:]
    instead = in_quotes(bare)
    message = said("this quote is not closed")
    if bare != text[1:]:
        message = said("this text begins with {opening} and ends with {closing}", opening=quote, closing=text[-1])
    help = said("close it at the end of the text, or leave the quotes away: {line}", line=f"{found['begin'] or '-'} {instead}")
    return Advice((number, found.start("text") + 1), message, help, len(text), instead, is_safe=True)


def cited(number: int, field: re.Match[str]) -> Advice | None:
    """A source in a field, written as it is in a text: `cite: [@smith2020, p. 3]`."""
    found = _CITED.fullmatch(field["text"].rstrip()) if field["name"] in ("cite", "source") else None
    if not found:
        return None
    instead = in_quotes(f"{found['key']}[{found['place']}]") if found["place"] else found["key"]
    message = said("a field takes the key of a source alone; '[@...]' cites in a text")
    help = said("write {line}", line=f"{field['name']}: {instead}")
    return Advice((number, field.start("text") + 1), message, help, len(field["text"].rstrip()), instead, is_safe=True)


def bound(problem: Problem, sign: str) -> Advice | None:
    """A number behind the sign of a text over several lines: `> 500`."""
    number, column = problem.since
    found = re.fullmatch(r"> *(?P<number>[0-9][0-9., ]*)", problem.line(number)[column - 1 :].rstrip())
    if sign != ">" or not found:
        return None
    message = said("'>' begins a text over several lines, and no number")
    return Advice(
        problem.since, message, said("write the number alone, {number}; 'more-than' has a field of its own, 'bound'", number=found["number"])
    )
