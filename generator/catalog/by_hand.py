"""What seems to have got another name by hand: sources, words of vocabularies, claims and kinds, by what was published and what is there now.

Where of several nobody could tell which one it is, it is none. Of records `moved` tells it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from shlex import quote
from typing import Any

from ..base.diagnostic import Diagnostic, Span
from ..base.identifier import normal_key
from ..base.saying import NOTHING, Said, said
from ..records import declaration
from ..records.bibtex_layout import pieces
from ..records.folder import BIBLIOGRAPHY, KINDS, VOCABULARIES
from . import published
from .catalog import Catalog
from .entries import Entry
from .moved import is_as_published, seems, successor

_KEY = re.compile(r"^[ \t]*@[ \t]*(?!string|comment|preamble)\w+[ \t]*[{(][ \t]*([^\s,{}\"]+)", re.MULTILINE | re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")
# A source is the same where it is in the same place, or has the same title.
_TELLING = ("url", "doi", "title")


def sources(catalog: Catalog) -> Mapping[str, str]:
    """The keys that published sources have now, by those that they had."""
    was = published.text(catalog.history, BIBLIOGRAPHY)
    if not was or catalog.bibliography.is_unread:
        return {}
    published_keys = keys(was)
    kept = catalog.references.keys() | catalog.bibliography.broken | {key for one in catalog.references.values() for key in one.former_keys}
    if not published_keys - kept:
        return {}
    gone = {key: fields for key, fields in entries(was).items() if key not in kept}
    new = {key: {name: source.get(name) or "" for name in _TELLING} for key, source in catalog.references.items() if key not in published_keys}
    return _matched(gone, new, _is_same_source, is_alone_enough=False)


def keys(text: str) -> set[str]:
    """The keys of a bibliography, as far as each begins a line."""
    return set(map(normal_key, _KEY.findall(text)))


@lru_cache(maxsize=1)
def entries(text: str) -> Mapping[str, Mapping[str, str]]:
    """The fields of the entries of a bibliography, as they are written, by key and by name."""
    return {normal_key(one.key): {item.name.lower(): text[item.value : item.end] for item in one.fields} for one in pieces(text) if one.is_entry}


def terms(catalog: Catalog, vocabulary: str) -> Mapping[str, str]:
    """The words that are now in a vocabulary in place of published ones."""
    then = published_terms(catalog, vocabulary)
    here = catalog.vocabularies.get(vocabulary)
    now = {term.id: {"label": term.label, "description": term.description} for term in here.terms} if here else {}
    gone = {id: term for id, term in then.items() if id not in now}
    new = {id: term for id, term in now.items() if id not in then}
    return _matched(gone, new, lambda was, term: any(was.get(name) == text for name, text in term.items()))


def claims(catalog: Catalog, entry: Entry) -> Mapping[str, str]:
    """The ids that published claims of a record have now, by those that they had."""
    then = published_claims(catalog, entry)
    ids = {claim.id for claim in entry.record.claims}
    if not then.keys() - ids:
        return {}
    now = {claim["id"]: claim for claim in _items(entry.document.value(()), "claims")}
    gone = {id: claim for id, claim in then.items() if id not in ids}
    return _matched(gone, {id: claim for id, claim in now.items() if id not in then}, _is_same_claim, is_alone_enough=False)


def published_terms(catalog: Catalog, vocabulary: str) -> dict[str, dict[str, Any]]:
    """The words that a vocabulary had when it was published, as plain data, by their ids."""
    return {term["id"]: term for term in _items(published.data(catalog.history, f"{VOCABULARIES}/{vocabulary}.yml"), "terms")}


def published_claims(catalog: Catalog, entry: Entry) -> dict[str, dict[str, Any]]:
    """The claims of a record as it was published, as plain data, by their ids; none where it was not, or has not been touched since."""
    was = published_record(catalog, entry)
    return {claim["id"]: claim for claim in _items(was, "claims")} if was and was.get("status") != "draft" else {}


def kinds(catalog: Catalog) -> Mapping[str, str]:
    """The names that published kinds have now, by those that they had."""
    then = {path[len(KINDS) + 1 : -4]: path for path in catalog.history.published if path.startswith(f"{KINDS}/") and path.endswith(".yml")}
    gone = {name: path for name, path in then.items() if name not in catalog.kinds and name not in catalog.broken_kinds}
    if not gone:
        return {}
    now = {name: catalog.documents.get(f"{KINDS}/{name}.yml") for name in catalog.kinds.by_name if name not in then}
    new = {name: document.value(()) for name, document in now.items() if document}
    was = {name: published.data(catalog.history, path) or {} for name, path in gone.items()}
    return _matched(was, new, lambda one, other: one == other or one.get("label") == other.get("label"))


def told(renamed: Mapping[str, str], name: str, above: str = "") -> Said:
    """What has become of something that had a name, by what `sources` and others found; nothing where nobody can tell."""
    return seems(f"{above}/{name}" if above else name, renamed[name]) if name in renamed else NOTHING


def with_kinds(catalog: Catalog, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings, of which those about kinds that have got another name by hand say so."""
    for item in found:
        name = item.span.shown
        now = kinds(catalog).get(name) if item.code == declaration.UNKNOWN_KIND.code else None
        yield replace(item, help=seems(name, now), instead=None) if now else item


def or_renamed(catalog: Catalog, help: Said, span: Span, word: str, known: Container[str], above: str = "") -> Said:
    """A way out where something unknown is named; and how to call so what was named there before and is `known` still, everywhere.

    `above` is the vocabulary, if it is a word of one.
    """
    old = published.stood_at(catalog.history, span, word)
    if old not in known:
        return help
    name = f"{above}/{old}" if above else old
    return said(
        "{help}; or, if '{old}', which stood here before, is to be called so: 'casebook rename {name} {new}' does it everywhere",
        help=help,
        old=old,
        name=quote(name),
        new=quote(word),
    )


def touched(catalog: Catalog) -> list[Entry]:
    """The records that are not as they were published; none where nobody can tell."""
    return [entry for entry in catalog if not is_as_published(catalog, entry)] if catalog.history.published else []


def published_record(catalog: Catalog, entry: Entry) -> Any:
    """The data of a record as it was published, perhaps under another id; None where it is that still, or was not."""
    if is_as_published(catalog, entry):
        return None
    paths = [entry.path, *(catalog.path_of(former.address) for former in entry.formers)]
    paths += [path for path in catalog.history.gone if successor(catalog, path.rpartition("/")[2].removesuffix(".yml")) is entry]
    found = next((path for path in paths if path in catalog.history.published), "")
    data = published.data(catalog.history, found)
    return data if isinstance(data, dict) else None


def _items(data: Any, field: str) -> Iterator[dict[str, Any]]:
    """The parts of a list that have an id."""
    listed = data.get(field) if isinstance(data, dict) else None
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield item


def _matched(gone: Mapping[str, Any], new: Mapping[str, Any], is_same: Callable[[Any, Any], bool], *, is_alone_enough: bool = True) -> dict[str, str]:
    """What has become of each that is gone: the only one of the new ones that is the same, or the only one, where there is no other."""
    found = {}
    for name, was in gone.items():
        same = [other for other, now in new.items() if is_same(was, now)]
        if len(same) == 1 or (not same and is_alone_enough and len(gone) == len(new) == 1):
            found[name] = (same or [*new])[0]
    return {name: other for name, other in found.items() if [*found.values()].count(other) == 1}


def _is_same_source(was: Mapping[str, str], now: Mapping[str, str]) -> bool:
    told = ((_LETTERS.sub("", was.get(name, "")).casefold(), _LETTERS.sub("", now[name]).casefold()) for name in _TELLING)
    return any(then and then == here for then, here in told)


def _is_same_claim(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two claims say the same, or have the same figure of the same measure, or the same statement."""
    telling = ("statement",) if "statement" in was else ("value", "measure", "as_of")
    return was.get(telling[0]) is not None and all(was.get(name) == now.get(name) for name in telling)
