"""The addresses of a catalog: where they stand, which are to be asked again, what is known of them, and what there is to do about it.

What was learnt is kept in a file of the project, with the days, so that a run can be broken off and taken up, and everybody sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from ..base import writing
from ..base.diagnostic import Span
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..reading.yaml_scalars import scalar
from ..records.folder import LINKS
from ..records.links import DEAD, IN_DOUBT, Link, can_be_kept
from .visiting import Answer

_HEAD = "# Written by 'casebook links': what became of the addresses of the catalog. It may be deleted, and is made anew.\n"
# Names that are kept for examples and lead nowhere (RFC 2606, RFC 6761).
_RESERVED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)", re.IGNORECASE)
_CODE = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)
# What ends a sentence or closes a link, and is no part of an address that stands in it.
_BEHIND = ".,;:!?*_"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address stands: the place in a file, and what it is the address of."""

    span: Span
    of: str


def addresses(catalog: Catalog) -> dict[str, list[Place]]:
    """The addresses of sources, of records and in hand-written pages, sorted, each with the places where it stands."""
    found: dict[str, list[Place]] = {}
    for address, place in (*_of_sources(catalog), *_of_records(catalog), *_of_pages(catalog)):
        if can_be_kept(address) and not _RESERVED.fullmatch(_host(address)):
            found.setdefault(address, []).append(place)
    return dict(sorted(found.items()))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _of_sources(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    for key, reference in catalog.references.items():
        if reference.url:
            field = next((name for name in ("url", "doi", "eprint") if reference.get(name)), "url")
            yield reference.url, Place(reference.at(field), said("the source {key}", key=key))


def _of_records(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    for entry in catalog:
        for item in entry.kind.of_type("url"):
            for index, address in enumerate(entry.record.items(item.name)):
                route = (item.name, index) if item.is_many else (item.name,)
                yield str(address), Place(entry.at(*route), said("{field} of {id}", field=item.name, id=entry.id))


def _of_pages(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    for page in catalog.docs:
        # What stands in code is an example; its place is kept.
        content = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.text.content)
        for found in _ADDRESS.finditer(content):
            address = _without_brackets(found[0].rstrip(_BEHIND))
            line = content.count("\n", 0, found.start()) + 1
            column = found.start() - content.rfind("\n", 0, found.start())
            yield address, Place(page.text.span(line, column, len(address)), said("a link"))


def _without_brackets(address: str) -> str:
    """An address as it stands in a link of Markdown, without the bracket that closes this."""
    for opening, closing in ("()", "[]", "{}"):
        while address.count(closing) > address.count(opening):
            address = address[: address.rfind(closing)].rstrip(_BEHIND)
    return address


def due(found: Iterable[str], known: Mapping[str, Link], today: date, days: int) -> list[str]:
    """The addresses to be asked: those of which nothing is known, those in doubt that were not asked today, and those asked so many days ago."""
    return [address for address in found if _is_due(known.get(address), today, days)]


def _is_due(link: Link | None, today: date, days: int) -> bool:
    if link is None:
        return True
    asked = link.on.first
    return asked <= today - timedelta(days=days) or (link.state in IN_DOUBT and asked < today)


def learnt(address: str, answer: Answer, before: Link | None, today: date) -> Link:
    """What is known of an address after an answer."""
    is_same = before is not None and before.state == answer.state
    since = str(before.since or before.on) if before and is_same else ""
    told = {
        "url": address,
        "state": answer.state,
        "code": answer.code,
        "on": today.isoformat(),
        "since": since if since != today.isoformat() else "",
        "to": answer.to,
        "reason": answer.reason,
        "archive": before.archive if before else "",
    }
    return Link.model_validate({name: value for name, value in told.items() if value})


def save(root: Path, known: Mapping[str, Link]) -> None:
    """Write what is known into the project, whole or not at all. Raises OSError."""
    lines = "".join(_written(known[url]) for url in sorted(known))
    writing.replace(root / LINKS, f"{_HEAD}links:{lines or ' []'}\n".encode())


def _written(link: Link) -> str:
    fields = link.model_dump(mode="json", exclude_none=True).items()
    return "".join(f"\n  {'- ' if name == 'url' else '  '}{name}: {scalar(str(value)) if name != 'code' else value}" for name, value in fields)


def is_cut_off(answers: Iterable[Answer]) -> bool:
    """Whether not one of several answers came from anybody: then it is this machine that has no network."""
    answers = list(answers)
    return len(answers) > 1 and all(answer.code == 0 and answer.state in ("gone", "slow", "unreachable") for answer in answers)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An address with which something is to be done, or that is to be looked at by a person: what is known of it, and where it stands."""

    link: Link
    places: tuple[Place, ...]

    @property
    def advice(self) -> str:
        """What to do about it, in a sentence."""
        link = self.link
        if link.state == "moved":
            return said("write {to} instead, if it is the same", to=link.to)
        if link.state in DEAD:
            if link.archive:
                return said("add it as a copy: archiveurl = {{{archive}}}", archive=link.archive)
            return said("look for it elsewhere, or for an archived copy (archiveurl)")
        if link.state == "blocked":
            return said("it does not answer programs: open it in a browser")
        if link.state == "refused":
            return said("give an address that everybody can open")
        return said("it may answer another time; if it does not for weeks, look for an archived copy")


def troubles(found: Mapping[str, list[Place]], known: Mapping[str, Link]) -> list[Trouble]:
    """What is to be done: what is gone first, then what has moved, then what a person has to look at."""
    order = (*DEAD, "moved", "refused", *IN_DOUBT, "blocked")
    met = [Trouble(known[url], tuple(places)) for url, places in found.items() if url in known and known[url].state != "ok"]
    return sorted(met, key=lambda trouble: (order.index(trouble.link.state), trouble.link.url))
