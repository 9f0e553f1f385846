"""Who has to do with whom no more, since an earlier catalog: parties of a record, owners, and those who publish on a web host.

By such ties a word of one's own is told from an independent one. Where one is gone, no claim says otherwise, and no mark need be another yet:
it is the next source, or the next request, that passes for independent. So each is named by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.saying import said
from ..records.kinds import HOSTS, OWNER
from .catalog import Catalog
from .compare import Names
from .difference import Difference, Topic
from .entries import Entry
from .evidence import parties, parts
from .publishers import owners_of


def differences(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """Every party, owner and host that somebody had and has no more."""
    for then in before:
        if entry := now.answering(then.address):
            yield from _parties(before, then, now, entry)
            yield from _owners(before, then, now, entry)
    yield from _hosts(before, now)
    yield from _names(before, now)


def _parties(before: Catalog, then: Entry, now: Catalog, entry: Entry) -> Iterator[Difference]:
    """Those who had a part in a record, and whose affair it is not any more: by its roles, or by what a role says of itself."""
    names = Names(before, now)
    had = {names.of(id) for id in parts(then, before.publishers)}
    for id in sorted(had - parts(entry, now.publishers) - parties(entry, now.publishers)):
        field = next((item.name for item in entry.kind.of_type("role") if any(part.id == id for part in entry.record.items(item.name))), "")
        at = entry.at(field or entry.kind.label_field)
        message = said("{party} is no party of {id} any more: its own word would pass for an independent one", party=id, id=entry.id)
        yield Difference(Topic.LOST_TIE, at, message, record=entry.id, concerns=_resting_on(now, entry, id), is_draft=entry.is_draft)


def _resting_on(now: Catalog, entry: Entry, id: str) -> tuple[str, ...]:
    """The claims of a record behind which somebody's word stands."""
    claims = entry.record.claims
    return tuple(f"{entry.id}/{claim.id}" for claim in claims if any(id in now.publishers.hands(citation.key) for citation in claim.cite))


def _owners(before: Catalog, then: Entry, now: Catalog, entry: Entry) -> Iterator[Difference]:
    names = Names(before, now)
    fields = [item.name for item in entry.kind.fields if item.means == OWNER]
    for owner in sorted({names.of(id) for id in owners_of(then)} - now.publishers.owners(entry.id)):
        at = entry.at(next((name for name in fields if entry.record.items(name)), entry.kind.label_field))
        message = said("{id} belongs to {owner} no more: what that says of it would pass for an independent word", id=entry.id, owner=owner)
        yield Difference(Topic.LOST_TIE, at, message, record=entry.id, is_draft=entry.is_draft)


def _hosts(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """Web hosts on which somebody published, and on which somebody else is taken to publish now, or nobody."""
    names = Names(before, now)
    for host in sorted({*before.publishers.by_host, *now.publishers.by_host}):
        was, here = before.publishers.at(host), now.publishers.at(host)
        if not was or names.of(was) == here:
            continue
        if holder := now.get(here):
            message = said("the host {host} was of {was} and is of {id}: who published what stands there is another", host=host, was=was, id=here)
            yield Difference(Topic.LOST_TIE, holder.at(HOSTS), message, record=here)
        elif entry := now.answering(before.entries[was].address):
            message = said("nobody is known to publish at {host} any more: it was of {was}", host=host, was=was)
            yield Difference(Topic.LOST_TIE, entry.at(HOSTS if entry.record.items(HOSTS) else entry.kind.label_field), message, record=entry.id)


def _names(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """Names that meant one publisher alone and are now another's, too: whoever prints such a name is not identified by it."""
    names = Names(before, now)
    for then in before:
        entry = now.answering(then.address)
        if entry is None or not then.kind.is_party:
            continue
        for name in (then.record.label, *then.record.aliases):
            is_its_own = before.publishers.named(name) == [then.id] and name in (entry.record.label, *entry.record.aliases)
            if is_its_own and now.publishers.named(name) != [names.of(then.id)]:
                message = said(
                    "the name “{name}” was that of {id} alone, and is another's, too: whose source it stands in is not known by it",
                    name=name,
                    id=entry.id,
                )
                yield Difference(Topic.LOST_TIE, entry.at(entry.kind.label_field), message, record=entry.id)
