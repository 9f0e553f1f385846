"""The entries of a YAML file by their lines alone, of a text that nobody can read as YAML: which lines belong to a field or an item of a list.

Knows text only; what a quote or a bracket holds is told from the lines that follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .yaml_problem import FAR, indentation

_DASHES = re.compile(r" *(?:-(?:[ ]+|$))*")
_DASH = re.compile(r"-(?= |$)")
_KEY = re.compile(r"""(?:[^\W\d][\w.-]*|"[^"\\]*"|'[^']*') *:(?= |$)""")
_SEPARATOR = re.compile(r"(?:---|\.\.\.)(?=\s|$)")
# How a value begins that ends where it is closed, wherever its lines stand.
_OPENING = tuple("[{\"'")
# A line of more words than these goes on a text, and was meant as no field.
_MOST_WORDS = 8


class Part(NamedTuple):
    """Lines of a file, from the first, numbered from 0, and of that a column (from 0), to the one before `end`."""

    first: int
    column: int
    end: int


class _Level(NamedTuple):
    """Where an entry begins in its line, and where what it holds does: behind its dash or its colon."""

    column: int
    inside: int
    is_key: bool


class Shift(NamedTuple):
    """Lines of a file, from the first, numbered from 0, to the one before `end`, and by how much they could stand further to the right."""

    first: int
    end: int
    by: int


def parts(lines: Sequence[str], number: int) -> Iterator[Part]:
    """What may be set aside of a line to be rid of a mistake in it, with all that belongs to it: the least first, without its name and its dashes."""
    line = lines[number]
    if _SEPARATOR.match(line):
        yield from _separated(lines, number)
        return
    column = len(_dashes(line))
    levels = _levels(line)
    if levels and levels[-1].is_key:
        yield Part(number, levels[-1].inside, _end(lines, number, levels[-1]))
        yield Part(number, column, _end(lines, number, levels[-1]))
    else:
        whole = Part(number, column, _deeper(lines, number, column))
        below = next((len(indentation(line)) for line in lines[number + 1 : whole.end] if _is_there(line)), column)
        # What has lines below it was the name of something, unless these go on with what is above.
        is_name = below > column and below not in _columns(lines, number) and not _unclosed(line)
        yield from (whole,) if is_name else (Part(number, column, _end_of_text(lines, number)), whole)
    yield from (Part(number, level.inside, _end(lines, number, level)) for level in reversed(levels) if not level.is_key)


def parents(lines: Sequence[str], number: int) -> Iterator[Part]:
    """All that is in the entries around a line, of which the name and the dashes stay: the smallest first."""
    line = lines[number]
    column, is_item = len(indentation(line)), line.lstrip().startswith("-")
    for above in range(number - 1, -1, -1):
        if not _is_there(lines[above]):
            continue
        for level in reversed(_levels(lines[above])):
            if level.column < column or (level.column == column and level.is_key and is_item):
                yield Part(above, level.inside, _end(lines, above, level))
                column, is_item = level.column, not level.is_key


def shifts(lines: Sequence[str], number: int) -> Iterator[Shift]:
    """How a line may have been meant, alone or with those below, that stands out of line with all that is around it; the least shift first."""
    line, tab = lines[number], lines[number].lstrip(" ").startswith("\t")
    written = len(indentation(line, r"[ \t]*"))
    column = len(line[:written].expandtabs(4)) if tab else written
    taken = _columns(lines, number)
    if not is_entry(line.lstrip()) or (column in taken and not tab):
        return
    end = number + 1
    for below in range(number + 1, min(len(lines), number + FAR)):
        if _is_there(lines[below]):
            indent = len(indentation(lines[below]))
            if tab or indent < column or indent in taken:
                break
            end = below + 1
    whole = end if tab else _deeper(lines, number, column)
    following = next((line for line in lines[number + 1 :] if _is_there(line)), "")
    if is_entry(following) and min(taken, default=0) < len(indentation(following)) != column:
        taken.add(len(indentation(following)))
    for wanted in sorted(taken, key=lambda one: (abs(one - column), -one)):
        yield Shift(number, end, wanted - written if tab else wanted - column)
        if end > number + 1:
            yield Shift(number, number + 1, wanted - column)
        if whole > end:
            yield Shift(number, whole, wanted - column)


def _columns(lines: Sequence[str], number: int) -> set[int]:
    """The columns in which an entry can stand at a line, from those above."""
    found: set[int] = set()
    least = 2 * FAR
    for above in range(number - 1, max(-1, number - FAR), -1):
        line = lines[above]
        if not _is_there(line) or "\t" in indentation(line, r"\s*"):
            continue
        levels = [level for level in _levels(line) if level.column < least]
        if levels and not found and not line[levels[-1].inside :].strip():
            # The first below a field or an item that is empty.
            found.add(levels[-1].column + 2)
        found.update(level.column for level in levels)
        least = min([least, *(level.column for level in levels)])
        if not least:
            break
    return found


def _separated(lines: Sequence[str], number: int) -> Iterator[Part]:
    """A line between two documents, where what follows goes on with the fields; else all that follows."""
    following = next((line for line in lines[number + 1 :] if _is_there(line)), "")
    if _KEY.match(following):
        yield Part(number, 0, number + 1)
    yield Part(number, 0, len(lines))


def is_indented_by_tabs(content: str) -> bool:
    """Whether most lines of a text that are indented are so by tabs."""
    return len(re.findall(r"^\t+\S", content, re.MULTILINE)) > len(re.findall(r"^ +\S", content, re.MULTILINE))


def is_entry(line: str) -> bool:
    """Whether a line begins a field or an item of a list."""
    return bool(_levels(line))


def _levels(line: str) -> list[_Level]:
    """The entries that begin in a line, each within the one before."""
    dashes = _dashes(line)
    found = [_Level(dash.start(), dash.end(), is_key=False) for dash in _DASH.finditer(dashes)]
    if key := _KEY.match(line, len(dashes)):
        found.append(_Level(key.start(), key.end(), is_key=True))
    return found


def _dashes(line: str) -> str:
    """What a line begins with, the dashes of items included."""
    return indentation(line, _DASHES.pattern)


def _is_there(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _end(lines: Sequence[str], number: int, level: _Level) -> int:
    """The line behind all that an entry holds."""
    end = _deeper(lines, number, level.column, has_items=level.is_key)
    if not lines[number][level.inside :].lstrip().startswith(_OPENING):
        return end
    # What is left of the value, until the next entry that is beside it.
    while end < len(lines) and not (is_entry(lines[end]) and len(indentation(lines[end])) <= level.column):
        end += 1
    return end


def _deeper(lines: Sequence[str], number: int, column: int, *, has_items: bool = False) -> int:
    """The line behind those that stand further to the right than a column, or are items of the field in it."""
    end = number + 1
    for below in range(number + 1, len(lines)):
        line = lines[below]
        if not _is_there(line):
            continue
        indent = len(indentation(line))
        if indent < column or (indent == column and not (has_items and _DASH.match(line, indent))):
            break
        end = below + 1
    return end


def _end_of_text(lines: Sequence[str], number: int) -> int:
    """The line behind one that is no field; where it is one of a text, behind all of that."""
    end = number + 1
    if open_ := _unclosed(lines[number]):
        closed = (below + 1 for below in range(end, min(len(lines), end + FAR)) if not (open_ := open_ + _unclosed(lines[below])))
        return next(closed, end)
    if not _is_prose(lines[number]):
        return end
    for below in range(number + 1, len(lines)):
        if is_entry(lines[below]):
            break
        end = below + 1 if _is_there(lines[below]) else end
    return end


def _unclosed(line: str) -> int:
    """How many braces are opened in a line and not closed in it."""
    return line.count("{") - line.count("}")


def _is_prose(line: str) -> bool:
    words = line.split()
    if line.count(",") > 1 and len(words) <= line.count(","):
        # A row of a table.
        return True
    return len(words) > _MOST_WORDS or (len(words) > 1 and (not words[0][0].islower() or words[-1][-1] in ".!?;\u3002"))
