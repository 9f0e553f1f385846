"""What is left to do where somebody has begun to give something another name by hand: to name it so everywhere, and to keep its old address."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ..base.identifier import normal_key
from ..base.saying import said
from ..catalog import by_hand, published
from ..catalog.catalog import Catalog
from ..catalog.moved import gone_from
from ..records.folder import BIBLIOGRAPHY, KINDS
from . import former_keys, formerly
from .edits import CannotEdit, Edit
from .naming import Thing


class Begun(NamedTuple):
    """Something that is gone under a name, what its mentions are to say instead, and what makes what is there now keep the name."""

    thing: Thing
    new: str
    keeping: tuple[Edit, ...] = ()


def begun(root: Path, catalog: Catalog, old: str, new: str) -> Begun | None:
    """What was called `old` and is not there any more, where there is something `new` of its sort; None where nothing was called so.

    That something was, places tell that name it still, or what was published. Raises CannotEdit where it has to be called as it was.
    """
    above, _, last = old.rpartition("/")
    own = new.removeprefix(f"{above}/") if above else new
    if new in catalog.entries and _was_record(catalog, old):
        return Begun(Thing("record", old), new, tuple(formerly.kept(catalog, catalog.entries[new], old)))
    if above in catalog.entries and (above, own) in catalog.claims:
        return _claim(catalog, above, last, own)
    if catalog.term(above, own) and _was_term(catalog, above, last):
        return Begun(Thing("term", old), own)
    key, here = normal_key(old), normal_key(new)
    if here in catalog.references and _was_source(catalog, key):
        return Begun(Thing("source", key), here, tuple(former_keys.kept(root, catalog, here, key)))
    if new in catalog.kinds and _was_kind(catalog, old):
        return Begun(Thing("kind", old), new)
    return None


def _was_record(catalog: Catalog, old: str) -> bool:
    is_named = old in catalog.uses_of or any(use.record == old for use in catalog.claim_uses)
    return old not in catalog.renamed and (is_named or bool(gone_from(catalog, old)))


def _claim(catalog: Catalog, record: str, old: str, new: str) -> Begun | None:
    entry = catalog.entries[record]
    was = by_hand.published_claims(catalog, entry)
    if old in was:
        raise CannotEdit(
            said("a claim keeps its id for good: write 'id: {id}' again where {path} has '{new}' now", id=old, path=entry.path, new=new)
            if by_hand.claims(catalog, entry).get(old) == new
            else said("a claim keeps its id for good, and '{old}' was another than '{new}'", old=old, new=new)
        )
    is_named = any((use.record or getattr(use.by, "id", ""), use.name) == (record, old) for use in catalog.claim_uses)
    return Begun(Thing("claim", f"{record}/{old}"), new) if is_named else None


def _was_term(catalog: Catalog, vocabulary: str, old: str) -> bool:
    return old in by_hand.published_terms(catalog, vocabulary) or any(
        leaf.value == old and getattr(leaf.role, "vocabulary", "") == vocabulary for entry in (*catalog, *catalog.fragments) for leaf in entry.leaves
    )


def _was_source(catalog: Catalog, old: str) -> bool:
    taken = {key for source in catalog.references.values() for key in source.former_keys}
    if old in taken or old in catalog.bibliography.broken:
        return False
    was: Mapping[str, object] = by_hand.entries(published.text(catalog.history, BIBLIOGRAPHY))
    return old in catalog.cites_of or old in was


def _was_kind(catalog: Catalog, old: str) -> bool:
    is_named = any(old in item.kinds for kind in catalog.kinds for item in kind.fields)
    return is_named or f"{KINDS}/{old}.yml" in catalog.history.published
