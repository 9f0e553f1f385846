"""The layout of a YAML file: fields in the order of their declaration, two spaces a level, quotes only where a text needs them.

- A field stands on a line, `name: value`. What belongs to it is indented by two spaces more, the items of a list too (`- item`); of an item with
  fields the first stands behind the dash.
- A list or mapping in brackets stays so where it fits on a line of 150 characters and holds no comment (`topics: [a, b]`, `- {id: x, role: host}`);
  else each of its parts gets a line. What has lines of its own keeps them.
- A text stands without quotes where every reader of YAML takes it for that text, else in double quotes, or in single ones where it holds double ones
  or a backslash: `"no"`, `"012"`, `"a: b"`, and between brackets `"smith2020[p. 3]"`. Names of fields have none.
- A text over several lines stands behind `>-`, broken where it was. One behind `>` or `|` stays as it is but for its indentation.
- Comments before a field go with it, and stand in its column; one at the end of a line stays there, behind two spaces. What stands above the first
  field stays on top. Of several blank lines one is left, and none at the beginning of a list or a mapping.
- The file ends with a line end, and no line with blanks, but in a text behind `>` or `|`. Lines end as the first one does; a byte order mark stays.

What the file says never changes: what was made is read again, and thrown away where it says something else.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from ..base import amounts
from ..base.saying import Said, said
from ..reading.files import Text
from ..reading.yaml_events import parse
from ..reading.yaml_scalars import MOST_ON_A_LINE, folded, key, respelt
from ..reading.yaml_tree import BLANK, Collection, Part, Scalar, Tree, comments, tree
from ..records.bibtex_layout import newline_of
from ..records.model_fields import fields_of, inner_model
from ..records.values import QUOTATION_FIELDS, RANGE_FIELDS, Citation, Model
from .formatting import Formatted, Unsafe
from .whole_files import MARK, with_line_feeds

INDENT = 2
_NAME = re.compile(r"[\w-]+")


def formatted(content: str, model: Any = None) -> Formatted:
    """A YAML file in the common layout, its fields in the order of a model, where one is given. Raises Unsafe.

    The content is one that can be read, with its byte order mark and its line ends.
    """
    mark, own = content[: content.startswith(MARK)], content.removeprefix(MARK)
    newline, plain = newline_of(own), with_line_feeds(own)
    before = parse(Text("", plain))
    found = tree(plain) if before.is_whole else None
    if found is None or not isinstance(found.root, Collection):
        # Nothing of which there is a layout.
        return Formatted(content, ())
    text = _whole(found, model)
    if text != plain:
        after = parse(Text("", text))
        again = tree(text) if after.is_whole else None
        if again is None or not _same(before.data, after.data) or comments(found) != comments(again) or _whole(again, model) != text:
            raise Unsafe
    whole = mark + text.replace("\n", newline)
    places = tuple(_places(plain, text))
    if whole != content and not places:
        places = ((1, said("the ends of lines")),)
    return Formatted(whole, places)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same, types and all; only numbers may be of another kind of number."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    is_number = all(isinstance(value, int | Decimal) and not isinstance(value, bool) for value in (one, other))
    return bool(one == other) and (is_number or type(one) is type(other))


def _places(before: str, after: str) -> Iterator[tuple[int, Said]]:
    """Where a file is not as it is to be: the first line of each difference, and the field of the file that it is in."""
    if before == after:
        return
    old, new = before.split("\n"), after.split("\n")
    for tag, first, behind, _, _ in SequenceMatcher(a=old, b=new).get_opcodes():
        if tag != "equal":
            line = min(first, len(old) - 1)
            above = (re.match(r"[\"']?([\w-]+)[\"']?\s*:", text) for text in reversed(old[: max(behind, line + 1)]))
            field = next((found[1] for found in above if found), "")
            yield line + 1, said("the field '{field}'", field=field) if field else said("the beginning")


# --- a tree as lines ---------------------------------------------------------------------------------------------


def _whole(found: Tree, model: Any) -> str:
    assert isinstance(found.root, Collection)
    lines = _trivia(found.head, 0)
    if lines and found.head[-1] == BLANK:
        lines.append(BLANK)
    first, rest = _block(found.root, 0, model)
    return "".join(f"{line}\n" for line in (*lines, *_trivia(first, 0, is_before=True), *rest))


def _trivia(lines: Sequence[str], indent: int, *, is_behind: bool = False, is_before: bool = False) -> list[str]:
    """Comments in their column, with one blank line of several: before them if they are `is_behind` something, after them if before it."""
    kept: list[str] = []
    for line in lines:
        if line:
            kept.append(f"{' ' * indent}{line}")
        elif (kept and kept[-1]) or (is_behind and not kept):
            kept.append(BLANK)
    while kept and not kept[-1] and not is_before:
        kept.pop()
    return kept


def _block(collection: Collection, indent: int, kind: Any) -> tuple[list[str], list[str]]:
    """A mapping or a list whose parts have lines of their own: the comments before the first, and all lines from there on."""
    lines: list[str] = []
    first: list[str] = []
    for part, inner in _in_order(collection, kind):
        before, own = _part(part, indent, inner)
        if lines:
            lines += _trivia(before, indent, is_behind=bool(lines[-1]), is_before=True)
        else:
            first = before
        lines += own
    return first, [*lines, *_trivia(collection.after, indent, is_behind=bool(lines and lines[-1]))]


def _part(part: Part, indent: int, kind: Any) -> tuple[list[str], list[str]]:
    """A field or an item: the comments before it, and its lines."""
    before, behind = [*part.before, *part.behind[1:]], "".join(f"  {comment}" for comment in part.behind[:1])
    opening = f"{' ' * indent}{f'{key(part.key.value)}:' if part.key else '-'}"
    value = part.value
    if isinstance(value, Scalar):
        first, rest = _scalar(value, len(opening))
        margin = " " * (indent + INDENT)
        return before, [f"{opening} {first}".rstrip() + behind, *(f"{margin}{line}" if line else BLANK for line in rest)]
    on_a_line = _flow(value, kind)
    if on_a_line and (not value.parts or len(opening) + 1 + len(on_a_line) <= MOST_ON_A_LINE):
        return [*before, *value.after], [f"{opening} {on_a_line}{behind}"]
    first_before, lines = _block(value, indent + INDENT, kind)
    if part.key:
        return before, [f"{opening}{behind}", *_trivia(first_before, indent + INDENT, is_before=True), *lines]
    # What is said of the first of its parts, which stands behind the dash, stands above it.
    before += [*part.behind[:1], *(line for line in first_before if line)]
    return before, [f"{opening} {lines[0].lstrip(' ')}", *lines[1:]]


def _scalar(value: Scalar, taken: int) -> tuple[str, list[str]]:
    """A value behind a field's name or a dash, of which so many columns are taken, and its further lines, without indentation."""
    # Nothing but blanks is seen between quotes alone.
    if value.style in ("|", ">") and value.value and (value.value.strip() or not value.value.strip("\n")):
        first = next((line for line in value.lines if line.strip(" ")), "")
        ends = len(value.value) - len(value.value.rstrip("\n"))
        # Of a text of nothing but line ends all count.
        chomping = "-" if not ends else "+" if ends > 1 or ends == len(value.value) else ""
        return f"{value.style}{INDENT if first.startswith(' ') else ''}{chomping}", value.lines
    text = respelt(value.value, value.style, value.written)
    if "\n" not in value.written or taken + 1 + len(text) <= MOST_ON_A_LINE:
        return text, []
    lines = folded(value.value, [line.strip() for line in value.written.strip("'\"").split("\n")])
    return (">-", lines) if lines else (text, [])


def _flow(collection: Collection, kind: Any, *, is_inner: bool = False) -> str:
    """A mapping or a list on one line; empty for one that has lines of its own, or comments in it (before an outer one they can stand)."""
    if not collection.is_flow or (collection.after and (collection.parts or is_inner)):
        return ""
    texts = []
    for part, inner in _in_order(collection, kind):
        if part.before or part.behind:
            return ""
        text = (
            respelt(part.value.value, part.value.style, part.value.written, is_in_flow=True)
            if isinstance(part.value, Scalar)
            else _flow(part.value, inner, is_inner=True)
        )
        if not text:
            return ""
        name = key(part.key.value, is_in_flow=True) if part.key else ""
        # What is no name of a field was most likely meant as something else, and is not made one by a value of its own.
        is_bare = name and isinstance(part.value, Scalar) and not part.value.written and not _NAME.fullmatch(name)
        texts.append(name if is_bare else f"{name}: {text}" if name else text)
    inside = ", ".join(texts)
    return f"{{{inside}}}" if collection.is_mapping else f"[{inside}]"


# --- the order of fields -----------------------------------------------------------------------------------------


def _in_order(collection: Collection, kind: Any) -> list[tuple[Part, Any]]:
    """The parts of a mapping in the order in which its type declares them, each with its own type; those of a list as they are.

    What is not declared stays behind what it stood behind.
    """
    if not collection.is_mapping:
        return [(part, kind) for part in collection.parts]
    names, of = _declared(kind)
    ranks = {name: rank for rank, name in enumerate(names)}
    ranked, rank = [], -1
    for part in collection.parts:
        name = part.key.value if part.key else ""
        rank = ranks.get(name, rank)
        ranked.append((rank, part, of.get(name, of.get("*"))))
    return [(part, inner) for _, part, inner in sorted(ranked, key=lambda item: item[0])]


def _declared(kind: Any) -> tuple[Sequence[str], dict[str, Any]]:
    """The fields that a type declares for a mapping, in their order, and the types of these; under `*` the type of all others."""
    if (values := _values_of(kind)) is not None:
        return (), {"*": values}
    model = inner_model(kind)
    if model:
        fields = fields_of(model)
        return list(fields), {name: field.annotation for name, field in fields.items()}
    parts = set(_every_type(kind))
    return (QUOTATION_FIELDS if Citation in parts else RANGE_FIELDS if amounts.Range in parts else ()), {}


def _values_of(kind: Any) -> Any:
    """The type of the values of a type that is a mapping by any keys, or may be one; None for another."""
    if typing.get_origin(kind) is dict:
        return typing.get_args(kind)[1]
    if isinstance(kind, type) and issubclass(kind, Model):
        return None
    return next((found for part in typing.get_args(kind) if (found := _values_of(part)) is not None), None)


def _every_type(kind: Any) -> Iterator[Any]:
    yield kind
    for part in typing.get_args(kind):
        yield from _every_type(part)
