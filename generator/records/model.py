"""The records: frozen pydantic models, and what their fields mean to the catalog.

A field is declared once, here: its type, description and example become the JSON Schema, the field
reference page and the skeleton of `casebook new`. Its *role* (refers to a record, is a vocabulary term, is
prose, cites sources) is an annotation on the type, and `leaves()` finds every such value of a record, so
that the indices and checks know nothing of single fields. Models hold values only; positions stay in
`source.Document`.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import models_json_schema
from pydantic_core import PydanticCustomError, core_schema

from ..base import dates
from ..base.diagnostic import Diagnostic, Rule, Span, did_you_mean, rule
from ..base.identifier import SLUG_LENGTH, SLUG_PATTERN
from ..reading.yaml_reader import Document, Route

UNKNOWN_FIELD = rule(
    "unknown-field",
    """
    A field has a name that this kind of record does not have.

    Usually a typing mistake, or a field that stands one level too deep or too high. The fields of each kind are
    listed on the page *Fields*.

    **Way out:** correct the name, or move the field to where it belongs (its indentation decides).
    """,
)
MISSING_FIELD = rule(
    "missing-field",
    """
    A field that every record of this kind needs is not there.

    **Way out:** add the field. If you do not know its value yet, `status: draft` does not help here: a few
    fields, such as the title and the summary, are what makes a record one.
    """,
)
WRONG_TYPE = rule(
    "wrong-type",
    """
    A value is of another type than its field.

    YAML decides by the way a value is written: `2020` is a number, `"2020"` is text; `[a, b]` and lines that begin
    with `-` are lists; lines of `name: value` are mappings.

    **Way out:** put quotes around a text that looks like a number; write a list as `- item`, one a line.
    """,
)
BAD_VALUE = rule(
    "bad-value",
    """
    A value is of the right type but not one that its field takes.

    A date that does not exist, an id with capital letters, a bound that is none of the five, an empty text: the message
    says which, and what would do.

    **Way out:** as the message says; the page *Fields* has an example for each field.
    """,
)

RULES: tuple[Rule, ...] = (UNKNOWN_FIELD, MISSING_FIELD, WRONG_TYPE, BAD_VALUE)

M = typing.TypeVar("M", bound="Model")

_MOST_DIGITS = 40
_CITATION = re.compile(r"(?P<key>[^\[\]\s]+)(?:\[(?P<locator>[^\[\]]+)\])?\Z")


# --- roles of a value ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refers:
    """The value is the id of a record of one of these kinds (any kind when empty)."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermOf:
    """The value is a term of the vocabulary `cases/vocabularies/NAME.yml`."""

    vocabulary: str


@dataclass(frozen=True)
class Prose:
    """The value is contributed text: `block` for paragraphs, else one line of running text.

    `factual` text tells the reader facts, so a figure in it wants a source.
    """

    block: bool = False
    factual: bool = False


Role = Refers | TermOf | Prose


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation key with an optional locator, written `key` or `key[para. 9]`."""

    key: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.key}[{self.locator}]" if self.locator else self.key

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read `key[locator]`. Raises ValueError for anything else."""
        match = _CITATION.match(text.strip())
        if not match:
            raise ValueError(f"'{text}' is no citation; write a key, or key[locator] such as smith2020[p. 3]")
        return cls(match["key"], (match["locator"] or "").strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_citation, serialization=core_schema.plain_serializer_function_ser_schema(str))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[^\[\]\s]+(\[[^\[\]]+\])?$"}


def _citation(value: Any) -> Citation:
    if isinstance(value, Citation):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "a citation is text: key or key[locator]")
    try:
        return Citation.parse(value)
    except ValueError as error:
        raise PydanticCustomError("citation", "{reason}", {"reason": str(error)}) from None


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str | int | Decimal) else value


def _date(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "a date is text such as 2020, 2020-03 or 2020-03-02")
    try:
        return dates.parse(value)
    except ValueError as error:
        raise PydanticCustomError("date", "{reason}", {"reason": str(error)}) from None


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number_type", "a number is written in digits, without quotes or separators, such as 52000000")
    number = Decimal(value)
    if number and not -_MOST_DIGITS <= number.adjusted() <= _MOST_DIGITS:
        raise PydanticCustomError("number_size", "no source states a number with more than {most} digits", {"most": _MOST_DIGITS})
    return number


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


# --- types of a value ------------------------------------------------------------------------------------------

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n]*$")]
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=SLUG_LENGTH)]
InlineProse = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Prose()]
FactProse = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Prose(factual=True)]
BlockProse = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Prose(block=True, factual=True)]
Date = Annotated[
    dates.Edtf,
    BeforeValidator(_date),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": dates.PATTERN}, {"type": "integer", "minimum": 1000, "maximum": 9999}]}),
]
Number = Annotated[Decimal, BeforeValidator(_number), Field(allow_inf_nan=False), PlainSerializer(_plain_number), WithJsonSchema({"type": "number"})]
Citations = Annotated[
    tuple[Citation, ...],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
PlatformId = Annotated[Slug, Refers(("platform",))]
OrganisationId = Annotated[Slug, Refers(("organisation",))]
PersonId = Annotated[Slug, Refers(("person",))]
PlaceId = Annotated[Slug, Refers(("place",))]
TopicId = Annotated[Slug, Refers(("topic",))]
MeasureId = Annotated[Slug, Refers(("measure",))]
CaseId = Annotated[Slug, Refers(("case",))]
PartyId = Annotated[Slug, Refers(("platform", "organisation", "person"))]
RoleTerm = Annotated[Slug, TermOf("roles")]
IsoCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
# A grid that still fits a page.
Cell = Annotated[int, Field(strict=True, ge=1, le=30)]

Bound = Literal["exact", "about", "nearly", "more-than", "up-to"]


def about(description: str, example: Any, default: Any = ..., **more: Any) -> Any:
    """A model field with its description and one good example; required when no default is given."""
    return Field(default, description=description, examples=[example], **more)


class Model(BaseModel):
    """What all parts of a record share: frozen, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


def _subclasses(model: type[Model]) -> Iterator[type[Model]]:
    for below in model.__subclasses__():
        yield below
        yield from _subclasses(below)


# --- parts -----------------------------------------------------------------------------------------------------


class Quantity(Model):
    """A number with its unit, as the source itself converts it."""

    value: Number = about("The number, in digits.", 77781)
    unit: Line = about("Its unit: a currency code (ISO 4217), a unit of measurement, or the thing counted.", "USD")


class Claim(Model):
    """A figure or a statement with its own address and source: the unit of knowledge.

    A figure has `measure` and `value`; a statement has `statement`. Never both.
    """

    id: Slug = about("Part of the claim's permanent address (`/cases/wesee-flowers/#plays`); never used again for another claim.", "plays")
    measure: MeasureId | None = about("The measure that a figure is of: a record in `cases/measures/`.", "plays", None)
    value: Number | None = about("The figure, in digits, exactly as the source states it.", 52000000, None)
    unit: Line | None = about("The figure's unit, when it is not the measure's own.", "CNY", None)
    bound: Bound = about("How the source qualifies the figure.", "up-to", "exact")
    also: tuple[Quantity, ...] = about("The same quantity as the source itself gives it in other units.", [{"value": 77781, "unit": "USD"}], ())
    statement: FactProse | None = about("What is claimed, when it is no figure, as one sentence.", "Farmers pay no commission on these sales.", None)
    as_of: Date | None = about("When the claim held, as precisely as stated: a year, month, day or interval.", "2020-04-18", None)
    scope: InlineProse | None = about("What exactly was counted, so that nobody reads more into it.", "the whole activity, not one video", None)
    origin: PartyId | None = about("Who the claim comes from, when the source only relays it.", "tencent", None)
    cite: Citations = about("The sources, as `key` or `key[locator]`; a list for several.", "ouyang2020[para. 9]", ())
    note: InlineProse | None = about("A doubt or explanation that the reader should see.", "The source gives no unit.", None)
    rank: Literal["preferred", "normal", "deprecated"] = about("Which of several values to trust; `preferred` needs a `why`.", "preferred", "normal")
    why: InlineProse | None = about("Why this value is preferred or deprecated.", "The later count includes all videos.", None)

    @model_validator(mode="after")
    def _one_kind(self) -> Claim:
        if self.statement is None and (self.measure is None or self.value is None):
            raise PydanticCustomError("claim_kind", "a claim needs either 'measure' and 'value', or 'statement'")
        if self.statement is not None and (self.measure is not None or self.value is not None):
            raise PydanticCustomError("claim_kind", "a claim is a figure or a statement; split this one in two")
        if self.rank != "normal" and self.why is None:
            raise PydanticCustomError("rank_why", "rank '{rank}' needs a 'why'", {"rank": self.rank})
        return self


class Review(Model):
    """Who last read the record against its sources, and when."""

    on: Date = about("The day of the review.", "2026-11-20")
    by: Line = about("Who reviewed it.", "A. Editor")


class PlatformRole(Model):
    """A platform's part in a case."""

    id: PlatformId = about("A record in `cases/platforms/`.", "xigua-video")
    role: RoleTerm = about("Its part in the case: a term of the vocabulary *roles*.", "host")


class OrganisationRole(Model):
    """An organisation's part in a case."""

    id: OrganisationId = about("A record in `cases/organisations/`.", "greenovation-hub")
    role: RoleTerm = about("Its part in the case: a term of the vocabulary *roles*.", "organiser")


class PersonRole(Model):
    """A person's part in a case."""

    id: PersonId = about("A record in `cases/people/`.", "wang-shuai")
    role: RoleTerm = about("Their part in the case: a term of the vocabulary *roles*.", "presenter")


class Event(Model):
    """One entry of a timeline."""

    date: Date = about("When, as precisely as the source states it.", "2020-03-02")
    text: FactProse = about("What happened, in one sentence.", "The live sale lasts three hours. [@chinanews2020magistrates]")


class Story(Model):
    """What happened, in four parts; each is CommonMark with citations, claims and links to records."""

    context: BlockProse | None = about("The situation before.", "The epidemic had closed the usual ways to market. [@ouyang2020, para. 8]", None)
    approach: BlockProse | None = about("Who did what, and how.", "[[song-xiaoying]] went live at noon.", None)
    results: BlockProse | None = about("What came of it; figures as claims.", "The sale brought [#turnover].", None)
    lessons: BlockProse | None = about("What others can take from it.", "A local face sells what a brand cannot.", None)


class Related(Model):
    """A relation to another case, and why it is worth following."""

    case: CaseId = about("The other case.", "xigua-apples")
    relation: Annotated[Slug, TermOf("relations")] = about("The kind of relation: a term of the vocabulary *relations*.", "parallel")
    why: InlineProse = about("Why a reader should follow it.", "The same month, another official, another platform.")


class Correction(Model):
    """A change to something published, kept in the open."""

    on: Date = about("The day of the correction.", "2026-11-21")
    what: Line = about("What was corrected: a field, or `claims/ID`.", "claims/plays")
    was: Line = about("What it said before.", "52 million")
    now: Line = about("What it says now.", "up to 52 million")
    why: InlineProse = about("Why it was changed.", "The source says 'up to'.")


class Affiliation(Model):
    """A person's place in an organisation or platform."""

    id: Annotated[Slug, Refers(("organisation", "platform"))] = about("The organisation or platform.", "kuaishou")
    role: Line = about("The person's position there, as the source names it.", "CSR leader")


# --- records ---------------------------------------------------------------------------------------------------


class Record(Model):
    """What every record has."""

    aliases: tuple[Line, ...] = about("Other names and spellings under which people look for it.", ["Kuaishou"], ())
    claims: tuple[Claim, ...] = about(
        "Figures and statements, the most telling first.",
        [{"id": "plays", "measure": "plays", "value": 52000000, "bound": "up-to", "as_of": "2020-04-18", "cite": "ouyang2020[para. 9]"}],
        (),
    )
    status: Literal["draft", "published"] = about("A draft is checked, but shown only with `--drafts`.", "draft", "published")
    reviewed: Review | None = about("The last review against the sources.", {"on": "2026-11-20", "by": "A. Editor"}, None)
    corrections: tuple[Correction, ...] = about(
        "Changes to something published.",
        [{"on": "2026-11-21", "what": "claims/plays", "was": "52", "now": "up to 52", "why": "A bound was lost."}],
        (),
    )
    formerly: tuple[Slug, ...] = about("Ids that this record had before; their addresses go on answering.", ["old-id"], ())

    @property
    def label(self) -> str:
        """The record's title or name."""
        # From where pydantic keeps them: it takes long to say that a record has no such field.
        return str(self.__dict__.get("title") or self.__dict__.get("name", ""))

    @property
    def label_zh(self) -> str | None:
        """The record's Chinese title or name."""
        label: str | None = self.__dict__.get("title_zh") or self.__dict__.get("name_zh")
        return label


class Case(Record):
    """Something that was done, by somebody, somewhere, and what came of it."""

    title: Line = about("A title that a stranger understands.", "An afternoon of apples")
    title_zh: Line | None = about("The Chinese title, where there is an established one.", "万荣苹果直播", None)
    summary: FactProse = about("Two sentences: who did what, where, and what came of it.", "A magistrate sold apples live for three hours.")
    kind: Annotated[Slug, TermOf("case-kinds")] | None = about("What sort of case: a term of the vocabulary *case-kinds*.", "live-sale", None)
    period: Date | None = about("When it happened.", "2020-02-29/2020-03-02", None)
    platforms: tuple[PlatformRole, ...] = about("The platforms, each with its role.", [{"id": "xigua-video", "role": "host"}], ())
    organisations: tuple[OrganisationRole, ...] = about(
        "The organisations, each with its role.", [{"id": "greenovation-hub", "role": "organiser"}], ()
    )
    people: tuple[PersonRole, ...] = about("The people, each with their role.", [{"id": "wang-shuai", "role": "presenter"}], ())
    places: tuple[PlaceId, ...] = about("Where it happened; the smallest place that is stated.", ["wanrong"], ())
    topics: tuple[TopicId, ...] = about("What it is about.", ["live-commerce"], ())
    timeline: tuple[Event, ...] = about("Dated events, in order.", [{"date": "2020-03-02", "text": "The sale."}], ())
    story: Story = about(
        "What happened, in four parts.",
        {
            "context": "The situation before.",
            "approach": "Who did what, and how.",
            "results": "What came of it.",
            "lessons": "What others can take from it.",
        },
        Story(),
    )
    related: tuple[Related, ...] = about(
        "Other cases worth reading.", [{"case": "xigua-apples", "relation": "parallel", "why": "Another magistrate."}], ()
    )


class Entity(Record):
    """What all records but cases have."""

    name: Line = about("The name, in English or in Latin letters.", "Xigua Video")
    name_zh: Line | None = about("The established Chinese name.", "西瓜视频", None)


class Described(Entity):
    """An entity with a summary."""

    summary: FactProse = about("What it is, for a stranger, in a sentence or two.", "A short-video platform of ByteDance.")


class Platform(Described):
    """A service on which people publish and watch."""

    owner: OrganisationId | None = about("The organisation that runs it; its sources count as the platform's own.", "bytedance", None)


class Organisation(Described):
    """A company, foundation, public body, medium or institute."""

    kind: Annotated[Slug, TermOf("organisation-kinds")] | None = about(
        "What sort of organisation: a term of the vocabulary *organisation-kinds*.", "company", None
    )


class Person(Described):
    """Somebody who acted or spoke in a case."""

    affiliations: tuple[Affiliation, ...] = about("Where the person belongs.", [{"id": "kuaishou", "role": "CSR leader"}], ())


class Place(Described):
    """A village, county, city or province."""

    level: Annotated[Slug, TermOf("place-levels")] = about("How large a place: a term of the vocabulary *place-levels*.", "county")
    part_of: PlaceId | None = about("The next larger place, up to the province.", "shanxi", None)
    iso: IsoCode | None = about("For a province: its ISO 3166-2 code; for a country: its ISO 3166-1 code.", "CN-SX", None)


class Topic(Described):
    """What cases are about."""


class Measure(Entity):
    """What a figure counts, so that like is compared with like."""

    unit: Line = about("The unit that its figures are in, unless a claim says otherwise.", "plays")
    dimension: Annotated[Slug, TermOf("dimensions")] = about("What it is a measure of: a term of the vocabulary *dimensions*.", "reach")
    definition: FactProse = about("What exactly is counted.", "How often a video was started, as the platform counts it.")
    comparable: bool = about("Whether its figures may be compared across cases.", True, False)


class Term(Model):
    """One word of a vocabulary."""

    id: Slug = about("The word as records use it.", "host")
    label: Line = about("How it is shown.", "host platform")
    label_zh: Line | None = about("How it is shown in Chinese.", "平台", None)
    inverse: Line | None = about("For a relation: how it reads from the other side.", "continued by", None)
    description: Line = about("When to use it.", "The platform on which the activity took place.")


class Vocabulary(Model):
    """A list of words that a field may take: `cases/vocabularies/NAME.yml`."""

    title: Line = about("What the list is.", "Roles")
    summary: Line = about("What it is for.", "The parts that somebody can have in a case.")
    terms: tuple[Term, ...] = about("The words.", [{"id": "host", "label": "host platform", "description": "Where it took place."}])


class Tile(Model):
    """One cell of a map: a place by its code, and where in the grid it stands."""

    iso: IsoCode = about("The code of the place: ISO 3166-2 for a province, ISO 3166-1 for a country.", "CN-SX")
    label: Line = about("Its name, short enough for a cell.", "Shanxi")
    label_zh: Line | None = about("Its Chinese name.", "山西", None)
    row: Cell = about("The row, counted from the top.", 4)
    column: Cell = about("The column, counted from the left.", 4)


class TileMap(Model):
    """A country as a grid of equal cells, one for each of its parts: `cases/maps/NAME.yml`.

    A record of a place is shown in the cell that has its `iso` code, or that of the place it is part of.
    """

    title: Line = about("What the map shows.", "China")
    title_zh: Line | None = about("The Chinese title.", "中国", None)
    note: Line = about("What readers should know about it: what a cell stands for, and what it does not.", "One equal cell for each province.")
    tiles: tuple[Tile, ...] = about("The cells.", [{"iso": "CN-SX", "label": "Shanxi", "row": 4, "column": 4}])


# By the name of the kind, in the order of `kinds.KINDS`.
MODELS: dict[str, type[Record]] = {
    "case": Case,
    "platform": Platform,
    "organisation": Organisation,
    "person": Person,
    "place": Place,
    "topic": Topic,
    "measure": Measure,
}


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """The fields of a model as people should meet them: its own first, those that every record has last."""
    fields = model.model_fields
    shared = Record.model_fields if issubclass(model, Record) else {}
    return {name: fields[name] for name in (*(name for name in fields if name not in shared), *shared)}


def json_schemas(ref: str) -> dict[str, dict[str, Any]]:
    """The JSON Schemas (2020-12) of all kinds of records and of their parts as they are written out, by the names of their models.

    `ref` is how one refers to another, such as `#/$defs/{model}`.
    """
    _, document = models_json_schema([(model, "serialization") for model in MODELS.values()], ref_template=ref)
    found: dict[str, dict[str, Any]] = document["$defs"]
    # What only pydantic itself needs to describe (the insides of dates) is not written out.
    return {name: schema for name, schema in found.items() if name in _OWN}


_OWN = frozenset(model.__name__ for model in _subclasses(Model))


# The models that a contributor meets, in the order of the field reference.
PARTS: tuple[type[Model], ...] = (
    Case,
    Story,
    Event,
    Related,
    Platform,
    Organisation,
    Person,
    Place,
    Topic,
    Measure,
    Claim,
    Quantity,
    PlatformRole,
    OrganisationRole,
    PersonRole,
    Affiliation,
    Review,
    Correction,
    Vocabulary,
    Term,
    TileMap,
    Tile,
)


# --- reading ---------------------------------------------------------------------------------------------------


def validate(model: type[M], document: Document) -> tuple[M | None, list[Diagnostic]]:
    """A typed record from a document, or None with every problem of the file, each at its place."""
    if not isinstance(document.data, dict):
        what = "empty" if document.data is None else "not a mapping"
        return None, [WRONG_TYPE.at(document.text.span(1), f"the file is {what}", "a record is lines of 'field: value'")]
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [_diagnostic(model, document, problem) for problem in error.errors(include_url=False)]


def _diagnostic(model: type[Model], document: Document, problem: Any) -> Diagnostic:
    route = _route(document.data, problem["loc"])
    code = problem["type"]
    message = _message(problem)
    if code == "extra_forbidden":
        name = str(route[-1])
        fields = _fields_at(model, route[:-1])
        help = did_you_mean(name, fields, f"the fields here are: {', '.join(fields)}")
        return UNKNOWN_FIELD.at(document.key(*route), f"there is no field '{name}' here", help)
    if code == "missing":
        parent = tuple(problem["loc"][:-1])
        return MISSING_FIELD.at(_head(document, parent), f"the field '{problem['loc'][-1]}' is missing", _example(model, problem["loc"]))
    wrong_type = code.endswith("_type") or code in ("is_instance_of", "model_attributes_type")
    if wrong_type:
        message = f"{message}; got {_describe(_value(document.data, route))}"
    return (WRONG_TYPE if wrong_type else BAD_VALUE).at(document.at(*route), message, _example(model, route))


def _head(document: Document, route: Route) -> Span:
    """Where to point for something missing: the key that opens the part, or the file's first line."""
    return document.key(*route) if route else document.text.span(1, 1, len(document.text.line(1)))


def _route(data: Any, loc: tuple[int | str, ...]) -> Route:
    """The part of pydantic's location that is a route: it may end in the name of an inner validator."""
    route: list[int | str] = []
    for step in loc:
        inside = (isinstance(data, dict) and step in data) or (isinstance(data, list) and isinstance(step, int) and step < len(data))
        if not inside:
            break
        route.append(step)
        data = data[step]
    return tuple(route)


def _value(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


_MESSAGES = {
    "string_type": "this should be text",
    "tuple_type": "this should be a list",
    "list_type": "this should be a list",
    "bool_type": "this should be true or false",
    "bool_parsing": "this should be true or false",
    "model_type": "this should be a mapping of fields",
    "string_too_short": "this text is empty",
    "finite_number": "this should be a finite number",
    "int_type": "this should be a whole number",
}


def _message(problem: Any) -> str:
    code, context = problem["type"], problem.get("ctx", {})
    if code == "string_pattern_mismatch":
        if context["pattern"] == SLUG_PATTERN:
            return "an id has small letters a-z, digits and single hyphens only"
        if "\\n" in context["pattern"]:
            return "this text has to stand on one line"
        return f"this does not have the form {context['pattern']}"
    if code == "string_too_long":
        return f"this text is longer than {context['max_length']} characters"
    if code in ("greater_than_equal", "less_than_equal"):
        least, most = context.get("ge"), context.get("le")
        return f"this should be {least} or more" if most is None else f"this should be {most} or less"
    if code == "literal_error":
        return f"this should be one of: {context['expected'].replace(chr(39), '').replace(' or ', ', ')}"
    return _MESSAGES.get(code) or str(problem["msg"])


def _describe(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"'{str(value).lower()}', a yes-or-no value"
        case int() | Decimal():
            return f"the number {value}"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping of fields"


def _model_at(model: Any, route: Route) -> type[Model] | None:
    """The model that describes the value at `route`, if one does."""
    current: Any = model
    for step in route:
        if isinstance(step, int):
            continue
        inner = current.model_fields.get(step) if isinstance(current, type) and issubclass(current, Model) else None
        if inner is None:
            return None
        current = _inner_model(inner.annotation)
    return current if isinstance(current, type) and issubclass(current, Model) else None


def _inner_model(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for part in typing.get_args(annotation):
        if found := _inner_model(part):
            return found
    return None


def _fields_at(model: type[Model], route: Route) -> list[str]:
    found = _model_at(model, route)
    return list(fields_of(found)) if found else []


def _example(model: type[Model], route: Route) -> str:
    """A help text with the example of the field at `route`."""
    names = [step for step in route if isinstance(step, str)]
    owner = _model_at(model, route[: route.index(names[-1])] if names else ()) if names else None
    field = owner.model_fields.get(names[-1]) if owner and names else None
    if field is None or not field.examples:
        return ""
    return f"for example: {names[-1]}: {flow(field.examples[0])}"


def flow(value: Any) -> str:
    """A value as YAML on one line, as a contributor would write it."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "[" + ", ".join(flow(item) for item in value) + "]"
        case dict():
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
        case str() if re.search(r": | #|^[\[{#&*!|>%@`]|[,\]}]|^[\d.+-]|^(?:true|false|null)$", value, re.IGNORECASE) and not re.search(
            dates.PATTERN[:-1] + "[-/]", value
        ):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case _:
            return str(value)


def fragment(model: type[Record], data: Any) -> tuple[Record, list[Leaf]]:
    """What can be told of a record that is none: what its claims cite, its status, and its leaves, as far as they are of the right type.

    So that what it names is checked in the same pass as its own fields. Never shown: nothing else of it is there.
    """
    values = data if isinstance(data, dict) else {}
    claims = tuple(Claim.model_construct(id=str(claim.get("id", "")), cite=_told(claim.get("cite"))) for claim in _mappings(values.get("claims")))
    record = model.model_construct(status="draft" if values.get("status") == "draft" else "published", claims=claims)
    found: list[Leaf] = []
    _walk_data(model, values, (), found)
    return record, found


def _mappings(value: Any) -> list[dict[str, Any]]:
    """The items of a list in their places, an empty mapping for what is none."""
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def _told(value: Any) -> tuple[Citation, ...]:
    """The citations of a claim in their places, one without a key for what is none."""
    return tuple(_told_citation(item) for item in (value if isinstance(value, list) else [value]))


def _told_citation(value: Any) -> Citation:
    try:
        return Citation.parse(value) if isinstance(value, str) else Citation("")
    except ValueError:
        return Citation("")


def _walk_data(model: type[Model], data: dict[str, Any], route: Route, found: list[Leaf]) -> None:
    """As _walk, over plain data of which nothing is known."""
    inner = {name: _inner_model(field.annotation) for name, field in model.model_fields.items()}
    for name, role, is_many, is_model in _plan(model):
        value, here = data.get(name), (*route, name)
        listed = enumerate(value) if isinstance(value, list) else ()
        for place, item in (((*here, index), item) for index, item in listed) if is_many else ((here, value),):
            part = inner[name]
            if is_model and part and isinstance(item, dict):
                _walk_data(part, item, place, found)
            elif role is not None and isinstance(item, str) and (isinstance(role, Prose) or re.fullmatch(SLUG_PATTERN, item)):
                found.append(Leaf(place, role, item))


# --- walking ---------------------------------------------------------------------------------------------------


class Scalar(typing.NamedTuple):
    """A field of a model that holds one value, or none.

    `what` is `text`, `number`, `boolean` or `date`; `words` are its values when there are only a few.
    """

    name: str
    description: str
    role: Role | None
    what: str
    words: tuple[str, ...] = ()


@cache
def scalars(model: type[Model]) -> tuple[Scalar, ...]:
    """The fields of a model that hold single values, in their order, without those that every record has."""
    hints = typing.get_type_hints(model, include_extras=True)
    shared = Record.model_fields if issubclass(model, Record) else {}
    return tuple(
        Scalar(name, field.description or "", _role(hints[name]), *_what(hints[name]))
        for name, field in model.model_fields.items()
        if name not in shared and not _is_list(hints[name]) and _inner_model(hints[name]) is None
    )


def _what(hint: Any) -> tuple[str, tuple[str, ...]]:
    """What a value of this type is, and its words when it is one of a few."""
    origin = typing.get_origin(hint)
    if origin is Annotated:
        return _what(hint.__origin__)
    if origin is Literal:
        return "text", typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return next(_what(part) for part in typing.get_args(hint) if part is not type(None))
    return {Decimal: "number", bool: "boolean", dates.Edtf: "date"}.get(hint, "text"), ()


class Leaf(typing.NamedTuple):
    """A value of a record that has a role: where it is, what it is to the catalog, and the value."""

    route: Route
    role: Role
    value: str


def leaves(record: Model) -> list[Leaf]:
    """Every reference, vocabulary term and prose text of a record, in the order of its fields."""
    found: list[Leaf] = []
    _walk(record, (), found)
    return found


def _walk(record: Model, route: Route, found: list[Leaf]) -> None:
    """Add the leaves of a record or of a part of it, whose route is given."""
    values = record.__dict__
    for name, role, is_many, is_model in _plan(type(record)):
        value = values[name]
        if value is None or value == ():
            continue
        here = (*route, name)
        for place, item in (((*here, index), item) for index, item in enumerate(value)) if is_many else ((here, value),):
            if is_model:
                _walk(item, place, found)
            elif role is not None:
                found.append(Leaf(place, role, item))


@cache
def _plan(model: type[Model]) -> tuple[tuple[str, Role | None, bool, bool], ...]:
    """The fields of a model worth visiting: name, role, whether it is a list, whether it holds models."""
    plan = []
    hints = typing.get_type_hints(model, include_extras=True)
    for name in model.model_fields:
        hint = hints[name]
        role, is_many, is_model = _role(hint), _is_list(hint), _inner_model(hint) is not None
        if role is not None or is_model:
            plan.append((name, role, is_many, is_model))
    return tuple(plan)


def _role(hint: Any) -> Role | None:
    if typing.get_origin(hint) is Annotated:
        for note in hint.__metadata__:
            if isinstance(note, Refers | TermOf | Prose):
                return note
        return _role(hint.__origin__)
    for part in typing.get_args(hint):
        if (found := _role(part)) is not None:
            return found
    return None


def _is_list(hint: Any) -> bool:
    if typing.get_origin(hint) is Annotated:
        return _is_list(hint.__origin__)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return any(_is_list(part) for part in typing.get_args(hint))
    return typing.get_origin(hint) is tuple
