"""A record, question by question: each answer is checked at once, by the rules that check a file, and names are offered as they are.

Everything that a record can hold is asked for, in the order in which people should meet it; what is left empty is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..base.diagnostic import Diagnostic, Severity
from ..base.identifier import SLUG_LENGTH
from ..base.saying import ENGLISH, Said, joined, said
from ..catalog.catalog import Catalog
from ..reading.files import Text
from ..reading.yaml_reader import parse_yaml
from ..records.as_meant import validate
from ..records.explaining import MISSING_FIELD
from ..records.kinds import MEASURE, Kind, slug
from ..records.model_fields import fields_of
from ..records.models import models
from ..records.parts import Claim
from ..text.syntax import is_possible
from . import answering
from .answering import Answers
from .blocks import block
from .fmt_yaml import formatted
from .interview import BACK, Interview
from .language.fields import CITING, Field, fields
from .scaffold import LATER, CannotScaffold, called, comment, path_of, refuse_id, similar, taken
from .schema_files import modeline

# What would be found in a file of the project, given as its path and its text.
Look = Callable[[str, str], Sequence[Diagnostic]]

_FIGURE = ("value", "unit", "bound", "as_of", "scope", "origin", "cite", "note")
_STATEMENT = ("as_of", "origin", "cite", "note")
# So many words of a statement make its id.
_MOST_WORDS = 4


def record(kind: Kind, id: str, name: str, catalog: Catalog, interview: Interview, look: Look, language: str = ENGLISH) -> tuple[str, str]:
    """The id and the text of a new record, with comments in a language; what was given is not asked. Raises CannotScaffold."""
    return interview.hold(lambda: _Dialogue(kind, catalog, interview, look, language).run(id, name))


class _Dialogue:
    def __init__(self, kind: Kind, catalog: Catalog, interview: Interview, look: Look, language: str) -> None:
        self._kind, self._catalog, self._speaker, self._look = kind, catalog, interview, look
        self._model = models(catalog.kinds).records[kind.name]
        self._answers = Answers(catalog, interview, language)
        self._data: dict[str, Any] = {}
        self._path, self._language = "", language

    def run(self, id: str, name: str) -> tuple[str, str]:
        self._speaker.tell(said("What you leave empty is left out. '{sign}' goes back to the question before; Ctrl-C ends this.", sign=BACK))
        label = self._kind.label_field
        self._data[label] = self._name(name)
        id = id or self._id(str(self._data[label]))
        self._path = path_of(self._kind, id)
        left_out = {label, "status", *LATER, *(["claims"] if self._kind is MEASURE or not self._catalog.by_kind[MEASURE.name] else [])}
        for field in fields(self._model, ()):
            if field.name not in left_out and (value := self._field(field)) not in (None, [], {}):
                self._data[field.name] = value
        self._data["status"] = "draft"
        return id, self._written()

    def _written(self) -> str:
        """The file, in the common layout."""
        left = [name for name in fields_of(self._model) if name not in (*self._data, *LATER)]
        note = comment(said("Not said yet: {names}. The page Fields explains them.", names=", ".join(left)), self._language) if left else []
        head = [modeline(self._path, self._catalog.kinds), *note, ""]
        return formatted("\n".join([*head, *self._lines(), ""]), self._model).text

    def _lines(self, **more: Any) -> list[str]:
        return [line for name, value in {**self._data, **more}.items() for line in block(name, value)]

    # --- names ---------------------------------------------------------------------------------------------------

    def _name(self, given: str) -> str:
        """The name, when there is no such record yet."""
        field = next(field for field in fields(self._model, ()) if field.name == self._kind.label_field)
        while True:
            name = given or self._answers.line(answering.question(field), is_required=True)
            problems = self._trial(field.name, name)
            if problems:
                self._no(given, joined(problems, "\n"))
            elif not self._is_there(name, given):
                return name
            given = ""

    def _no(self, given: str, why: str, count: int = 1) -> None:
        """A name cannot be; what was not asked for is not forgotten."""
        if given:
            self._speaker.tell(why)
        else:
            self._speaker.refuse(why, count)

    def _is_there(self, name: str, given: str) -> bool:
        """Whether a record has this name, or one so similar that it is the same; says which."""
        entry, is_same = called(name, self._kind, self._catalog)
        if entry and is_same:
            self._no(given, taken(entry))
            return True
        if entry:
            self._speaker.tell(similar(entry))
            if not self._speaker.agree(said("Is yours another one?")):
                self._speaker.refuse(said("then it is there already: {path}", path=entry.path), 1 if given else 2)
                return True
        return False

    def _id(self, name: str) -> str:
        """The id, when it is free."""
        proposed = slug(name)[:SLUG_LENGTH].strip("-")
        while True:
            question = said("Its id: the name of its file, and the end of its address, for good (small letters, digits, hyphens)")
            id = self._speaker.ask(question, proposed).strip()
            try:
                refuse_id(id, self._catalog)
            except CannotScaffold as error:
                self._speaker.refuse(error.args[0])
            else:
                return id

    # --- fields --------------------------------------------------------------------------------------------------

    def _field(self, field: Field) -> Any:
        """What a field of the record holds; None where that is nothing."""
        name = field.name
        if name == "claims":
            return [*self._claims(self._figure, []), *self._claims(self._statement, self._data.get("claims", []))]
        if name in CITING:
            return self._citations(field, lambda value: self._trial(name, value))
        if field.inner is None:
            return self._values(field, lambda value: self._trial(name, value))
        if field.is_many:
            return self._answers.one_by_one(lambda before, is_first: self._part(field, before, is_first=is_first))
        return self._mapping(field)

    def _values(self, field: Field, trial: answering.Trial) -> Any:
        """The value of a field, or its values."""
        if not field.is_many:
            return self._answers.value(field, trial, is_required=field.is_required)

        def another(before: Sequence[Any], is_first: bool) -> Any:
            question = answering.question(field) if is_first else answering.another()
            of = self._refusing(before, lambda value: trial([*before, value]))
            return self._answers.value(field, of, is_required=field.is_required and is_first, asked=question)

        return self._answers.one_by_one(another)

    def _refusing(self, before: Sequence[Any], trial: answering.Trial) -> answering.Trial:
        """The same, of which nothing may stand twice, nor what the record is called."""
        names = [*before, self._data[self._kind.label_field]]
        return lambda value: [said("'{value}' stands there already", value=value)] if value in names else trial(value)

    def _citations(self, field: Field, trial: answering.Trial) -> Any:
        def another(before: Sequence[Any], is_first: bool) -> Any:
            question = answering.question(field) if is_first else answering.another()
            return self._answers.citation(question, self._refusing(before, lambda value: trial([*before, value])))

        found = self._answers.one_by_one(another)
        return found[0] if len(found) == 1 else found

    def _mapping(self, field: Field) -> dict[str, Any]:
        """A part with parts of its own, such as a story."""
        found: dict[str, Any] = {}
        for part in fields(field.inner, ()) if field.inner else ():
            value = self._values(part, lambda value, part=part: self._trial(field.name, {**found, part.name: value}))  # type: ignore[misc]
            if value not in (None, []):
                found[part.name] = value
        return found

    def _part(self, field: Field, before: Sequence[Any], *, is_first: bool) -> dict[str, Any] | None:
        """One of several parts, such as a role or an event: none where its first field is left empty."""
        found: dict[str, Any] = {}
        for place, part in enumerate(fields(field.inner, ()) if field.inner else ()):
            if place:
                asked = answering.question(part, of=str(next(iter(found.values()))))
            else:
                asked = answering.question(field, part) if is_first else answering.another()

            def trial(value: Any, part: Field = part) -> list[str]:
                return self._trial(field.name, [*before, {**found, part.name: value}])

            if part.is_many:
                value = self._values(part, trial)
            else:
                value = self._answers.value(part, trial, is_required=part.is_required and bool(place), asked=asked)
            if value in (None, []) and not place:
                return None
            if value not in (None, []):
                found[part.name] = value
        if found in before:
            self._speaker.tell(said("'{value}' stands there already", value=", ".join(map(str, found.values()))))
        return found

    # --- claims --------------------------------------------------------------------------------------------------

    def _claims(self, one: Callable[[Sequence[Any], bool], Any], before: Sequence[Any]) -> list[Any]:
        """Figures, or statements, one after the other; what is there already stays before them."""
        found = self._answers.one_by_one(lambda more, is_first: one([*before, *more], is_first))
        self._data["claims"] = [*before, *found]
        if not self._data["claims"]:
            del self._data["claims"]
        return found

    def _figure(self, before: Sequence[Any], is_first: bool) -> dict[str, Any] | None:
        asked = said("A figure that the record should have: what was counted (a measure; leave empty for none)")
        another = said("Another figure? Its measure (leave empty for no more)")
        measure = self._answers.chosen(asked if is_first else another, self._answers.choices.of_kinds((MEASURE.name,)))
        if not measure:
            return None
        return self._claim(before, {"measure": measure, "value": 1}, measure, _FIGURE)

    def _statement(self, before: Sequence[Any], is_first: bool) -> dict[str, Any] | None:
        asked = said("A statement that should have an address of its own, in one sentence: what is no figure (leave empty for none)")
        another = said("Another statement? (leave empty for no more)")
        field = answering.of(Claim, "statement")
        judge = self._judged(before, {"id": "statement"}, "statement")
        if (text := self._answers.value(field, judge, asked=asked if is_first else another)) is None:
            return None
        return self._claim(before, {"statement": text}, "-".join(slug(text).split("-")[:_MOST_WORDS]), _STATEMENT)

    def _judged(self, before: Sequence[Any], claim: dict[str, Any], name: str) -> answering.Trial:
        return lambda value: self._trial("claims", [*before, {**claim, name: value}])

    def _claim(self, before: Sequence[Any], begun: dict[str, Any], proposed: str, names: Sequence[str]) -> dict[str, Any]:
        """A claim with its id and what else is said of it."""
        ids = [claim["id"] for claim in before]
        proposed = proposed or "statement"
        free = next(id for count in range(1, len(ids) + 2) if (id := proposed if count == 1 else f"{proposed}-{count}") not in ids)
        question = said("Its id: behind the # of its address, for good (small letters, digits, hyphens)")
        claim = {"id": self._answers.id(question, free, self._refusing(ids, self._judged(before, begun, "id"))), **begun}
        for name in names:
            field, judge = answering.of(Claim, name), self._judged(before, claim, name)
            value = self._citations(field, judge) if name in CITING else self._answers.value(field, judge, is_required=name == "value")
            if value not in (None, []):
                claim[name] = value
        return claim

    # --- checking ------------------------------------------------------------------------------------------------

    def _trial(self, name: str, value: Any) -> list[str]:
        """What is wrong with a field that is about to be added."""
        text = "\n".join([*self._lines(**{name: value}), ""])
        document, problems = parse_yaml(Text("", text))
        found = validate(self._model, document)[1] if document and document.is_whole else problems
        if not found and self._path and is_possible(_newest(value)):
            found = [one for one in self._look(self._path, f"{text}status: draft\n") if one.severity is Severity.ERROR]
        wrong = [problem for problem in found if problem.code != MISSING_FIELD.code]
        return [_told(one) for one in wrong]


def _newest(value: Any) -> str:
    """What was answered last of a value with parts."""
    while isinstance(value, list | dict) and value:
        value = list(value.values() if isinstance(value, dict) else value)[-1]
    return str(value)


def _told(one: Diagnostic) -> Said:
    return said("{message}; {help}", message=one.message, help=one.help) if one.help else one.message
