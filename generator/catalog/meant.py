"""What a name means that is none of its kind: a claim in the brackets of a source, a source in those of a record, a name in place of an id."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..base.diagnostic import Diagnostic, Span
from ..base.saying import NOTHING, Said, as_it_is, row, said
from ..reading.yaml_reader import CUT_TEXT, Route
from ..reading.yaml_scalars import scalar
from ..records import advice, advice_names, walking
from ..records.as_meant import AsMeant
from ..records.explaining import BAD_VALUE, WRONG_TYPE
from ..records.kinds import Kind
from ..records.models import models
from ..records.parts import Term
from ..records.values import PARTIES, Prose, Refers, Role, TermOf
from ..records.walking import Leaf
from .catalog import Catalog
from .entries import DocsPage, Entry
from .uses import Use

# What says that a name is none of those that there are.
UNKNOWN_RECORD, UNKNOWN_TERM = "unknown-record", "unknown-term"
_URL = re.compile(r"(?:https?://|www\.)\S+")
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


class Meant(NamedTuple):
    """What was meant: what it is, and how it is written, as a mention in a text or as the value of a field; without that it has to be made first."""

    message: Said
    mention: str = ""
    value: str = ""
    way_out: Said = NOTHING

    def help(self, use: Use) -> Said:
        """The way out, at a place: in a text, or in a field."""
        if use.mention and self.mention:
            return said("write {text}", text=self.mention)
        if self.value and not use.mention:
            names = [step for step in use.route if isinstance(step, str)]
            return said("write {line}", line=f"{names[-1] if names else ''}: {scalar(self.value, is_in_flow=True)}")
        return self.way_out

    def instead(self, use: Use, span: Span) -> str | None:
        """What should stand at the span of a place; None where there is nothing to propose."""
        if use.mention:
            return use.another(span, self.mention) if self.mention else None
        return use.instead(span, self.value) if self.value else None


def source(catalog: Catalog, use: Use, key: str) -> Meant | None:
    """What stands where the key of a source should; None where nobody knows."""
    if found := advice_names.advise_citation(key):
        if found.instead:
            cited = found.instead.strip('"')
            own, _, locator = cited.partition("[")
            if own in catalog.references:
                place = locator.rstrip("]")
                return Meant(found.why, f"[@{own}, {place}]" if place else f"[@{own}]", cited)
        elif not _URL.fullmatch(key):
            return None
    if advice.UNKNOWN.fullmatch(key):
        return Meant(said("'{text}' is no source", text=key), way_out=said("name the key of the source; what none states is left out"))
    if _URL.fullmatch(key) or _DOI.fullmatch(key):
        return _by_address(catalog, key)
    if claim := _claim(catalog, use, key):
        return Meant(said("'{name}' is a claim, and no source", name=key), f"[#{claim}]", way_out=said("name a key of cases/references.bib"))
    if key in catalog.entries:
        noun = catalog.entries[key].kind.noun
        return Meant(
            said("'{name}' is the id of a record ({kind}), and no source", name=key, kind=noun),
            f"[[{key}]]",
            way_out=said("name a key of cases/references.bib"),
        )
    return None


def _by_address(catalog: Catalog, text: str) -> Meant:
    """The source at a web address, or with a DOI."""
    doi = found[1].lower() if (found := _DOI.fullmatch(text)) else ""
    address = _bare(text)
    for key, reference in catalog.references.items():
        if (doi and reference.get("doi").lower() == doi) or _bare(reference.get("url")) == address:
            return Meant(said("a source is cited by its key, and not by its address"), f"[@{key}]", key)
    help = said("add the source to cases/references.bib ('casebook new source --url URL' makes the entry), and cite its key")
    return Meant(said("a source is cited by its key, and not by its address"), way_out=help)


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|^www\.|/$", "", url.strip())


def record(catalog: Catalog, use: Use, name: str, kinds: Sequence[str] = ()) -> Meant | None:
    """What stands where the id of a record should; None where nobody knows."""
    plain, bar, label = name.partition("\uff5c")
    plain = plain.strip()
    if bar and plain in catalog.entries:
        return Meant(said("this is a full-width bar"), f"[[{plain}|{label.strip()}]]")
    bare = plain.lstrip("#@\uff03\uff20")
    if use.mention and bare in catalog.references:
        return Meant(said("'{name}' is the key of a source, and no record", name=bare), f"[@{bare}]")
    if use.mention and (claim := _claim(catalog, use, bare)):
        return Meant(said("'{name}' is a claim, and no record", name=bare), f"[#{claim}]")
    found = [entry for entry in called(catalog, plain) if not kinds or entry.kind.name in kinds]
    if len(found) == 1:
        id = found[0].id
        label = use.mention.strip("[]").partition("|")[2].strip()
        # Without a label its own name is shown, and no id is a label.
        if not label and not is_slug_of(found[0], plain) and _folded(plain) != _folded(found[0].record.label):
            label = plain
        mention = f"[[{id}|{label}]]" if label else f"[[{id}]]"
        return Meant(said("'{name}' is a name of the record '{id}', and not its id", name=plain, id=id), mention, id)
    return None


def claim(catalog: Catalog, use: Use, name: str) -> Meant | None:
    """What stands where a claim should; None where nobody knows."""
    if name in catalog.references:
        return Meant(said("'{name}' is the key of a source, and no claim", name=name), f"[@{name}]")
    if found := _claim(catalog, use, name.lstrip("#")):
        return Meant(said("one '#' prints a figure, two print it large, and there are no more"), f"[##{found}]")
    if found := _claim(catalog, use, re.sub(r"[#.:|]", "/", name, count=1)):
        return Meant(said("a claim of another record is written with a '/' behind that record's id"), f"[#{found}]")
    if name in catalog.entries:
        return Meant(said("'{name}' is the id of a record, and no claim", name=name), f"[[{name}]]")
    return None


def _claim(catalog: Catalog, use: Use, name: str) -> str:
    """How a claim of this name is mentioned at a place; empty where there is none."""
    own = use.by.id if isinstance(use.by, Entry) else ""
    record, _, id = name.rpartition("/")
    if (record or own, id) not in catalog.claims_written:
        return ""
    return id if record in ("", own) else name


def called(catalog: Catalog, name: str) -> list[Entry]:
    """The records that have a name, whatever its capitals, or one of which it is the id that would be made."""
    wanted = _folded(name)
    return [entry for entry in catalog if any(_folded(one) == wanted for one in _names(entry)) or is_slug_of(entry, name)]


def id_of(catalog: Catalog, name: str) -> str:
    """The id of the one record that has a name, was called so once, or lies at a path; empty where there is none, or there are several."""
    if now := catalog.renamed.get(name):
        return now.id
    found = [entry for entry in catalog if entry.path == name.replace("\\", "/")] or called(catalog, name)
    return found[0].id if len(found) == 1 else ""


def is_slug_of(entry: Entry, id: str) -> bool:
    """Whether an id of several words is made of a name of a record."""
    return "-" in id and any(_slug(one) == id for one in _names(entry))


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.record.label, *(text for _language, text in entry.record.names), *entry.record.aliases)


# Asked for every record, at each id that there is none of.
_slug = lru_cache(maxsize=1 << 14)(advice_names.slug)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def by_name(catalog: Catalog, found: Sequence[Diagnostic]) -> tuple[Catalog, list[Diagnostic]]:
    """The catalog as it was meant, and what is wrong with its files, where the name of a record or of a word of a vocabulary stands for its id."""
    wrong = {_place(one): index for index, one in enumerate(found) if one.code == BAD_VALUE.code}
    better, ids = list(found), dict[tuple[str, Route], str]()
    for entry in (*(catalog.entries[id] for id in sorted(catalog.broken) if id in catalog.entries), *catalog.fragments) if wrong else ():
        document = entry.document
        for leaf in (*_respelt(entry), *walking.misnamed(models(catalog.kinds).records[entry.kind.name], document.data)):
            span = document.at(*leaf.route)
            index = wrong.get((span.path, span.line, span.column))
            if index is None:
                continue
            if not (id := _id_of(catalog, leaf)):
                better[index] = _of_nothing(catalog, leaf, better[index])
                continue
            if (instead := document.instead(leaf.route, span, id)) is None:
                continue
            name = f"{leaf.route[-1]}: " if isinstance(leaf.route[-1], str) else ""
            better[index] = replace(better[index], help=said("write {line}", line=f"{name}{id}"), instead=instead, is_safe=True)
            ids[entry.path, leaf.route] = id
    return _with_ids(catalog, ids) if ids else catalog, better


def _of_nothing(catalog: Catalog, leaf: Leaf, found: Diagnostic) -> Diagnostic:
    """What is said of a name that nothing there is has, and of which no id can be made: what there is, or how it is made."""
    if found.instead is not None or advice_names.slug(leaf.value) or len(advice_names.items(leaf.value)) > 1:
        return found
    if isinstance(leaf.role, TermOf) and (terms := _terms(catalog, leaf.role)):
        message = said("'{term}' is no term of '{name}'", term=leaf.value, name=leaf.role.vocabulary)
        shown = row([said("{id} ({label})", id=term.id, label=_shown(term)) if _shown(term) != term.id else as_it_is(term.id) for term in terms])
        return replace(found, message=message, help=said("one of: {words}", words=shown))
    kinds = [name for name in leaf.role.kinds if name in catalog.kinds.by_name] if isinstance(leaf.role, Refers) else []
    if len(kinds) != 1:
        return found
    message = said("there is no {kind} called '{name}'", kind=catalog.kinds.by_name[kinds[0]].noun, name=leaf.value)
    command = f"casebook new {kinds[0]} ID --name {shlex.quote(leaf.value)}"
    return replace(
        found,
        message=message,
        help=said("'{command}' makes it: its ID is in letters a to z, in English, or as the name is transcribed", command=command),
    )


def _shown(term: Term) -> str:
    """What a word of a list is called, in all languages that have a name for it."""
    return " / ".join(dict.fromkeys((term.label, *(text for _language, text in term.translations("label")))))


def _place(found: Diagnostic) -> tuple[str, int, int]:
    return found.span.path, found.span.line, found.span.column


def _respelt(entry: Entry) -> Iterator[Leaf]:
    """The names of a record that are read in another form than they stand in its file: each as it stands there."""
    document = entry.document
    if not isinstance(document, AsMeant):
        return
    for leaf in entry.leaves:
        if not isinstance(leaf.role, Prose) and leaf.route not in document.rough:
            written = advice.unquoted(document.region(leaf.route)[1])
            if written != leaf.value:
                yield leaf._replace(value=written)


def _with_ids(catalog: Catalog, ids: Mapping[tuple[str, Route], str]) -> Catalog:
    """A catalog with the ids that names at some places, as (path, route), stand for."""

    def known(entry: Entry) -> Entry:
        leaves = tuple(leaf._replace(value=ids.get((entry.path, leaf.route), leaf.value)) for leaf in entry.leaves)
        return replace(entry, leaves=leaves) if leaves != entry.leaves else entry

    return replace(
        catalog,
        entries={id: known(entry) for id, entry in catalog.entries.items()},
        fragments=tuple(map(known, catalog.fragments)),
        record_uses=tuple(
            use if isinstance(use.by, DocsPage) or not (id := ids.get((use.by.path, use.route))) else replace(use, name=id)
            for use in catalog.record_uses
        ),
    )


def once(catalog: Catalog, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Findings without those that say how to write a name of which another one at the same place says more: what can stand there, how it is made."""
    named = {_place(one) for one in found if one.code in (UNKNOWN_TERM, UNKNOWN_RECORD)}
    shaped = {(one.span.path, one.span.line): one for one in found if one.code == WRONG_TYPE.code}
    spelt: dict[tuple[str, int, int], Diagnostic] = {}
    kept: list[Diagnostic] = []
    found = _with_what_was_cut(found)
    known = {_place(one) for one in found if one.code == UNKNOWN_TERM or (one.code == UNKNOWN_RECORD and one.instead is not None)}
    for one in found:
        # What would be text in quotes is no word for it.
        if one.code == WRONG_TYPE.code and (one.instead or "").startswith('"') and _place(one) in known:
            continue
        if one.code == BAD_VALUE.code and one.instead is not None:
            around = shaped.get((one.span.path, one.span.line))
            if around and _is_inside(one.span, around.span) and one.instead in around.help:
                continue
            if _place(one) in named:
                spelt[_place(one)] = one
                continue
        kept.append(one)
    # What was meant as a record and a word, and is none of them, was perhaps meant the other way round.
    terms = [one.span for one in found if one.code == UNKNOWN_TERM]
    return [
        replace(one, is_safe=False) if one.is_safe and any(_is_within(span, one.span) for span in terms) else _as_spelt(catalog, one, spelt)
        for one in kept
    ]


def _with_what_was_cut(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Findings of which one is told where a `#` took a value whole: what was cut off, and not also that nothing is there."""
    cut = {(one.span.path, one.span.line, one.span.column): one for one in found if one.code == CUT_TEXT.code}
    empty = {index: one.span for index, one in enumerate(found) if cut and one.code == WRONG_TYPE.code}
    behind = {index: (span.path, span.line, span.column + span.width) for index, span in empty.items()}
    told = {place for place in behind.values() if place in cut}
    better = list(found)
    for index, place in behind.items():
        if tag := cut.get(place):
            better[index] = replace(found[index], span=tag.span, message=tag.message, help=tag.help)
    return [one for one in better if one.code != CUT_TEXT.code or _place(one) not in told]


def _as_spelt(catalog: Catalog, one: Diagnostic, spelt: Mapping[tuple[str, int, int], Diagnostic]) -> Diagnostic:
    """What is said of a record that is still to be made, with how it is to be named where its name cannot stand so."""
    bad = spelt.get(_place(one))
    if bad is None or one.code != UNKNOWN_RECORD or one.instead is not None or bad.instead in catalog.entries:
        return one
    return replace(one, help=said("{written}; {made}", written=bad.help, made=one.help), instead=bad.instead, is_safe=bad.is_safe)


def _is_within(part: Span, whole: Span) -> bool:
    return part != whole and _is_inside(part, whole)


def _is_inside(part: Span, whole: Span) -> bool:
    is_there = part.path == whole.path and part.line == whole.line
    return is_there and whole.column <= part.column and part.column + part.width <= whole.column + whole.width


def _id_of(catalog: Catalog, leaf: Leaf) -> str:
    """The id of the one record, or word, that a name can mean at a place; empty where there is none, or more than one."""
    return _only(_named_so(catalog, leaf.role, leaf.value)) or _only(_with_id(catalog, leaf.role, advice_names.slug(leaf.value)))


def _only(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else ""


def _named_so(catalog: Catalog, role: Role, name: str) -> list[str]:
    if isinstance(role, TermOf):
        wanted = " ".join(name.split()).casefold()
        return [
            term.id
            for term in _terms(catalog, role)
            if wanted in (text.casefold() for text in (term.label, *dict(term.translations("label")).values()))
        ]
    return [entry.id for entry in called(catalog, name) if _fits(catalog, role, entry)]


def _with_id(catalog: Catalog, role: Role, id: str) -> list[str]:
    if isinstance(role, TermOf):
        return [term.id for term in _terms(catalog, role) if term.id == id]
    entry = catalog.get(id)
    return [id] if entry and _fits(catalog, role, entry) else []


def _fits(catalog: Catalog, role: Role, entry: Entry) -> bool:
    """Whether a record is of a kind that a place takes."""
    kinds = role.kinds if isinstance(role, Refers) else ()
    return isinstance(role, Refers) and (not kinds or entry.kind.name in (catalog.kinds.parties if kinds == (PARTIES,) else kinds))


def _terms(catalog: Catalog, role: TermOf) -> Sequence[Term]:
    vocabulary = catalog.vocabularies.get(role.vocabulary)
    return vocabulary.terms if vocabulary else ()


def fields_for(use: Use, kind: Kind) -> list[str]:
    """The fields of the record at whose place something stands that take records of a kind."""
    return [item.name for item in use.by.kind.fields if item.names_records and kind.name in item.kinds] if isinstance(use.by, Entry) else []
