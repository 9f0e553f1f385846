"""What is known of the addresses of a catalog, for people and machines: text, JSON, and Markdown for an issue of the repository."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..base.saying import ENGLISH, Said, row, said, sentences, several, spoken
from ..records.links import Link
from .links import Trouble

# More places than so many say nothing that the first of them do not.
_PLACES = 5
STATES = {
    "ok": said("ok"),
    "moved": said("moved"),
    "gone": said("gone"),
    "blocked": said("blocked"),
    "slow": said("slow"),
    "failing": said("failing"),
    "unreachable": said("unreachable"),
    "looping": said("looping"),
    "refused": said("refused"),
}


def text(found: Sequence[Trouble], known: Iterable[Link], language: str = ENGLISH) -> str:
    """A line for each place of each address with a trouble, with the advice below, and what there is in all."""
    lines = []
    for trouble in found:
        state = spoken(_state(trouble.link), language)
        lines += [f"{place.span.path}:{place.span.line}:{place.span.column}: {state}: {trouble.link.url}" for place in trouble.places]
        lines.append(f"   {spoken(trouble.advice, language)}")
    return "".join(f"{line}\n" for line in [*lines, spoken(summary(known), language)])


def summary(known: Iterable[Link]) -> Said:
    """How many addresses are known to be what."""
    counts = Counter(link.state for link in known)
    if not (total := counts.total()):
        return said("nothing is known of any address yet: 'casebook links' asks them")
    parts = row([said("{count} {state}", count=count, state=STATES[state]) for state, count in counts.most_common()])
    return several("{count} address: {states}", "{count} addresses: {states}", total, states=parts)


def _state(link: Link) -> Said:
    about = [*filter(None, (str(link.code or ""), link.reason or "", said("since {day}", day=link.since) if link.since else ""))]
    return said("{state} ({about})", state=STATES[link.state], about=row(about)) if about else STATES[link.state]


def as_json(found: Sequence[Trouble], known: Iterable[Link], _language: str = ENGLISH) -> str:
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


def markdown(found: Sequence[Trouble], known: Iterable[Link], language: str = ENGLISH) -> str:
    """The same as an issue has it: a list of what is to be done, by what is known. Addresses stand in code, and lead nowhere from there."""
    lines = [spoken(said("{summary}.", summary=summary(known)), language), ""]
    for state in dict.fromkeys(trouble.link.state for trouble in found):
        lines += [f"## {spoken(STATES[state], language).capitalize()}", ""]
        for trouble in (trouble for trouble in found if trouble.link.state == state):
            places = [said("{path}, line {line}", path=_code(place.span.path), line=place.span.line) for place in trouble.places[:_PLACES]]
            more = len(trouble.places) - len(places)
            where = spoken(sentences([*places, *([said("and {more} more", more=more)] if more else [])]), language)
            about, advice = (_escaped(spoken(text, language)) for text in (_state(trouble.link), trouble.advice))
            lines.append(f"- [ ] {_code(trouble.link.url)} ({where}): {about}. {advice}")
        lines.append("")
    return "\n".join(lines)


def _code(text: str) -> str:
    """A text as code in Markdown; no address holds a backtick, but a name of a file may."""
    return "`" + text.replace("`", "'") + "`"


def _escaped(text: str) -> str:
    """A text that stands in Markdown as it is: what a host calls a trouble is nobody's markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+!|@&~" else sign for sign in text)


FORMATS: Mapping[str, Callable[[Sequence[Trouble], Iterable[Link], str], str]] = {"text": text, "json": as_json, "markdown": markdown}
