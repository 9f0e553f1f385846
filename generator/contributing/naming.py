"""What has a name in a catalog, and every place that names it, to the character: records, claims, sources, words of vocabularies, and kinds.

For whoever asks where something is named (`where`), gives it another name (`renaming`), or points at it in an editor. Places in files that
cannot be read are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from ..base.diagnostic import Span
from ..base.identifier import normal_key
from ..base.saying import Said, said
from ..catalog.catalog import Catalog
from ..catalog.entries import DocsPage, Entry
from ..reading import files
from ..reading.files import Text
from ..reading.yaml_reader import Document, Route, parse_yaml
from ..records import bibtex_layout, folder
from ..records.kinds import MEASURE, Kind
from ..records.reference import SOURCES
from ..records.values import Prose, Refers, TermOf
from ..text import prose, syntax
from . import linking, named_choices
from .named_choices import Named, texts

# The fields of a source that name a record, and those that name other sources.
PUBLISHER = "publisherid"
OTHER_SOURCES = ("via", "copyof", "crossref", "xdata", "xref", "related", "entryset")
# By which comment a file names the schema of its kind to editors.
_SCHEMA = re.compile(r"(?:#[^\n]*\n)*?# yaml-language-server: \$schema=[^\n]*/([a-z0-9_-]+)\.json[ \t]*(?:\n|\Z)")
_KEYS = re.compile(r"[^\s,{}\"]+")


class Thing(NamedTuple):
    """Something that has a name; that of a claim is `record/claim`, that of a word `vocabulary/word`."""

    what: Literal["record", "claim", "source", "term", "kind"]
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that names a thing: the name itself, and what stands there, in words.

    `is_exact` says that the name stands there as it is; else it is written with escapes, or folded, and the span is that of the whole value.
    `scalar` is the value of YAML that it is in, where it is no text: its document and its route. `is_address`: it is a part of an address, as
    which a source may be called otherwise than by its key.
    """

    thing: Thing
    span: Span
    what: Said
    is_definition: bool = False
    is_exact: bool = True
    scalar: tuple[Document, Route] | None = None
    is_address: bool = False


def thing_called(catalog: Catalog, name: str) -> Thing | None:
    """What a person means by a name: a record, then a claim, a word of a vocabulary, a source, and a kind."""
    name = bare(catalog, name)
    first, _, last = name.partition("/")
    if name in catalog.entries:
        return Thing("record", name)
    if (first, last) in catalog.claims:
        return Thing("claim", name)
    if catalog.term(first, last):
        return Thing("term", name)
    if normal_key(name) in catalog.references:
        return Thing("source", normal_key(name))
    return Thing("kind", name) if name in catalog.kinds else None


def bare(catalog: Catalog, name: str) -> str:
    """A name without what people write around it: the brackets of a text, the path of the file, the address of the page."""
    told = name.strip()
    mentioned = told if told.startswith("[") else f"[{told}]"
    if found := [*prose.locate(mentioned, block=False)] if told[:1] in ("[", "#", "@") else []:
        *_record, name_in_it = syntax.names(found[0].mention)
        return f"{name_in_it.record}/{name_in_it.name}" if name_in_it.record else name_in_it.name
    above, _, last = told.removeprefix("./").strip("/").rpartition("/")
    if last.endswith(".yml") and above != folder.VOCABULARIES:
        return last.removesuffix(".yml")
    addresses = {kind.address for kind in catalog.kinds} | {SOURCES.rstrip("/")}
    return last if above in addresses and above not in catalog.entries and above not in catalog.vocabularies else told


def every_name(catalog: Catalog) -> Iterator[str]:
    """All that can be asked for by a name."""
    yield from catalog.entries
    yield from (f"{record}/{claim}" for record, claim in catalog.claims)
    yield from (f"{name}/{term.id}" for name, vocabulary in catalog.vocabularies.items() for term in vocabulary.terms)
    yield from catalog.references
    yield from catalog.kinds.by_name


# --- all places of one thing -------------------------------------------------------------------------------------


def places(root: Path, catalog: Catalog, thing: Thing) -> list[Place]:
    """Every place that names a thing, in the order of the files; where it is defined stands first."""
    found = [place for path in _files_naming(catalog, thing) for place in in_file(root, catalog, path) if place.thing == thing]
    return sorted(found, key=lambda place: (not place.is_definition, place.span))


def definition(root: Path, catalog: Catalog, thing: Thing) -> Place | None:
    """Where a thing is defined; None where there is none of its name."""
    above = thing.name.partition("/")[0]
    entry = catalog.get(above)
    path = {
        "record": entry.path if entry else "",
        "claim": entry.path if entry else "",
        "source": folder.BIBLIOGRAPHY,
        "term": f"{folder.VOCABULARIES}/{above}.yml",
        "kind": f"{folder.KINDS}/{above}.yml",
    }[thing.what]
    found = in_file(root, catalog, path) if path else []
    return next((place for place in found if place.thing == thing and place.is_definition), None)


def _files_naming(catalog: Catalog, thing: Thing) -> list[str]:
    """The files in which a thing may be named."""
    blocks = (page.path for page in catalog.docs if page.living)
    return [folder.RULES_FILE, *dict.fromkeys((*_others_naming(catalog, thing), *blocks))]


def _others_naming(catalog: Catalog, thing: Thing) -> list[str]:
    others = [folder.BIBLIOGRAPHY] if catalog.references or catalog.bibliography.broken else []
    paths: list[str] = []
    match thing.what:
        case "record":
            own = catalog.get(thing.name)
            paths = [own.path] if own else []
            paths += [use.by.path for use in catalog.uses_of.get(thing.name, ())]
            paths += [use.by.path for use in catalog.claim_uses if use.record == thing.name]
            paths += [*others, *_declarations(catalog), *_linking(catalog, thing.name)]
        case "claim":
            record, _, claim = thing.name.partition("/")
            own = catalog.get(record)
            paths = [own.path] if own else []
            paths += [use.by.path for use in catalog.claim_uses if (use.record, use.name) == (record, claim)]
            paths += _linking(catalog, f"#{claim}")
        case "source":
            paths = [*others, *(use.by.path for use in catalog.cites_of.get(thing.name, ()))]
            paths += [entry.path for entry, correction in catalog.corrections if correction.what == f"sources/{thing.name}"]
            paths += _linking(catalog, thing.name)
        case "term":
            vocabulary = thing.name.partition("/")[0]
            paths = [f"{folder.VOCABULARIES}/{vocabulary}.yml", *(entry.path for entry in _records(catalog))]
        case "kind":
            keyed = {kind.name for kind in catalog.kinds for item in kind.of_type("relation") if item.kinds[:1] == (thing.name,)} | {thing.name}
            # Of one that is gone any record may name the schema.
            is_gone = thing.name not in catalog.kinds
            paths = [*_declarations(catalog), *(entry.path for entry in _records(catalog) if is_gone or entry.kind.name in keyed)]
    return paths


def _records(catalog: Catalog) -> Iterator[Entry]:
    yield from catalog
    yield from catalog.fragments


def _linking(catalog: Catalog, word: str) -> list[str]:
    """The files in which there may be a link with a word in its address."""
    return [*(page.path for page in catalog.docs if word in page.text.content), folder.CONFIG]


def _declarations(catalog: Catalog) -> list[str]:
    return [f"{folder.KINDS}/{kind.name}.yml" for kind in catalog.kinds if kind is not MEASURE]


# --- all things of one file --------------------------------------------------------------------------------------


def in_file(root: Path, catalog: Catalog, path: str) -> list[Place]:
    """All names in a file of the project, by its path; nothing in one that cannot be read."""
    if path == folder.BIBLIOGRAPHY:
        return list(_in_bibliography(root))
    if path.startswith(f"{folder.KINDS}/"):
        return list(_in_declaration(catalog, _document(root, path)))
    if path.startswith(f"{folder.VOCABULARIES}/"):
        return list(_in_vocabulary(_document(root, path)))
    if path.startswith(f"{folder.DOCS}/"):
        return [place for page in catalog.docs if page.path == path for place in _in_page(catalog, page)]
    if path == folder.RULES_FILE:
        document = _document(root, path)
        return list(_of_choices(document, named_choices.in_rules(catalog, document))) if document else []
    if path == folder.CONFIG:
        return list(_in_configuration(root, catalog))
    return [place for entry in _records(catalog) if entry.path == path for place in _in_record(entry)]


def _document(root: Path, path: str) -> Document | None:
    if not (root / path).exists():
        return None
    text, _problems = files.read_text(root, path)
    document = parse_yaml(text)[0] if text else None
    return document if document and document.is_whole else None


def _in_record(entry: Entry) -> Iterator[Place]:
    yield Place(Thing("record", entry.id), Span(entry.path), said("the record itself"), is_definition=True)
    for leaf in entry.leaves:
        here = said("the field '{field}'", field=shown(leaf.route))
        match leaf.role:
            case Refers():
                yield _of_value(Thing("record", leaf.value), entry, leaf.route, leaf.value, here)
            case TermOf(vocabulary):
                yield _of_value(Thing("term", f"{vocabulary}/{leaf.value}"), entry, leaf.route, leaf.value, here)
            case Prose(block):
                yield from _in_prose(entry, leaf.route, leaf.value, block=block)
    yield from _of_claims(entry)
    yield from _of_relations(entry)
    if found := _SCHEMA.match(entry.document.text.content):
        yield Place(Thing("kind", found[1]), entry.document.text.at_offset(found.start(1), len(found[1])), said("the schema of its file"))


def _of_claims(entry: Entry) -> Iterator[Place]:
    """The claims that a record defines, what they and it cite, and what its corrections speak of."""
    routes: list[tuple[Route, int]] = [(("cite",), len(entry.record.cite))]
    for index, claim in enumerate(entry.record.claims):
        here: Route = ("claims", index)
        if (*here, "id") in entry.document:
            own = Thing("claim", f"{entry.id}/{claim.id}")
            yield _scalar(own, entry.document, (*here, "id"), claim.id, said("the claim itself"), is_definition=True)
        routes.append(((*here, "cite"), len(claim.cite)))
    for route, count in routes:
        is_list = (*route, 0) in entry.document
        for index in range(count):
            one = (*route, index) if is_list else route
            one = (*one, "source") if (*one, "source") in entry.document else one
            key = str(entry.document.value(one)).strip().partition("[")[0]
            if key and key != "None":
                yield _of_value(Thing("source", normal_key(key)), entry, one, key, said("the field '{field}'", field=shown(one)))
    for index, correction in enumerate(entry.record.corrections):
        what, _, name = correction.what.partition("/")
        here = ("corrections", index, "what")
        if what == "claims":
            yield _of_value(Thing("claim", f"{entry.id}/{name}"), entry, here, name, said("a correction"))
        elif what == "sources":
            yield _of_value(Thing("source", name), entry, here, name, said("a correction"))


def _of_relations(entry: Entry) -> Iterator[Place]:
    """The kinds that the values of relations are called by."""
    for item in entry.kind.of_type("relation"):
        for index, _value in enumerate(entry.document.value((item.name,)) or ()):
            route = (item.name, index, item.kinds[0])
            if route in entry.document:
                yield Place(Thing("kind", item.kinds[0]), entry.document.key(*route), said("the field '{field}'", field=shown(route)))


def _of_value(thing: Thing, entry: Entry, route: Route, name: str, what: Said) -> Place:
    return _scalar(thing, entry.document, route, name, what)


def _scalar(thing: Thing, document: Document, route: Route, name: str, what: Said, *, is_definition: bool = False) -> Place:
    """The place of a name at the beginning of a value, or somewhere in it."""
    span = document.find(route, name)
    return Place(thing, span, what, is_definition, _reads(span, name), (document, route))


def _reads(span: Span, name: str) -> bool:
    return span.shown == name


def _in_prose(entry: Entry, route: Route, value: str, *, block: bool) -> Iterator[Place]:
    """The names in a text of a record."""
    if "[" not in value:
        return
    found = [(place.offset, name) for place in prose.locate(value, block=block) for name in syntax.names(place.mention)]
    spans = entry.document.parts(route, value, [(offset + name.start, offset + name.end) for offset, name in found])
    for (_offset, name), span in zip(found, spans, strict=True):
        here = said("the text of '{field}'", field=shown(route))
        yield Place(_thing(name, entry.id), span, here, is_exact=_reads(span, name.name))


def _thing(name: syntax.Name, own: str) -> Thing:
    if name.what == "claim":
        return Thing("claim", f"{name.record or own}/{name.name}")
    return Thing(name.what, normal_key(name.name) if name.what == "source" else name.name)


def _in_page(catalog: Catalog, page: DocsPage) -> Iterator[Place]:
    for place in page.mentions:
        for name in syntax.names(place.mention):
            span = page.text.at_offset(place.offset + name.start, len(name.name))
            yield Place(_thing(name, ""), span, said("the text of the page"), is_exact=_reads(span, name.name))
    for _view, document in page.living:
        yield from _of_choices(document, named_choices.in_block(catalog, document))
    for link in linking.of_page(catalog, page):
        yield from _of_link(page.text, link, said("a link of the page"))


def _in_configuration(root: Path, catalog: Catalog) -> Iterator[Place]:
    text = files.read_text(root, folder.CONFIG)[0] if (root / folder.CONFIG).is_file() else None
    if text:
        for link in linking.of_configuration(catalog, text.content):
            yield from _of_link(text, link, said("a page of the site's configuration"))


def _of_link(text: Text, link: linking.Link, what: Said) -> Iterator[Place]:
    thing = Thing("record", link.name) if isinstance(link.target, Entry) else Thing("source", link.target.key)
    yield Place(thing, text.at_offset(link.name_at, len(link.name)), what, is_address=True)
    if link.anchor and isinstance(link.target, Entry):
        start = link.start + link.address.index("#") + 1
        yield Place(Thing("claim", f"{link.target.id}/{link.anchor}"), text.at_offset(start, len(link.anchor)), what)


def _in_vocabulary(document: Document | None) -> Iterator[Place]:
    if document is None:
        return
    terms, name = document.value(("terms",)), document.path.rpartition("/")[2].removesuffix(".yml")
    for index, term in enumerate(terms if isinstance(terms, list) else ()):
        if isinstance(term, dict) and isinstance(term.get("id"), str):
            own = Thing("term", f"{name}/{term['id']}")
            yield _scalar(own, document, ("terms", index, "id"), term["id"], said("the word itself"), is_definition=True)


def _in_declaration(catalog: Catalog, document: Document | None) -> Iterator[Place]:
    """The kinds that a declaration names, and the records of its examples."""
    if document is None:
        return
    name = document.path.rpartition("/")[2].removesuffix(".yml")
    yield Place(Thing("kind", name), Span(document.path), said("the declaration itself"), is_definition=True)
    declared = document.value(("fields",))
    for field, options in declared.items() if isinstance(declared, dict) else ():
        if not isinstance(options, dict):
            continue
        here: Route = ("fields", field)
        for route, value in texts((*here, "kind"), options.get("kind")):
            yield _scalar(Thing("kind", value), document, route, value, said("the field '{field}'", field=shown(route)))
        kind = catalog.kinds.by_name.get(name)
        if kind and field in kind.by_name and kind.by_name[field].names_records:
            yield from _in_example(document, kind, field, (*here, "example"), options.get("example"))


def _in_example(document: Document, kind: Kind, field: str, route: Route, value: object) -> Iterator[Place]:
    item = kind.by_name[field]
    for here, text in texts(route, value):
        if here[-1] in ("id", "example", *item.kinds) or isinstance(here[-1], int):
            yield _scalar(Thing("record", text), document, here, text, said("the example of the field '{field}'", field=field))
        if item.type == "relation" and here[-1] == item.kinds[0]:
            yield Place(Thing("kind", item.kinds[0]), document.key(*here), said("the example of the field '{field}'", field=field))


def _of_choices(document: Document, found: Iterable[Named]) -> Iterator[Place]:
    for what, name, written, route in found:
        yield _scalar(Thing(what, name), document, route, written, said("the field '{field}'", field=shown(route)))


def _in_bibliography(root: Path) -> Iterator[Place]:
    text, _problems = files.read_any_text(root, folder.BIBLIOGRAPHY, files.MAX_BIB_BYTES)
    return iter(_in_entries(text) if text else ())


# An editor asks again and again for the same.
@lru_cache(maxsize=2)
def _in_entries(text: Text) -> tuple[Place, ...]:
    return tuple(_of_entries(text))


def _of_entries(text: Text) -> Iterator[Place]:
    for piece in bibtex_layout.pieces(text.content):
        if not piece.is_entry or not piece.key:
            continue
        start = text.content.index(piece.key, piece.inside)
        yield _in_bib(text, Thing("source", normal_key(piece.key)), start, piece.key, said("the source itself"), is_definition=True)
        for field in piece.fields:
            name = field.name.lower()
            if name != PUBLISHER and name not in OTHER_SOURCES:
                continue
            for match in _KEYS.finditer(text.content, field.value, field.end):
                what = said("the field '{field}' of the source '{key}'", field=field.name, key=piece.key)
                thing = Thing("record", match.group()) if name == PUBLISHER else Thing("source", normal_key(match.group()))
                yield _in_bib(text, thing, match.start(), match.group(), what)


def _in_bib(text: Text, thing: Thing, start: int, name: str, what: Said, *, is_definition: bool = False) -> Place:
    return Place(thing, text.at_offset(start, len(name)), what, is_definition)


def shown(route: Route) -> str:
    """A route as people write it: `claims[2].cite`, counted from 1."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f"{'.' if place else ''}{step}" for place, step in enumerate(route))
