"""What is known of the addresses of a catalog, for people and machines: text, JSON, and Markdown for an issue of the repository."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..base.saying import said, several
from ..records.links import Link
from .links import Trouble

# More places than so many say nothing that the first of them do not.
_PLACES = 5


def text(found: Sequence[Trouble], known: Iterable[Link]) -> str:
    """A line for each place of each address with a trouble, with the advice below, and what there is in all."""
    lines = []
    for trouble in found:
        lines += [f"{place.span.path}:{place.span.line}:{place.span.column}: {_state(trouble.link)}: {trouble.link.url}" for place in trouble.places]
        lines.append(f"   {trouble.advice}")
    return "".join(f"{line}\n" for line in [*lines, summary(known)])


def summary(known: Iterable[Link]) -> str:
    """How many addresses are known to be what."""
    counts = Counter(link.state for link in known)
    parts = ", ".join(f"{count} {state}" for state, count in counts.most_common())
    total = counts.total()
    return several("{count} address: {states}", "{count} addresses: {states}", total, states=parts) if total else said("no addresses")


def _state(link: Link) -> str:
    about = ", ".join(filter(None, (str(link.code or ""), link.reason or "", said("since {day}", day=link.since) if link.since else "")))
    return f"{link.state} ({about})" if about else link.state


def as_json(found: Sequence[Trouble], known: Iterable[Link]) -> str:
    """Every address with what is known of it; of those with a trouble the places, too."""
    places = {trouble.link.url: trouble.places for trouble in found}
    plain = [
        {
            **link.model_dump(mode="json", exclude_none=True),
            "places": [
                {"path": place.span.path, "line": place.span.line, "column": place.span.column, "of": place.of} for place in places.get(link.url, ())
            ],
        }
        for link in known
    ]
    return json.dumps({"links": plain}, ensure_ascii=False, indent=1) + "\n"


def markdown(found: Sequence[Trouble], known: Iterable[Link]) -> str:
    """The same as an issue has it: a list of what is to be done, by what is known. Addresses stand in code, and lead nowhere from there."""
    lines = [f"{summary(known)}.", ""]
    for state in dict.fromkeys(trouble.link.state for trouble in found):
        lines += [f"## {state.capitalize()}", ""]
        for trouble in (trouble for trouble in found if trouble.link.state == state):
            places = [f"{_code(place.span.path)}, line {place.span.line}" for place in trouble.places[:_PLACES]]
            more = len(trouble.places) - len(places)
            where = "; ".join([*places, *([said("and {more} more", more=more)] if more else [])])
            lines.append(f"- [ ] {_code(trouble.link.url)} ({where}): {_escaped(_state(trouble.link))}. {_escaped(trouble.advice)}")
        lines.append("")
    return "\n".join(lines)


def _code(text: str) -> str:
    """A text as code in Markdown; no address holds a backtick, but a name of a file may."""
    return "`" + text.replace("`", "'") + "`"


def _escaped(text: str) -> str:
    """A text that stands in Markdown as it is: what a host calls a trouble is nobody's markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+!|@&~" else sign for sign in text)


FORMATS: Mapping[str, Callable[[Sequence[Trouble], Iterable[Link]], str]] = {"text": text, "json": as_json, "markdown": markdown}
