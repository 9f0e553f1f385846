"""A record that was once there is gone, and no other record says that it was called so before.

An address, once published, keeps answering. When a record is renamed or merged into another, the one that stays names the old
id, and the old address leads to it. The address is made of the folder and the id: a record that has moved to another kind, too,
names what it was. A draft has no page, and answers for nobody; and neither does what never came into the main branch (that of the repository
from which yours was cloned, where there is one), but stood in a commit of your own branch only.

A source that got another key by hand, and a published claim that got another id, are told here, too, where what they say shows it.

With `casebook check --against REV` also what was published at that revision has to answer: records, and what they were called
before; and a source that is there still is where it was. (Its address is its key; one whose key differs from another's in capitals only,
or has signs that no address has, gets one made for it.)

**Way out:** `casebook rename OLD NEW` renames a record, its old address kept, and does the rest where a file was renamed by hand. Or add
`formerly: [OLD-ID]` to the record that took its place; `formerly: [FOLDER/OLD-ID]`, such as `ports/old-id`, where
the old address began with another folder. Or bring the file back: the message says by which command. A claim keeps its id for good. Drafts
may go without a trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from ..base.diagnostic import Concern, Diagnostic, Span, rule
from ..base.identifier import windows_wall
from ..base.saying import Said, said
from ..catalog import by_hand
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..catalog.moved import restoring, successor

RULE = rule("vanished-id", __doc__, about=Concern.CHANGES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Addresses of records that were published, as Git remembers, and that lead nowhere now."""
    yield from _moved(catalog)
    yield from _by_hand(catalog)
    # A record that cannot be read yet may have said what it was called.
    unread = {former.address for fragment in catalog.fragments for former in fragment.formers}
    for address, span in _published(catalog).items():
        if any(map(windows_wall, address.rstrip("/").split("/"))):
            # No record may name it: the old address is given up with the name.
            continue
        now, id = catalog.answering(address), address.split("/")[-2]
        if now and now.is_draft:
            yield RULE.at(
                _head(now),
                said("/{address} was published and leads nowhere now: this is a draft", address=address),
                said("publish it, or let another record answer"),
            )
        elif now is None and address not in unread and id not in catalog.broken:
            yield RULE.at(
                span,
                said("the record '{id}' is gone, and its address /{address} with it", id=id, address=address),
                _help(catalog, address.rstrip("/"), id, span.path),
            )


def _moved(catalog: Catalog) -> Iterator[Diagnostic]:
    """Sources that are not at the address that they had at the revision."""
    for key, was in catalog.before.references.items() if catalog.before else ():
        now = catalog.references.get(key)
        if now and now.address != was.address:
            message = said("the source '{key}' was at /{was} and is now at /{now}", key=key, was=was.address, now=now.address)
            yield RULE.at(
                now.span, message, said("give the source whose key differs from it in capitals only another key, or put it behind this one")
            )


def _by_hand(catalog: Catalog) -> Iterator[Diagnostic]:
    """Sources and claims that got another name by hand."""
    for old, new in by_hand.sources(catalog).items():
        source = catalog.references[new]
        yield RULE.at(
            source.span,
            said("the source '{old}' seems to be called '{new}' now, and its address is gone", old=old, new=new),
            said("'casebook rename {old} {new}' puts that everywhere, and keeps the old address", old=quote(old), new=quote(new)),
        )
    for entry in by_hand.touched(catalog):
        for old, new in by_hand.claims(catalog, entry).items():
            route = ("claims", [claim.id for claim in entry.record.claims].index(new), "id")
            span = entry.at(*route)
            yield RULE.at(
                span,
                said("the claim '{old}' is called '{new}' now, and its address is gone: whoever has quoted it does not find it", old=old, new=new),
                said("a published claim keeps its id: write 'id: {id}'", id=old),
                instead=entry.document.instead(route, span, old),
            )


def _published(catalog: Catalog) -> dict[str, Span]:
    """Every address that records had and may have no longer, with the file that had it."""
    found = {catalog.address_of(path): Span(path) for path in sorted(catalog.history.gone)}
    for entry in catalog.before.published() if catalog.before else ():
        for address in (entry.address, *(former.address for former in entry.formers)):
            found.setdefault(address, Span(entry.path))
    return found


def _head(entry: Entry) -> Span:
    return entry.document.text.span(1)


def _help(catalog: Catalog, address: str, id: str, path: str) -> Said:
    """The way out: where it can be told, which record took its place."""
    if now := catalog.get(id) or catalog.renamed.get(id):
        return said("if it is what {path} is now, write there 'formerly: [{address}]'", path=now.path, address=address)
    if now := successor(catalog, id):
        return said(
            "if it is what {path} is now, 'casebook rename {old} {new}' puts that everywhere, and keeps the old address",
            path=now.path,
            old=id,
            new=now.id,
        )
    help = said("add 'formerly: [{id}]' to the record that took its place ('{address}' where that is of another kind)", id=id, address=address)
    if path in catalog.history.last:
        other = said("'casebook rename {id} OTHER' does so, and names it everywhere", id=id)
        return said("{help}: {other}; or {command} brings it back", help=help, other=other, command=restoring(catalog, path))
    return said("{help}, or restore it", help=help)
