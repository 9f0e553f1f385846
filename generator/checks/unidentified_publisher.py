"""Nobody knows who published a source that a claim rests on.

What a source is worth depends on whose affair it is: a charity's figure about itself is no independent one. The publisher is
found by `publisherid`, which names its record; by the web host of the address, where a record has it among its `hosts`; or by
the name that the entry prints (`publisher`, `organization`, `institution`, `journaltitle`, `howpublished`, or an organisation as the
author), where a record has that name or alias. Until then the claim's mark says that the publisher is *not identified*.

**Way out:** as the message says: add `publisherid` to the entry, or the host to the `hosts` of the record, or make a record of the
publisher: `casebook new organisation ID`. A host on which texts of many stand (a mirror, a library, a place where everybody can put things)
is nobody's own: there, and for a copy, the entry itself says who published it. Where nobody can find out, the entry says so, and the doubt stays
with the mark: `ignore = {unidentified-publisher: the copy names none}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, Span, rule
from ..base.identifier import SLUG_LENGTH, windows_wall
from ..base.saying import Said, said, ways
from ..catalog.catalog import Catalog
from ..catalog.publishers import PRINTED, host_of, name_key
from ..catalog.uses import citing_claim
from ..records.kinds import slug
from ..records.reference import Reference

RULE = rule("unidentified-publisher", __doc__, Severity.WARNING, about=Concern.SOURCES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Sources that claims cite and that have no publisher; where no record can be a publisher, none is missed."""
    if not catalog.kinds.parties or catalog.broken:
        return
    shared = _shared_hosts(catalog)
    for key, reference in catalog.references.items():
        # One that is known through another is vouched for by that one's publisher.
        if not catalog.publishers.hands(key) and any(citing_claim(use) is not None for use in catalog.cites_of.get(key, ())):
            yield RULE.at(_span(reference), _message(reference), _help(catalog, reference, shared))


def _shared_hosts(catalog: Catalog) -> frozenset[str]:
    """The hosts on which stand texts of several publishers, be they identified or only printed."""
    by_host: dict[str, set[str]] = {}
    for reference in catalog.references.values():
        if host := host_of(reference.get("url")):
            who = next(iter(catalog.publishers.of(reference)), "") or name_key(_printed(reference))
            by_host.setdefault(host, set()).update(filter(None, (who,)))
    return frozenset(host for host, who in by_host.items() if len(who) > 1)


def _span(reference: Reference) -> Span:
    """Where the entry prints who published it, or else its address; the entry itself where it says neither."""
    field = next((name for name in (*PRINTED, "url") if reference.get(name)), "")
    return reference.at(field) if field else reference.span


def _message(reference: Reference) -> Said:
    """With what the entry says, in brackets."""
    key, printed, host = reference.key, _printed(reference), host_of(reference.get("url"))
    if printed and host:
        return said("it is not identified who published '{key}' (“{printed}”, on {host})", key=key, printed=printed, host=host)
    if printed:
        return said("it is not identified who published '{key}' (“{printed}”)", key=key, printed=printed)
    if host:
        return said("it is not identified who published '{key}' (on {host})", key=key, host=host)
    return said("it is not identified who published '{key}'", key=key)


def _printed(reference: Reference) -> str:
    return reference.get(*PRINTED) or next((name.literal for name in reference.author if name.literal), "")


def _help(catalog: Catalog, reference: Reference, shared: frozenset[str]) -> Said:
    printed, host = _printed(reference), host_of(reference.get("url"))
    near = catalog.publishers.near(printed) if printed else ""
    found = [said("if it is '{near}', add publisherid = {{{near}}}", near=near) if near else said("add publisherid = {ID} to the entry")]
    if reference.copyof in catalog.references and not near:
        found = [said("add publisherid = {{ID}} to '{first}', of which this is a copy", first=reference.copyof)]
    elif host and host not in shared:
        found.append(said("add 'hosts: [{host}]' to the record of its publisher", host=host))
    if not near:
        id = slug(printed)[:SLUG_LENGTH].strip("-")
        is_free = id and id not in catalog.entries and not windows_wall(id)
        made = f"{catalog.kinds.publishers[0]} {id if is_free else 'ID'}"
        # Of an id nobody can tell the capitals.
        named = f' --name "{printed}"' if is_free and not re.search(r'["$`\\]', printed) else ""
        found.append(said("make one: casebook new {what}", what=f"{made}{named}"))
    return ways(found)
