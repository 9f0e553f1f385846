"""A record, question by question: each answer is checked at once, by the rules that check a file, and names are offered as they are.

Asked for are a record's names, its facts and its figures; what takes paragraphs is written afterwards.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from ..base.diagnostic import did_you_mean
from ..base.identifier import SLUG_LENGTH
from ..base.saying import Said, said
from ..catalog.catalog import Catalog
from ..catalog.publishers import name_key
from ..reading.files import Text
from ..reading.yaml_events import core_scalar
from ..reading.yaml_reader import parse_yaml
from ..records.as_meant import validate
from ..records.explaining import MISSING_FIELD, fields_of, flow
from ..records.kinds import MEASURE, Field, Kind, slug
from ..records.models import models
from ..records.parts import Claim, Event, Step
from ..records.values import Citation, translated
from ..views import choices
from ..views.choices import Named
from .blocks import block
from .fmt_yaml import formatted
from .scaffold import LATER, CannotScaffold, called, path_of, refuse_id, similar, taken
from .schema_files import modeline

# So many names are listed before a question.
_MOST_LISTED = 15
# Types whose values are numbers, dates and answers, as they are written without quotes.
_PLAIN = ("date", "number", "boolean")
_NOTHING = said("")
# What stands behind the names of a record that may be chosen: the unit of a measure, and that it is a draft.
_BEHIND = re.compile(r"(?: \([^()]*\))?(?: \[draft\])?\Z")


def _names(what: str) -> list[str]:
    """The names by which something may be chosen: of a record in each language, of a word its label."""
    return [*_BEHIND.sub("", what, count=1).split(" · "), what.partition(": ")[0]]


class Speaker(Protocol):
    """Whoever asks a person and tells them something."""

    def ask(self, question: str, default: str = "") -> str:
        """What the person answers, the default where that is nothing."""

    def agree(self, question: str) -> bool:
        """Whether the person says yes."""

    def tell(self, text: str) -> None:
        """Say something that wants no answer."""


def record(kind: Kind, id: str, name: str, catalog: Catalog, speaker: Speaker) -> tuple[str, str]:
    """The id and the text of a new record; what was given of these two is not asked. Raises CannotScaffold when it is there already."""
    return _Dialogue(kind, catalog, speaker).run(id, name)


class _Dialogue:
    def __init__(self, kind: Kind, catalog: Catalog, speaker: Speaker) -> None:
        self._kind, self._catalog, self._speaker = kind, catalog, speaker
        self._model = models(catalog.kinds).records[kind.name]
        self._choices = choices.of(catalog)
        self._data: dict[str, Any] = {}
        # Nobody needs to read the same list twice.
        self._listed: Named = {}

    def run(self, id: str, name: str) -> tuple[str, str]:
        self._speaker.tell(said("What you leave empty can be written into the file later. Ctrl-C ends this, and nothing is written."))
        label = self._kind.label_field
        self._data[label] = self._name(name)
        id = id or self._id(str(self._data[label]))
        for language in self._catalog.kinds.languages:
            self._text(translated(label, language))
        if "summary" in self._model.model_fields:
            self._text("summary")
        for item in self._kind.fields:
            if item.type not in ("prose", "relation"):
                self._field(item)
        if self._kind is not MEASURE and self._catalog.by_kind[MEASURE.name]:
            self._claims()
        self._data["status"] = "draft"
        return id, self._written(path_of(self._kind, id))

    def _written(self, path: str) -> str:
        """The file, in the common layout."""
        left = [name for name in fields_of(self._model) if name not in (*self._data, *LATER)]
        head = [modeline(path, self._catalog.kinds), *([f"# Not said yet: {', '.join(left)}. The page Fields explains them."] if left else []), ""]
        return formatted("\n".join([*head, *self._lines(self._data), ""]), self._model).text

    @staticmethod
    def _lines(data: Mapping[str, Any]) -> list[str]:
        return [line for name, value in data.items() for line in block(name, value)]

    # --- names ---------------------------------------------------------------------------------------------------

    def _name(self, given: str) -> str:
        """The name, when there is no such record yet."""
        field = self._kind.label_field
        while True:
            name = given or self._ask(self._question(field), is_required=True)
            given = ""
            if self._tell_problems(self._trial(field, name)) or self._is_there(name):
                continue
            return name

    def _is_there(self, name: str) -> bool:
        """Whether a record has this name, or one so similar that it is the same; says which."""
        entry, is_same = called(name, self._kind, self._catalog)
        if entry and is_same:
            self._speaker.tell(taken(entry))
            return True
        if entry:
            self._speaker.tell(similar(entry))
            return not self._speaker.agree(said("Is yours another one?"))
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
                self._speaker.tell(error.args[0])
            else:
                return id

    # --- fields --------------------------------------------------------------------------------------------------

    def _question(self, name: str, of: Any = None) -> str:
        """What a field of the record, or of a part of it, is about, with an example."""
        info = (of or self._model).model_fields[name]
        example = (info.examples or [""])[0]
        example = example[0] if isinstance(example, list | tuple) and example else example
        shown = flow(example) if example not in ("", None) and not isinstance(example, dict) else ""
        return f"{info.description} ({shown})" if shown and shown != "…" else str(info.description)

    def _ask(self, question: str, *, is_required: bool = False) -> str:
        while True:
            answer = " ".join(self._speaker.ask(question).split())
            if answer or not is_required:
                return answer
            self._speaker.tell(said("this cannot be left out"))

    def _text(self, name: str) -> None:
        """A field of text."""
        is_required = self._model.model_fields[name].is_required()
        while answer := self._ask(self._question(name), is_required=is_required):
            if not self._tell_problems(self._trial(name, answer)):
                self._data[name] = answer
                return

    def _field(self, item: Field) -> None:
        """A field that the kind declares."""
        is_required = self._model.model_fields[item.name].is_required()
        if not item.is_many:
            if (value := self._value(item, self._question(item.name), is_required=is_required)) is not None:
                self._data[item.name] = value
            return
        values: list[Any] = []
        question = self._question(item.name)
        while (value := self._value(item, question, is_required=is_required and not values, before=values)) is not None:
            values.append(value)
            question = said("Another one? (leave empty for no more)")
        if values:
            self._data[item.name] = values

    def _value(self, item: Field, question: str, *, is_required: bool, before: Sequence[Any] = ()) -> Any:
        """One value of a field; None when there is none."""
        match item.type:
            case "term":
                return self._chosen(question, self._choices.terms.get(item.vocabulary), is_required=is_required) or None
            case "record":
                return self._record(item, question, is_required=is_required) or None
            case "role":
                return self._role(item, question, is_required=is_required)
            case "event" | "step":
                return self._happening(item, question, before)
        while answer := self._ask(question, is_required=is_required):
            value = core_scalar(answer) if item.type in _PLAIN else answer
            if not self._tell_problems(self._trial(item.name, [*before, value] if item.is_many else value)):
                return value
        return None

    def _record(self, item: Field, question: str, *, is_required: bool = False) -> str:
        makes = said("'casebook new {kind} ID' makes one, and this can be added then", kind=item.kinds[0] if item.kinds else "KIND")
        return self._chosen(question, self._choices.of_kinds(item.kinds), is_required=is_required, otherwise=makes)

    def _role(self, item: Field, question: str, *, is_required: bool) -> dict[str, str] | None:
        id = self._record(item, question, is_required=is_required)
        if not id:
            return None
        question = said("The part of '{id}'", id=id)
        named = self._choices.terms.get(item.vocabulary) if item.vocabulary else None
        role = self._chosen(question, named, is_required=True) if item.vocabulary else self._ask(question, is_required=True)
        return {"id": id, "role": role}

    def _happening(self, item: Field, question: str, before: Sequence[Any]) -> dict[str, Any] | None:
        """A dated event, or a step without a date."""
        part: dict[str, Any] = {}
        if item.type == "event":
            while answer := self._ask(f"{question} {Event.model_fields['date'].description}"):
                part = {"date": core_scalar(answer), "text": "…"}
                if not self._tell_problems(self._trial(item.name, [*before, part])):
                    break
            else:
                return None
        text = self._ask(self._question("text", Event if part else Step), is_required=bool(part))
        return {**part, "text": text} if text else None

    def _chosen(self, question: str, named: Named | None, *, is_required: bool = False, otherwise: Said = _NOTHING) -> str:
        """The id of one of some names, by that or by what it is called; empty when none was chosen."""
        if named and len(named) <= _MOST_LISTED and named != self._listed:
            self._listed = named
            self._speaker.tell("\n".join(f"  {id}: {what}" if what else f"  {id}" for id, what in named.items()))
        while answer := self._ask(question, is_required=is_required):
            if named is None or answer in named:
                return answer
            called = [id for id, what in named.items() if name_key(answer) in map(name_key, _names(what))]
            if len(called) == 1:
                return called[0]
            otherwise = otherwise or (said("name one of these") if is_required else said("leave it empty to go on"))
            self._speaker.tell(said("there is no '{name}' to choose; {help}", name=answer, help=did_you_mean(answer, named, otherwise)))
        return ""

    # --- claims --------------------------------------------------------------------------------------------------

    def _claims(self) -> None:
        """Figures, one after the other."""
        claims: list[dict[str, Any]] = []
        question = said("A figure that the record should have: what was counted (a measure; leave empty for none)")
        while measure := self._chosen(question, self._choices.of_kinds((MEASURE.name,))):
            claim: dict[str, Any] = {"id": self._claim_id(measure, [found["id"] for found in claims]), "measure": measure}
            claims.append(claim | dict(self._claim_parts(claims, claim)))
            question = said("Another figure? Its measure (leave empty for no more)")
        if claims:
            self._data["claims"] = claims

    def _claim_id(self, measure: str, taken: Sequence[str]) -> str:
        return next(id for count in range(1, len(taken) + 2) if (id := measure if count == 1 else f"{measure}-{count}") not in taken)

    def _claim_parts(self, before: Sequence[Any], claim: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        said_so_far = dict(claim)
        bounds = dict.fromkeys(typing.get_args(Claim.model_fields["bound"].annotation), "")
        for name in ("value", "bound", "as_of", "cite"):
            while True:
                value = self._claim_part(name, bounds)
                trial = [*before, {"value": 1, **said_so_far, **({name: value} if value is not None else {})}]
                if not self._tell_problems(self._trial("claims", trial)):
                    break
            if value is not None:
                said_so_far[name] = value
                yield name, value

    def _claim_part(self, name: str, bounds: Named) -> Any:
        question = self._question(name, Claim)
        if name == "bound":
            return self._chosen(question, bounds) or None
        if name == "cite":
            return self._citation()
        answer = self._ask(question, is_required=name == "value")
        return core_scalar(answer) if answer else None

    def _citation(self) -> str | None:
        question = said("Its source: a key of cases/references.bib, with the place in it as in smith2020[p. 9] (leave empty while it is not there)")
        while answer := self._ask(question):
            try:
                citation = Citation.parse(answer)
            except ValueError as error:
                self._speaker.tell(error.args[0])
                continue
            if self._choices.sources is None or citation.key in self._choices.sources:
                return str(citation)
            otherwise = said("'casebook new source' adds one")
            help = did_you_mean(citation.key, self._choices.sources, otherwise)
            self._speaker.tell(said("there is no source '{key}'; {help}", key=citation.key, help=help))
        return None

    # --- checking ------------------------------------------------------------------------------------------------

    def _trial(self, name: str, value: Any) -> list[Said | str]:
        """What is wrong with a field that is about to be added."""
        lines = self._lines({**self._data, name: value})
        document, problems = parse_yaml(Text("", "\n".join([*lines, ""])))
        found = validate(self._model, document)[1] if document and document.is_whole else problems
        wrong = [problem for problem in found if problem.code != MISSING_FIELD.code]
        return [said("{message}; {help}", message=one.message, help=one.help) if one.help else one.message for one in wrong]

    def _tell_problems(self, problems: Sequence[str]) -> bool:
        for problem in problems:
            self._speaker.tell(problem)
        return bool(problems)
