"""New records: a commented skeleton, made from the models, that passes `check` as a draft."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..base import wrapping, writing
from ..base.diagnostic import did_you_mean, nearest
from ..base.identifier import SLUG_LENGTH, SLUG_PATTERN, SLUG_WORDS, windows_wall
from ..base.saying import ENGLISH, Said, as_it_is, either, joined, of_system, said, spoken, together
from ..base.scripts import is_chinese
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..catalog.publishers import name_key
from ..records import advice_names, placeholders
from ..records.kinds import Kind
from ..records.model_fields import fields_of
from ..records.models import models
from ..records.parts import Claim
from ..records.values import Prose
from ..records.walking import roles
from .blocks import block
from .schema_files import modeline

_WIDTH = 100
# Of a list of words so much is shown.
_MOST_WORDS = 160
# From this likeness on, in percent, a name may be another spelling of one that there is.
_SIMILAR = 80
# What a company is by law, and an article: no name differs by these alone.
_LEGAL_FORMS = frozenset("the a inc incorporated ltd limited llc llp plc co company corp corporation gmbh ag sa".split())
# A shorter beginning is too many names.
_LEAST_PART = 6
# A name that can stand between quotes on every command line.
_SPOKEN = re.compile(r"[\w .,&'():;#/+?\N{RIGHT SINGLE QUOTATION MARK}-]+")
# What is named after a file, with its folder perhaps.
_FILE = re.compile(r"(?:.*/)?(?P<id>[^/]+)\.ya?ml", re.IGNORECASE)
# What nothing new can have.
LATER = ("reviewed", "corrections", "ignore", "formerly")
_DATES = said("Dates: 2020, 2020-03 or 2020-03-02; 2020~ is about then, 2020/.. since then.")
_NOTES = (
    said("Fill in what you know: take the # away before a field that you use, and delete the rest."),
    said("'casebook check' says what is missing; the fields are explained on the site's page Fields."),
)


class CannotScaffold(Exception):
    """The record cannot be made; the text says why."""


def skeleton(kind: Kind, slug: str, catalog: Catalog, name: str = "", language: str = ENGLISH) -> str:
    """The text of a new record's file: what is required is filled in, what is optional stands as a comment, in a language.

    Without a `name` it is asked for in its place: of an id nobody knows the capitals.
    """
    head = comment(said("{kind}: {description}", kind=as_it_is(kind.label), description=as_it_is(" ".join(kind.description.split()))), language)
    lines = [modeline(path_of(kind, slug), catalog.kinds), *head, *(line for note in _NOTES for line in comment(note, language)), ""]
    model = models(catalog.kinds).records[kind.name]
    texts = {field for field, role in roles(model).items() if isinstance(role, Prose) and role.block}
    said_before: set[str] = set()
    for field, info in fields_of(model).items():
        if field in LATER:
            continue
        is_filled = info.is_required() or field == "status"
        lines += comment(as_it_is(info.description or ""), language)
        told = [hint for hint in _hints(kind, field, catalog) if hint not in said_before]
        said_before.update(told)
        lines += comment(joined(told, " "), language)
        value = _placeholder(kind, field, slug, catalog, name, language) if is_filled else (info.examples or [""])[0]
        if field in texts:
            value = f"{value}\n"
        if field == "story":
            value = {part: f"{text}\n" for part, text in value.items()}
        shown = block(field, value)
        if is_filled and (item := kind.by_name.get(field)) and item.type == "term":
            shown[-1] += f"  # {placeholders.written(placeholders.CHOOSE, language)}"
        lines += [line if is_filled else f"# {line}" for line in shown]
        lines.append("")
    return "\n".join(lines)


def _placeholder(kind: Kind, field: str, slug: str, catalog: Catalog, name: str, language: str) -> Any:
    """A value that passes the checks and plainly asks to be replaced."""
    asked = placeholders.TITLE if kind.is_main else placeholders.NAME
    # With its id, as no two records should have one name.
    given = {
        kind.label_field: name or f"{placeholders.written(asked, language)} ({slug})",
        "status": "draft",
        "unit": placeholders.written(placeholders.UNIT, language),
    }
    item = kind.by_name.get(field)
    if item and item.type == "term" and item.vocabulary in catalog.vocabularies:
        return next((term.id for term in catalog.vocabularies[item.vocabulary].terms), item.example)
    if item and item.type != "text" and field not in given:
        return item.example
    return given.get(field, placeholders.written(placeholders.ABOUT, language, name=name or said("it")))


def _hints(kind: Kind, field: str, catalog: Catalog) -> Iterator[Said]:
    """What may stand in a field, where that is a matter of some words."""
    item = kind.by_name.get(field)
    vocabulary = catalog.vocabularies.get(item.vocabulary) if item else None
    if item and vocabulary and vocabulary.terms:
        what = {"role": said("Roles"), "relation": said("Relations")}.get(item.type, said("Terms"))
        yield said("{what}: {words}.", what=what, words=_cut([term.id for term in vocabulary.terms], f"cases/vocabularies/{item.vocabulary}.yml"))
    if item and item.type == "date":
        yield _DATES
    if item and item.names_records:
        folders = [f"cases/{catalog.kinds[name].folder}".rstrip("/") for name in item.kinds if name in catalog.kinds]
        yield said("Ids: the names of files in {folders}.", folders=either(folders))
    if field == "claims":
        yield said("Bounds: {words}.", words=together([joined([bound]) for bound in typing.get_args(Claim.model_fields["bound"].annotation)]))
        yield _DATES
        yield said("A statement has 'statement' in the place of 'measure' and 'value'.")


def _cut(words: Sequence[str], where: str) -> Said:
    """Words in a line; of many the first, with where the others are."""
    shown: list[str] = []
    for word in words:
        if sum(map(len, shown)) + 2 * len(shown) + len(word) > _MOST_WORDS:
            return said("{words} … and {count} more in {path}", words=", ".join(shown), count=len(words) - len(shown), path=where)
        shown.append(word)
    return together(shown)


def comment(text: str, language: str = ENGLISH) -> list[str]:
    """A text as YAML comments, in a language."""
    return wrapping.wrap(spoken(text, language), _WIDTH, "# ", "# ")


def path_of(kind: Kind, slug: str) -> str:
    """Where a record of this kind and id lies, relative to the project root."""
    return "/".join(part for part in ("cases", kind.folder, f"{slug}.yml") if part)


def kind_of(name: str, catalog: Catalog) -> Kind:
    """The kind of a name. Raises CannotScaffold when there is none."""
    kind = catalog.kinds.by_name.get(name)
    if kind is None and not catalog.kinds.is_whole:
        raise CannotScaffold(said("no kind of record is declared: 'casebook new kind NAME' declares one, 'casebook init DIR' makes a whole catalog"))
    if kind is None:
        every = said("the kinds are: {names}", names=", ".join(catalog.kinds.by_name))
        raise CannotScaffold(said("there is no kind '{kind}'; {help}", kind=name, help=did_you_mean(name, catalog.kinds.by_name, every)))
    return kind


def refuse_id(slug: str, catalog: Catalog, kind: str = "") -> None:
    """Raises CannotScaffold when a text is no id, or one that is taken; of a name in its place it says how a record of the `kind` is called so."""
    if not slug.strip():
        raise CannotScaffold(said("an id is wanted: {words}, at most {most}", words=SLUG_WORDS, most=SLUG_LENGTH))
    if file := _FILE.fullmatch(slug):
        raise CannotScaffold(said("'{id}' is the name of a file; its id is '{name}'", id=slug, name=file["id"]))
    if not re.fullmatch(SLUG_PATTERN, slug) or len(slug) > SLUG_LENGTH:
        why = said("'{id}' cannot be an id: {words}, at most {most}", id=slug, words=SLUG_WORDS, most=SLUG_LENGTH)
        better = advice_names.slug(slug)
        better = f"{better}-{kind}" if better and windows_wall(better) else better
        if kind and _SPOKEN.fullmatch(slug) and (better or not slug.isascii()):
            command = f'casebook new {kind} {better or "ID"} --name "{slug}"'
            why = said("{why}; if that is its name, write {command}", why=why, command=command)
            why = why if better else said("{why}, with an id in letters a to z", why=why)
        raise CannotScaffold(why)
    if wall := windows_wall(slug):
        raise CannotScaffold(said("'{id}' cannot be an id: it {wall}; add something to it", id=slug, wall=wall))
    if taken := catalog.get(slug) or catalog.renamed.get(slug):
        raise CannotScaffold(said("the id '{id}' is taken by {path}; choose another", id=slug, path=taken.path))
    if slug in catalog.broken:
        raise CannotScaffold(said("the id '{id}' is taken; choose another", id=slug))


def called(name: str, kind: Kind, catalog: Catalog) -> tuple[Entry | None, bool]:
    """The record of a kind that has a name already, in any language or as an alias, or else one of a similar name; and whether it is the same.

    Similar is the same name of a record of another kind, the same words in another order or with another legal form, a part of a longer name,
    and what is spelt nearly so.
    """
    names = {name_key(text): entry for entry in catalog.by_kind[kind.name] for text in _names(entry)}
    key = name_key(name)
    if key in names:
        return names[key], True
    elsewhere = (entry for entry in catalog if key in map(name_key, _names(entry)))
    alike = (entry for other, entry in names.items() if _words(other) == _words(key) or _is_part(key, other) or _is_part(other, key))
    near = nearest(key, names, _SIMILAR)
    return next(elsewhere, None) or next(alike, None) or (names[near] if near else None), False


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.record.label, *entry.record.aliases, *(other.text for other in entry.record.names))


def _words(key: str) -> list[str]:
    """The words of a name in no order, without its legal form."""
    words = sorted(set(key.split()) - _LEGAL_FORMS)
    return words or [key]


def _is_part(key: str, other: str) -> bool:
    """Whether one name is the beginning of another; of Chinese names, which have no spaces, a part of it."""
    if is_chinese(key):
        return len(key) > 1 and key in other
    return len(key) >= _LEAST_PART and other.startswith(f"{key} ")


def taken(entry: Entry) -> Said:
    """What is said of a name that a record has already."""
    return said("the {kind} in {path} has that name already; choose another name", kind=entry.kind.noun, path=entry.path)


def similar(entry: Entry) -> Said:
    """What is said of a name that is like that of a record."""
    return said("there is one of a similar name: '{name}', {path}", name=entry.record.label, path=entry.path)


def create(root: Path, kind_name: str, slug: str, catalog: Catalog, name: str = "", language: str = ENGLISH) -> str:
    """Write a new record, with comments in a language, and return its path.

    Raises CannotScaffold for an unknown kind, a slug that is no id, or an id or a name that is taken.
    """
    kind = kind_of(kind_name, catalog)
    refuse_id(slug, catalog)
    entry, is_same = called(name, kind, catalog) if name else (None, False)
    if entry and is_same:
        raise CannotScaffold(taken(entry))
    return write(root, path_of(kind, slug), skeleton(kind, slug, catalog, name, language), said("choose another id"))


def write(root: Path, path: str, text: str, otherwise: Said) -> str:
    """Write a new file and return its path, relative to the project root; `what` its name is, such as an id.

    Raises CannotScaffold when there is one, or it cannot be written.
    """
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        writing.create(root / path, text)
    except FileExistsError:
        raise CannotScaffold(said("{path} is already there; {help}", path=path, help=otherwise)) from None
    except OSError as error:
        raise CannotScaffold(said("{path} cannot be written: {reason}", path=path, reason=of_system(error))) from None
    return path
