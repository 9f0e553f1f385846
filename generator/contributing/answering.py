"""Answers to single questions: a choice among names, a date, a citation, paragraphs; asked again until they can be what they are for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from ..base.diagnostic import did_you_mean
from ..base.saying import ENGLISH, NOTHING, Said, as_it_is, joined, said
from ..catalog.catalog import Catalog
from ..catalog.publishers import name_key
from ..reading.yaml_events import core_scalar
from ..records.advice_numbers import spoken_of, words_of
from ..records.values import PARTIES, Citation, Model, Prose, Refers, TermOf
from ..views import choices
from ..views.choices import Named
from .interview import Interview
from .language.fields import Field, fields

# What is wrong with a value.
Trial = Callable[[Any], Sequence[str]]

# Of the words for a bound so many are shown.
_MOST_SAID = 3
# Yes or no need no list.
_TWO = 2
# So many names are listed before a question.
_MOST_LISTED = 15
# What stands behind the names of a record that may be chosen: the unit of a measure, and that it is a draft.
_BEHIND = re.compile(r"(?: \([^()]*\))?(?: \[draft\])?\Z")


def of(model: type[Model], name: str) -> Field:
    """A field of a model."""
    return next(field for field in fields(model, ()) if field.name == name)


def question(field: Field, part: Field | None = None, of: str = "") -> Said:
    """What a field is about, with an example; of a part of it, or of the part of one that is named."""
    example = (part or field).example.partition(": ")[2]
    own = as_it_is((part or field).description)
    text = said("{one} {other}", one=as_it_is(field.description), other=own) if part else own
    asked = said("{kind}: {part}", kind=of, part=text) if of else text
    is_shown = example and not example.startswith(("[", "{")) and example != "…"
    return said("{ask} ({example})", ask=asked, example=example) if is_shown else asked


def another() -> Said:
    """What is asked after each of several values."""
    return said("Another one? (leave empty for no more)")


def _names(what: str) -> list[str]:
    """The names by which something may be chosen: of a record in each language, of a word its label."""
    return [*_BEHIND.sub("", what, count=1).split(" · "), what.partition(": ")[0]]


class Answers:
    """What a person answers about a catalog."""

    def __init__(self, catalog: Catalog, interview: Interview, language: str = ENGLISH) -> None:
        self.choices = choices.of(catalog)
        self._interview, self._language = interview, language
        # Nobody needs to read the same list twice.
        self._listed: Named = {}

    def one_by_one(self, one: Callable[[Sequence[Any], bool], Any]) -> list[Any]:
        """As many as there are; each is asked for with those before it, until there is none."""
        found: list[Any] = []
        while (value := one(found, not found)) is not None:
            if value not in found:
                found.append(value)
        return found

    def line(self, asked: str, *, is_required: bool = False) -> str:
        """A line of text."""
        while True:
            answer = " ".join(self._interview.ask(asked).split())
            if answer or not is_required:
                return answer
            self._interview.refuse(said("this cannot be left out"))

    def id(self, asked: str, proposed: str, trial: Trial) -> str:
        """An id that is proposed."""
        while problems := trial(answer := self._interview.ask(asked, proposed).strip()):
            self._interview.refuse(joined(problems, "\n"))
        return answer

    def value(self, field: Field, trial: Trial, *, is_required: bool = False, asked: str = "") -> Any:
        """One value of a field; None where that is nothing."""
        asked = asked or question(field)
        match field.role:
            case Refers(kinds):
                return self._judged(partial(self._record, asked, kinds, is_required=is_required), trial)
            case TermOf(vocabulary):
                return self._judged(partial(self.chosen, asked, self.choices.terms.get(vocabulary), is_required=is_required), trial)
            case Prose(block=True):
                return self._paragraphs(asked, trial, is_required=is_required)
        if field.words:
            named = {word: ", ".join(spoken_of(word, self._language)[:_MOST_SAID]) for word in field.words}
            found = self._judged(partial(self.chosen, asked, named, is_required=is_required, is_told=len(named) > _TWO), trial)
            return core_scalar(found) if found in ("true", "false") else found
        while answer := self.line(asked, is_required=is_required):
            value = answer if field.is_text else core_scalar(answer)
            if not (problems := trial(value)):
                return value
            self._interview.refuse(joined(problems, "\n"))
        return None

    def _judged(self, asks: Callable[[], str], trial: Trial) -> str | None:
        """A choice that can stand there."""
        while answer := asks():
            if not (problems := trial(answer)):
                return answer
            self._interview.refuse(joined(problems, "\n"))
        return None

    def _paragraphs(self, asked: str, trial: Trial, *, is_required: bool) -> str | None:
        """A text of paragraphs, a line each."""
        told: list[str] = []
        while answer := self.line(asked, is_required=is_required and not told):
            if problems := trial("\n\n".join([*told, answer]) + "\n"):
                self._interview.refuse(joined(problems, "\n"))
                continue
            told.append(answer)
            asked = said("Another paragraph? (leave empty for no more)")
        return "\n\n".join(told) + "\n" if told else None

    def _record(self, asked: str, kinds: Sequence[str], *, is_required: bool) -> str:
        wanted = [name for name in kinds if name != PARTIES] or ["KIND"]
        makes = said("'casebook new {kind} ID' makes one, and this can be added then", kind=wanted[0])
        return self.chosen(asked, self.choices.of_kinds(kinds), is_required=is_required, otherwise=makes)

    def chosen(self, asked: str, named: Named | None, *, is_required: bool = False, otherwise: Said = NOTHING, is_told: bool = True) -> str:
        """The id of one of some names, by that or by what it is called; empty when none was chosen."""
        if named and is_told and len(named) <= _MOST_LISTED and named != self._listed:
            self._listed = named
            self._interview.tell("\n".join(f"  {id}: {what}" if what else f"  {id}" for id, what in named.items()))
        while answer := self.line(asked, is_required=is_required):
            if named is None or answer in named:
                return answer
            called = [id for id, what in named.items() if name_key(answer) in map(name_key, [*_names(what), id, *words_of(id)])]
            if len(called) == 1:
                return called[0]
            otherwise = otherwise or (said("name one of these") if is_required else said("leave it empty to go on"))
            self._interview.refuse(said("there is no '{name}' to choose; {help}", name=answer, help=did_you_mean(answer, named, otherwise)))
        return ""

    def citation(self, asked: str, trial: Trial) -> str | None:
        """A source, with the place in it."""
        while answer := self.line(asked):
            problems: Sequence[str] = []
            try:
                citation = Citation.parse(answer)
            except ValueError as error:
                problems = [error.args[0]]
            else:
                problems = self._unknown(citation) or trial(str(citation))
            if not problems:
                return str(citation)
            self._interview.refuse(joined(problems, "\n"))
        return None

    def _unknown(self, citation: Citation) -> Sequence[str]:
        known = self.choices.sources
        if known is None or citation.key in known:
            return []
        help = did_you_mean(citation.key, known, said("'casebook new source' adds one"))
        return [said("there is no source '{key}'; {help}", key=citation.key, help=help)]
