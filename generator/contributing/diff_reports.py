"""A comparison for people, for programs, and for the summary of a pull request.

What somebody contributed is untrusted text: in a terminal its control characters are written out, and in Markdown it stands in code spans alone,
in which nothing is a link, a mention of somebody, a picture or HTML (CommonMark 0.31, 6.1; GitHub's mentions and references pass over code).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from ..base import report
from ..base.saying import Said, said, several, spoken
from ..catalog.compare import Change
from ..catalog.difference import Difference, Topic, Weight, shortened
from .diff import Comparison

# The version of the JSON format: a further key does not change it, another meaning does.
FORMAT = 1
# So many characters a summary bears; whoever wants more asks the command. GitHub takes 1 MiB, and nobody reads it:
# https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
_MOST = {Weight.FIRST: 60_000, Weight.LOOK: 60_000, Weight.NOTE: 30_000}
_MOST_CONCERNED = 8
_MOST_OPEN = 20
_MOST_CHANGES = 12
_BACKTICKS = re.compile("`+")
# Those whose parts stand on a claim's own line say of what source they are.
_OF_SOURCES = (Topic.CHANGED_SOURCE, Topic.SWAPPED_SOURCE, Topic.MOVED_SOURCE, Topic.ADDED_SOURCE, Topic.REMOVED_SOURCE, Topic.BROKEN_ADDRESS)

_HEADINGS = {
    Weight.FIRST: said("To look at first"),
    Weight.LOOK: said("To look at"),
    Weight.NOTE: said("To know"),
}


def _counts(comparison: Comparison) -> dict[Weight, int]:
    found = Counter(item.weight for item in comparison.differences)
    return {weight: found[weight] for weight in Weight}


def _headline(comparison: Comparison) -> Said:
    """All in one line."""
    counts = _counts(comparison)
    if not comparison.differences and (comparison.unread_then or comparison.unread_now):
        return said("of what can be read nothing has changed since {revision}; the rest is not compared", revision=comparison.revision)
    if not comparison.differences:
        return said("nothing of the evidence has changed since {revision}", revision=comparison.revision)
    return said(
        "since {revision}: {first} to look at first, {look} to look at, {note} to know",
        revision=comparison.revision,
        **{str(weight): str(count) for weight, count in counts.items()},
    )


def _unread(comparison: Comparison) -> Iterator[Said]:
    """What could not be compared."""
    for path in comparison.unread_then:
        yield said("as it was, {path} cannot be read and is not compared", path=path)
    for path in comparison.unread_now:
        yield said("as it is, {path} cannot be read and is not compared: casebook check says why", path=path)


def _lines(item: Difference) -> Iterator[Said]:
    """What is said of a difference beside its message."""
    for change in item.changes[:_MOST_CHANGES]:
        yield _change(change, is_of_source=item.topic in _OF_SOURCES)
    if (more := len(item.changes) - _MOST_CHANGES) > 0:
        yield several("{count} more field", "{count} more fields", more)
    for reason in item.because:
        yield said("because {reason}", reason=reason)
    if item.concerns:
        yield _concerned(item.concerns)


def _change(change: Change, *, is_of_source: bool) -> Said:
    if change.source and not is_of_source:
        if change.was and change.now:
            return said("{field} of {source}: {was} → {now}", field=change.field, source=change.source, was=change.was, now=change.now)
        if change.now:
            return said("{field} of {source}: now {now}", field=change.field, source=change.source, now=change.now)
        return said("{field} of {source}: no more {was}", field=change.field, source=change.source, was=change.was)
    if change.was and change.now:
        return said("{field}: {was} → {now}", field=change.field, was=change.was, now=change.now)
    return (
        said("{field}: now {now}", field=change.field, now=change.now)
        if change.now
        else said("{field}: no more {was}", field=change.field, was=change.was)
    )


def _concerned(concerns: Sequence[str]) -> Said:
    names, more = ", ".join(concerns[:_MOST_CONCERNED]), len(concerns) - _MOST_CONCERNED
    return said("it concerns {names} and {more} more", names=names, more=str(more)) if more > 0 else said("it concerns {names}", names=names)


# --- for people ------------------------------------------------------------------------------------------------


def text(comparison: Comparison, language: str) -> str:
    """Plain lines: the place, what has become of it, and below that the fields and the reasons."""
    lines = [spoken(_headline(comparison), language)]
    for weight, heading in _HEADINGS.items():
        if found := [item for item in comparison.differences if item.weight is weight]:
            lines += ["", spoken(heading, language)]
            lines += [line for item in found for line in _text(item, language)]
    lines += ["", *(spoken(line, language) for line in _unread(comparison))] if comparison.unread_then or comparison.unread_now else []
    return "".join(f"{report.visible(line)}\n" for line in lines)


def _text(item: Difference, language: str) -> Iterator[str]:
    place = f"{item.span.path}:{item.span.line}"
    place = spoken(said("{place} (as it was)", place=place), language) if item.is_past else place
    yield f"{place}: {spoken(item.message, language)} [{item.topic}]"
    yield from (f"    {spoken(line, language)}" for line in _lines(item))


# --- for programs ----------------------------------------------------------------------------------------------


def as_json(comparison: Comparison, _language: str) -> str:
    """One object: `format`, `revision`, `counts` by weight, `unread` files with the side that could not be read, and `differences`.

    A difference has its `topic` and `weight`, its place (`path`, `line`, `column`; `past` says that it is one of the revision), its `message` in
    English, `record`, `claim` and `source` as far as it is about such, `changes` (`field`, `was`, `now`, and the `source` whose field it is), reasons
    (`because`), and what else it `concerns`.
    """
    unread = [{"side": side, "path": path} for side, paths in (("then", comparison.unread_then), ("now", comparison.unread_now)) for path in paths]
    value = {
        "format": FORMAT,
        "revision": comparison.revision,
        "counts": {str(weight): count for weight, count in _counts(comparison).items()},
        "unread": unread,
        "differences": [_flat(item) for item in comparison.differences],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _flat(item: Difference) -> dict[str, object]:
    return {
        "topic": str(item.topic),
        "weight": str(item.weight),
        "path": item.span.path,
        "line": item.span.line,
        "column": item.span.column,
        "past": item.is_past,
        "message": str(item.message),
        "record": item.record,
        "claim": item.claim,
        "source": item.source,
        "changes": [change._asdict() for change in item.changes],
        "because": [str(reason) for reason in item.because],
        "concerns": list(item.concerns),
    }


# --- for the summary of a pull request -------------------------------------------------------------------------


def markdown(comparison: Comparison, language: str, files: str = "") -> str:
    """What a reviewer needs first, the rest folded; every contributed word in a code span.

    `files` is the web address, with a closing slash, below which the files are shown as they are; without one no place is a link.
    """
    parts = [f"### {spoken(said('Evidence'), language)}\n\n{marked(_headline(comparison), language)}\n"]
    parts += [f"- {marked(line, language)}\n" for line in _unread(comparison)]
    for weight, heading in _HEADINGS.items():
        if found := [item for item in comparison.differences if item.weight is weight]:
            title, body = (
                f"{spoken(heading, language)} ({len(found)})",
                listed([_item(item, language, files) for item in found], _MOST[weight], f"casebook diff {comparison.revision}", language),
            )
            # What is merely to know may be long; what wants a look is not hidden, unless it is so much that it hides the rest.
            is_open = weight is Weight.FIRST or (weight is Weight.LOOK and len(found) <= _MOST_OPEN)
            parts.append(f"\n#### {title}\n\n{body}" if is_open else f"\n<details><summary>{title}</summary>\n\n{body}\n</details>\n")
    return "".join(parts)


def listed(items: Sequence[str], most: int, command: str, language: str) -> str:
    """As many items of a list as a summary bears, and how many there are more, which a command names."""
    length = 0
    for number, item in enumerate(items, 1):
        length += len(item)
        if length > most and number < len(items):
            left = said("{count} more: {command} names them", count=str(len(items) - number), command=command)
            return "".join((*items[:number], f"- {marked(left, language)}\n"))
    return "".join(items)


def _item(item: Difference, language: str, files: str) -> str:
    path, line = item.span.path, item.span.line
    where = marked(said("{place} (as it was)", place=f"{path}:{line}"), language) if item.is_past else place(path, line, files)
    below = "".join(f"  - {marked(line, language)}\n" for line in _lines(item))
    return f"- {marked(item.message, language)} · {where}\n{below}"


def place(path: str, line: int, files: str) -> str:
    """A line of a file; a link where `files` says below which address the files are shown."""
    shown = code(f"{path}:{line}")
    return f"[{shown}]({files}{quote(path, safe='/')}#L{line})" if files else shown


def marked(text: Said, language: str) -> str:
    """Our own words in a language, and whatever stands in their places in code spans."""
    values = {name: marked(value, language) if isinstance(value, Said) else code(str(value)) for name, value in text.values.items()}
    return Said(text.template, values, text.several, text.number).translated(language)


def code(text: str) -> str:
    """A text as a code span that nothing in it can end: CommonMark, 6.1."""
    shown = report.visible(" ".join(shortened(text).split()))
    ticks = "`" * (max(map(len, _BACKTICKS.findall(shown)), default=0) + 1)
    return f"{ticks} {shown} {ticks}" if shown.startswith("`") or shown.endswith("`") or not shown.strip() else f"{ticks}{shown}{ticks}"


FORMATS: dict[str, Callable[[Comparison, str], str]] = {"text": text, "json": as_json}
