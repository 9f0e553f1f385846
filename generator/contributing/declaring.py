"""New lists of words, and new kinds of records: commented skeletons that pass `check` as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..base.identifier import NAME_PATTERN, SLUG_LENGTH, SLUG_PATTERN, windows_wall
from ..base.saying import ENGLISH, as_it_is, joined, said
from ..catalog.catalog import Catalog
from ..records import declaration, placeholders
from ..records.folder import KINDS, VOCABULARIES
from ..records.kinds import MEASURE, slug, with_article, words
from ..records.values import TermOf
from .blocks import block
from .scaffold import CannotScaffold, comment, write
from .schema_files import modeline

_NAME_LENGTH = 40
_NOTES = said("Lines that begin with # are notes for you: fill in what you know, delete the rest.")


def vocabulary(name: str, catalog: Catalog, language: str = ENGLISH) -> str:
    """The text of a new list of words: those that records use already, or else the example of a field that takes them."""
    fields = [(kind, item) for kind in catalog.kinds for item in kind.fields if item.vocabulary == name]
    used = sorted({word for word in _used(name, catalog) if re.fullmatch(SLUG_PATTERN, word) and len(word) <= SLUG_LENGTH})
    examples = [item.example for _kind, item in fields if item.type == "term" and isinstance(item.example, str)]
    takers = ", ".join(f"{item.name} of {with_article(kind.noun)}" for kind, item in fields)
    why = (
        said("Taken by: {takers}.", takers=takers)
        if takers
        else said("No field takes these words yet: one does with 'type: term' and 'vocabulary: {name}' in cases/kinds/.", name=name)
    )
    content = {
        "title": words(name).capitalize(),
        "summary": placeholders.written(placeholders.WORDS, language),
        "terms": [
            {"id": word, "label": words(word), "description": placeholders.written(placeholders.TERM, language)}
            for word in used or examples[:1] or ["a-word"]
        ],
    }
    lines = [modeline(f"{VOCABULARIES}/{name}.yml", catalog.kinds), *comment(joined([said("A list of words."), why], " "), language), ""]
    return "\n".join([*lines, *(line for field, value in content.items() for line in block(field, value)), ""])


def _used(name: str, catalog: Catalog) -> Iterator[str]:
    for entry in (*catalog, *catalog.fragments):
        for leaf in entry.leaves:
            if isinstance(leaf.role, TermOf) and leaf.role.vocabulary == name:
                yield leaf.value


def kind(name: str, catalog: Catalog, language: str = ENGLISH) -> str:
    """The text of a new declaration: what is required is filled in, what is optional stands as a comment, in a language.

    While the catalog is about no kind yet, it is about this one. Raises CannotScaffold where every likely folder is another kind's.
    """
    label = words(name).capitalize()
    several = _plural(label)
    filled: Mapping[str, Any] = {
        "label": label,
        "plural": several,
        "folder": _folder(name, several, catalog) if catalog.kinds.is_whole else "",
        "description": placeholders.written(placeholders.KIND, language, one=with_article(words(name)) if language == ENGLISH else words(name)),
    }
    lines = [modeline(f"{KINDS}/{name}.yml", catalog.kinds), *comment(joined([said("A kind of record."), _NOTES], " "), language), ""]
    for field, info in declaration.KindFile.model_fields.items():
        value = filled.get(field, (info.examples or [""])[0])
        lines += [
            *comment(as_it_is(info.description or ""), language),
            *(line if field in filled else f"# {line}" for line in block(field, value)),
            "",
        ]
    return "\n".join(lines)


def _plural(word: str) -> str:
    """What several are most likely called; whoever fills in the file can say otherwise."""
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(s|x|z|ch|sh)$", word) else f"{word}s"


def _folder(name: str, plural: str, catalog: Catalog) -> str:
    taken = {*catalog.kinds.by_folder, *declaration.OTHER_FOLDERS}
    for folder in (slug(plural), f"{slug(name)}-records"):
        if folder not in taken:
            return folder
    raise CannotScaffold(said("the folder '{plural}/' is that of another kind; choose another name", plural=slug(plural)))


# What is made besides records: its folder, and the text of a new file.
MAKERS = {"vocabulary": (VOCABULARIES, vocabulary), "kind": (KINDS, kind)}


def create(root: Path, what: str, name: str, catalog: Catalog, language: str = ENGLISH) -> str:
    """Write a new list of words or a new kind, as `what` says by its name in MAKERS, and return its path.

    Raises CannotScaffold for a name that cannot be one or is taken.
    """
    folder, make = MAKERS[what]
    if not re.fullmatch(NAME_PATTERN, name) or len(name) > _NAME_LENGTH:
        raise CannotScaffold(
            said(
                "'{name}' cannot be a name: small letters a-z, digits and single hyphens, a letter first, at most {name_length}",
                name=name,
                name_length=_NAME_LENGTH,
            )
        )
    if wall := windows_wall(name):
        raise CannotScaffold(said("'{name}' cannot be a name: it {wall}; add something to it", name=name, wall=wall))
    if what == "kind" and name == MEASURE.name:
        raise CannotScaffold(said("measures are there by themselves: 'casebook new measure ID' makes one"))
    return write(root, f"{folder}/{name}.yml", make(name, catalog, language), said("choose another name"))
