"""New records: a commented skeleton, made from the models, that passes `check` as a draft."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..base import writing
from ..base.diagnostic import did_you_mean
from ..base.identifier import SLUG_LENGTH, SLUG_PATTERN, SLUG_WORDS, windows_wall
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..records import placeholders
from ..records.explaining import fields_of, flow
from ..records.kinds import Kind
from ..records.models import models

_WIDTH = 100


class CannotScaffold(Exception):
    """The record cannot be made; the text says why."""


def skeleton(kind: Kind, slug: str, catalog: Catalog) -> str:
    """The text of a new record's file: what is required is filled in, what is optional stands as a comment."""
    lines = [
        f"# {kind.label}: {' '.join(kind.description.split())}",
        "# Lines that begin with # are notes for you: fill in what you know, delete the rest.",
        "",
    ]
    for name, field in fields_of(models(catalog.kinds).records[kind.name]).items():
        required = field.is_required() or name == "status"
        lines += comment(str(field.description))
        value = _placeholder(kind, name, slug, catalog) if required else (field.examples or [""])[0]
        lines += [line if required else f"# {line}" for line in as_yaml(name, value)]
        lines.append("")
    return "\n".join(lines)


def _placeholder(kind: Kind, name: str, slug: str, catalog: Catalog) -> Any:
    """A value that passes the checks and plainly asks to be replaced."""
    title = slug.replace("-", " ").capitalize()
    given = {"title": title, "name": title, "status": "draft", "unit": "people"}
    item = kind.by_name.get(name)
    if item and item.type == "term" and item.vocabulary in catalog.vocabularies:
        return next((term.id for term in catalog.vocabularies[item.vocabulary].terms), item.example)
    if item and item.type != "text" and name not in given:
        return item.example
    return given.get(name, placeholders.ABOUT.format(name=title))


def comment(text: str) -> list[str]:
    """A text as YAML comments."""
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False, break_long_words=False)


def as_yaml(name: str, value: Any) -> Iterator[str]:
    """A field as block YAML lines."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{name}:"
        yield from (f"  - {flow(item)}" for item in value)
    elif isinstance(value, dict):
        yield f"{name}:"
        yield from (f"  {key}: {flow(item)}" for key, item in value.items())
    else:
        yield f"{name}: {flow(value)}"


def path_of(kind: Kind, slug: str) -> str:
    """Where a record of this kind and id lies, relative to the project root."""
    return "/".join(part for part in ("cases", kind.folder, f"{slug}.yml") if part)


def create(root: Path, kind_name: str, slug: str, catalog: Catalog) -> str:
    """Write a new record and return its path.

    Raises CannotScaffold for an unknown kind, a slug that is no id, or an id that is taken.
    """
    kind = catalog.kinds.by_name.get(kind_name)
    if kind is None and not catalog.kinds.is_whole:
        raise CannotScaffold(said("no kind of record is declared: 'casebook new kind NAME' declares one, 'casebook init DIR' makes a whole catalog"))
    if kind is None:
        every = said("the kinds are: {names}", names=", ".join(catalog.kinds.by_name))
        raise CannotScaffold(said("there is no kind '{kind}'; {help}", kind=kind_name, help=did_you_mean(kind_name, catalog.kinds.by_name, every)))
    if not re.fullmatch(SLUG_PATTERN, slug) or len(slug) > SLUG_LENGTH:
        raise CannotScaffold(said("'{id}' cannot be an id: {words}, at most {most}", id=slug, words=SLUG_WORDS, most=SLUG_LENGTH))
    if wall := windows_wall(slug):
        raise CannotScaffold(said("'{id}' cannot be an id: it {wall}; add something to it", id=slug, wall=wall))
    taken = catalog.get(slug) or catalog.renamed.get(slug)
    if taken or slug in catalog.broken:
        if taken:
            raise CannotScaffold(said("the id '{id}' is taken by {path}; choose another", id=slug, path=taken.path))
        raise CannotScaffold(said("the id '{id}' is taken; choose another", id=slug))
    return write(root, path_of(kind, slug), skeleton(kind, slug, catalog), "id")


def write(root: Path, path: str, text: str, what: str) -> str:
    """Write a new file and return its path, relative to the project root; `what` its name is, such as an id.

    Raises CannotScaffold when there is one, or it cannot be written.
    """
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        writing.create(root / path, text)
    except FileExistsError:
        raise CannotScaffold(said("{path} is already there; choose another {what}", path=path, what=what)) from None
    except OSError as error:
        raise CannotScaffold(said("{path} cannot be written: {reason}", path=path, reason=error.strerror)) from None
    return path
