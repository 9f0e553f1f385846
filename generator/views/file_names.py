"""What the schemas of files refer to: the ids, terms and citation keys of a catalog, as definitions of a JSON Schema of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from ..base.identifier import SLUG_PATTERN
from ..base.saying import said
from ..records.models import models
from ..records.values import CITATION_SCHEMA, PARTIES, Model
from .choices import Choices, Named

Schema = dict[str, Any]

FILE = "names.json"
# Nothing, where there may be nothing. Said by what it is not, so that no editor proposes it.
NOTHING: Schema = {"description": said("Nothing."), "not": {"type": ["string", "number", "boolean", "object", "array"]}}
_SLUG: Schema = {"type": "string", "pattern": SLUG_PATTERN}
# What means something in a regular expression of ECMA-262, in which JSON Schema writes patterns.
_SYNTAX = re.compile(r"[\\^$.*+?()\[\]{}|/]")
# Where in a source: filled in first when it is completed.
_LOCATOR = "p. 1"
_NO_SOURCE = said("There is no source of this key in cases/references.bib: 'casebook new source' adds one.")


class Names:
    """The definitions that were asked for so far; `ref` is the schema that holds them, as seen from the one that asks; empty when that is it."""

    def __init__(self, choices: Choices, ref: str = "", found: dict[str, Schema] | None = None) -> None:
        self._choices, self._ref = choices, ref
        self._found = {} if found is None else found

    def seen_from(self, ref: str) -> Names:
        """The same definitions, for a schema that sees them elsewhere."""
        return Names(self._choices, ref, self._found)

    @property
    def labels(self) -> Mapping[type[Model], str]:
        """What readers call the models of the catalog."""
        return models(self._choices.kinds).labels

    @property
    def definitions(self) -> dict[str, Schema]:
        """The definitions, in the order of their names."""
        return dict(sorted(self._found.items()))

    def _defined(self, name: str, schema: Schema) -> Schema:
        self._found[name] = schema
        return {"$ref": f"{self._ref}#/definitions/{name}"}

    def records(self, kinds: tuple[str, ...]) -> Schema:
        """The schema of an id of a record of some kinds."""
        named = self._choices.of_kinds(kinds)
        if named is None:
            return _SLUG
        what = "record" if kinds in ((), (PARTIES,)) else " or ".join(kinds)
        makes = kinds[0] if kinds and kinds != (PARTIES,) else "KIND"
        why = said("There is no {what} of this id: 'casebook new {kind} ID' makes one.", what=what, kind=makes)
        name = "records" if not kinds else "parties" if kinds == (PARTIES,) else f"of-{'+'.join(kinds)}"
        return self._defined(name, _one_of(named, why))

    def terms(self, vocabulary: str) -> Schema:
        """The schema of a word of a vocabulary."""
        named = self._choices.terms.get(vocabulary, {})
        if named is None:
            return _SLUG
        path = f"cases/vocabularies/{vocabulary}.yml"
        makes = said("'casebook new vocabulary {name}' makes a list of words.", name=vocabulary)
        why = said("This is no word of {path}.", path=path) if named else makes
        return self._defined(f"term-{vocabulary}", _one_of(named, why))

    def citations(self, *, is_list: bool) -> Schema:
        """The schema of a citation, or of one or several."""
        sources = self._choices.sources
        if sources is None:
            one, listed = CITATION_SCHEMA, CITATION_SCHEMA
        else:
            # In a list of one line brackets mean something, in quotation marks they do not.
            quoted = self._defined("listed-citation", _citation(sources, '"{}"'))
            one = self._defined("citation", _citation(sources, "{}"))
            listed = {"anyOf": [quoted, _quoting(quoted)]}
            one = {"anyOf": [one, _quoting(quoted)]}
        return {"anyOf": [*one["anyOf"], {"type": "array", "items": listed}]} if is_list else one

    def kinds(self) -> Schema:
        """The schema of a kind's name: one that is not there yet may come."""
        return _one_of({kind.name: kind.label for kind in self._choices.kinds}, "")

    def vocabularies(self) -> Schema:
        """The schema of a vocabulary's name."""
        return _one_of(dict.fromkeys(sorted(self._choices.terms), ""), "")


def _one_of(named: Named, message: str) -> Schema:
    """A choice of what has a name, with what to do when it is none of these."""
    found: Schema = {"type": "string", "enum": list(named)}
    if any(named.values()):
        found["enumDescriptions"] = list(named.values())
    return {**found, "errorMessage": message} if message else found


def _citation(sources: Named, written: str) -> Schema:
    """A citation in a text: a key, or with a locator, which is completed as it is `written`."""
    if not sources:
        return _one_of(sources, _NO_SOURCE)
    keys = "|".join(map(_escaped, sources))
    # What is no bare key, so that one of the two alternatives fits: an editor shows what it says of each that does.
    pattern = rf"(?![^\s\[\]]+$)\s*(?:{keys})(?:\[[^\[\]]+\])?\s*"
    # As some systems take letters apart.
    apart = [_escaped(other) for key in sources if (other := unicodedata.normalize("NFD", key)) != key]
    place = {
        "description": "A source, with the place in it.",
        "type": "string",
        "pattern": f"^(?:{'|'.join([pattern, *apart])})$",
        "patternErrorMessage": _NO_SOURCE,
        "defaultSnippets": [_snippet(key, what, written) for key, what in sources.items()],
    }
    return {"description": "A source.", "anyOf": [_one_of(sources, _NO_SOURCE), place]}


def _escaped(key: str) -> str:
    return _SYNTAX.sub(r"\\\g<0>", key)


def _snippet(key: str, what: str, written: str) -> Mapping[str, str]:
    """The completion of a citation with a locator, which is there to be typed over."""
    # A dollar and a brace mean something there.
    escaped = re.sub(r"[$}]", r"\\\g<0>", key)
    body = written.format(f"{escaped}[${{1:{_LOCATOR}}}]")
    return {"label": f"{key}[…]", "description": what, "bodyText": body}


def _quoting(source: Schema) -> Schema:
    """A citation with the words of the source."""
    own = CITATION_SCHEMA["anyOf"][1]
    return {**own, "properties": {**own["properties"], "source": source}}
