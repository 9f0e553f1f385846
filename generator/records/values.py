"""Types of a single value in a record, and what such a value is to the catalog: its role.

A value's *role* (refers to a record, is a term of a vocabulary, is prose) is an annotation on its type, by which `walking` finds every
such value of a record, so that the indices and checks know nothing of single fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import (
    AfterValidator,
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
)
from pydantic_core import PydanticCustomError, core_schema

from ..base import amounts, dates, drawing
from ..base.identifier import FORMER_PATTERN, SLUG_LENGTH, SLUG_PATTERN, normal_key, windows_wall
from ..base.saying import NOTHING, Said, said, words
from ..base.scripts import UNSPACED

_MOST_DIGITS = 40
_CITATION = re.compile(r"(?P<key>[^\[\]\s]+)(?:\[(?P<locator>[^\[\]]+)\])?\Z")


# Labels of letters (of any script), digits and hyphens: RFC 1123, and RFC 5890 for other scripts.
_HOST = re.compile(r"(?:(?!-)[\w-]{1,63}(?<!-)\.)+(?!-)[^\W\d_][\w-]{1,62}(?<!-)")
_LONGEST_HOST = 253

# A citation with the words of its source: how it is written, its fields, and how long the words may be.
QUOTATION = '{source: "key[locator]", quote: the few words}'
QUOTATION_FIELDS = ("source", "quote")
MOST_QUOTED = 15
_CITATION_TEXT = {"type": "string", "pattern": r"^[^\[\]\s]+(\[[^\[\]]+\])?$"}
CITATION_SCHEMA: dict[str, Any] = {
    "anyOf": [
        _CITATION_TEXT,
        {
            "type": "object",
            "properties": {"source": _CITATION_TEXT, "quote": {"type": "string", "description": "The few words in which the source states it."}},
            "required": ["source"],
            "additionalProperties": False,
            "description": "A source, and the few words in which it states it.",
        },
    ]
}


# --- roles of a value ------------------------------------------------------------------------------------------


# Stands for all kinds whose records a claim can come from: which these are, the project says.
PARTIES = "*parties"


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
    """A citation key with an optional locator, written `key` or `key[para. 9]`; and perhaps the few words in which the source states it.

    With a quote it is a mapping: `{source: "key[para. 9]", quote: the words}`.
    """

    key: str
    locator: str = ""
    quote: str = ""

    def __str__(self) -> str:
        return f"{self.key}[{self.locator}]" if self.locator else self.key

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read `key[locator]`. Raises ValueError for anything else."""
        match = _CITATION.match(text.strip())
        if not match:
            raise ValueError(said("'{text}' is no citation; write a key, or key[locator] such as smith2020[p. 3]", text=text))
        return cls(normal_key(match["key"]), (match["locator"] or "").strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_citation, serialization=core_schema.plain_serializer_function_ser_schema(_written))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return CITATION_SCHEMA


def _citation(value: Any) -> Citation:
    if isinstance(value, Citation):
        return value
    if isinstance(value, dict):
        return _quoting(value)
    if not isinstance(value, str):
        raise refused("citation", said("a citation is text: key or key[locator]; with the words of the source {form}", form=QUOTATION))
    try:
        return Citation.parse(value)
    except ValueError as error:
        raise refused("citation", words(error)) from None


def _quoting(value: dict[str, Any]) -> Citation:
    """A citation with the words of its source."""
    strange = next((name for name in value if name not in QUOTATION_FIELDS), None)
    if strange is not None:
        raise inside(value, strange, "extra_forbidden")
    if "source" not in value:
        raise inside(value, "source", "missing")
    try:
        citation = Citation.parse(value["source"])
    except (ValueError, AttributeError):
        raise inside(value, "source", "citation", said("a source is a key, or key[locator] such as smith2020[p. 3]")) from None
    if "quote" not in value:
        return citation
    quote = value["quote"]
    if not isinstance(quote, str) or not quote.strip():
        raise inside(value, "quote", "quote", said("a quote is the words of the source, as text")) from None
    quote = " ".join(quote.split())
    if (count := words_in(quote)) > MOST_QUOTED:
        message = said(
            "a quote has {most} words at the most (two Chinese characters count as one), not {count}: the few that state it",
            most=MOST_QUOTED,
            count=count,
        )
        raise inside(value, "quote", "quote", message)
    return replace(citation, quote=quote)


def words_in(text: str) -> int:
    """How many words a text has; where no spaces stand between them, two characters count as one."""
    unspaced = re.findall(f"[{UNSPACED}]", text)
    return len(re.sub(f"[{UNSPACED}]", " ", text).split()) + (len(unspaced) + 1) // 2


def _written(citation: Citation) -> str | dict[str, str]:
    """A citation as plain data."""
    return {"source": str(citation), "quote": citation.quote} if citation.quote else str(citation)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str | int | Decimal | dict) else value


def _date(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise refused("string_type", said("a date is text such as 2020, 2020-03 or 2020-03-02"))
    try:
        return dates.parse(value)
    except ValueError as error:
        raise refused("date", words(error)) from None


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refused("number_type", said("a number is written in digits, without quotes or separators, such as 52000000"))
    number = Decimal(value)
    if number and not -_MOST_DIGITS <= number.adjusted() <= _MOST_DIGITS:
        raise refused("number_size", said("no source states a number with more than {most} digits", most=_MOST_DIGITS))
    return number


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


RANGE_FIELDS = ("from", "to")
RANGE = "{from: 10, to: 20}"
_RANGE_IN_WORDS = re.compile(r"[\d.,]+\s*(?:-|\N{EN DASH}|\.\.|to)\s*[\d.,]+")


def _amount(value: Any) -> Any:
    """A number, or the range that a mapping `{from: 10, to: 20}` stands for."""
    if isinstance(value, amounts.Range):
        return value
    if isinstance(value, list) or (isinstance(value, str) and _RANGE_IN_WORDS.fullmatch(value.strip())):
        raise refused("range_type", said("a range is written {form}", form=RANGE))
    if not isinstance(value, dict):
        return _number(value)
    strange = next((name for name in value if name not in RANGE_FIELDS), None)
    if strange is not None:
        raise inside(value, strange, "extra_forbidden")
    if missing := [name for name in RANGE_FIELDS if name not in value]:
        raise inside(value, missing[0], "missing")
    low, high = (_end(value, name) for name in RANGE_FIELDS)
    try:
        return amounts.Range(low, high)
    except ValueError as error:
        raise inside(value, "to", "range_order", words(error)) from None


def _end(value: dict[str, Any], name: str) -> Decimal:
    try:
        return Decimal(_number(value[name]))
    except PydanticCustomError as error:
        raise inside(value, name, error.type, (error.context or {})["reason"]) from None


def refused(code: str, reason: Said) -> PydanticCustomError:
    """What is wrong with a value, in words of our own."""
    return PydanticCustomError(code, "{reason}", {"reason": reason})


def inside(value: dict[str, Any], name: str, code: str, reason: Said = NOTHING) -> ValidationError:
    """What is wrong with a field in a mapping, at that field; without a reason a problem that pydantic has words for."""
    problem = refused(code, reason) if reason else code
    return ValidationError.from_exception_data("Claim", [{"type": problem, "loc": (name,), "input": value.get(name)}])


def _plain_amount(value: amounts.Amount) -> int | float | dict[str, int | float]:
    if isinstance(value, amounts.Range):
        return {"from": _plain_number(value.low), "to": _plain_number(value.high)}
    return _plain_number(value)


def _host(value: Any) -> Any:
    """A web host in small letters; what people copy instead, a whole address, is named with the host in it."""
    if not isinstance(value, str):
        raise refused("string_type", said("a host is text such as example.org"))
    host = value.strip().rstrip(".").lower()
    if not _HOST.fullmatch(host) or len(host) > _LONGEST_HOST:
        raise refused("host", said("'{value}' is no web host: write it as in example.org, without https:// and path", value=value[:80]))
    return host


def _portable(value: str) -> str:
    """A former id; raises PydanticCustomError for one whose address would need a folder that Windows cannot have."""
    for part in value.split("/"):
        if wall := windows_wall(part):
            raise refused("former_id", said("'{part}' {wall}: no page can stay at that address", part=part, wall=wall))
    return value


def _drawing(value: str) -> str:
    """A line drawing; raises PydanticCustomError for what is none."""
    try:
        drawing.strokes(value)
    except drawing.NoDrawing as error:
        raise refused("drawing", error.reason) from None
    return " ".join(value.split())


# --- types of a value ------------------------------------------------------------------------------------------

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n]*$")]
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=SLUG_LENGTH)]
FormerId = Annotated[str, StringConstraints(pattern=FORMER_PATTERN, max_length=2 * SLUG_LENGTH + 1), AfterValidator(_portable)]
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
Amount = Annotated[
    Decimal | amounts.Range,
    BeforeValidator(_amount),
    PlainSerializer(_plain_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {
                    "type": "object",
                    "properties": {"from": {"type": "number"}, "to": {"type": "number"}},
                    "required": ["from", "to"],
                    "additionalProperties": False,
                    "description": "A range: the lowest number, and a larger one.",
                },
            ]
        }
    ),
]
Citations = Annotated[
    tuple[Citation, ...],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [*CITATION_SCHEMA["anyOf"], {"type": "array", "items": CITATION_SCHEMA}]}),
]
MeasureId = Annotated[Slug, Refers(("measure",))]
PartyId = Annotated[Slug, Refers((PARTIES,))]
URL_PATTERN = r"^https?://[^\s<>\"{}\\^`]+$"
URL_LENGTH = 2000
Url = Annotated[str, StringConstraints(strip_whitespace=True, pattern=URL_PATTERN, max_length=URL_LENGTH)]
Host = Annotated[str, BeforeValidator(_host, json_schema_input_type=str)]
ISO_PATTERN = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
IsoCode = Annotated[str, StringConstraints(pattern=ISO_PATTERN)]
# It stands in every page that shows it.
Drawing = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(_drawing)]
# A grid that still fits a page.
Cell = Annotated[int, Field(strict=True, ge=1, le=30)]
# How many there are at the least.
Least = Annotated[int, Field(strict=True, ge=1, le=1000)]

Bound = Literal["exact", "about", "nearly", "more-than", "less-than", "up-to"]
# The others say on which side of the number the figure lies; a range says that already.
RANGE_BOUNDS = ("exact", "about")


def about(description: str, example: Any, default: Any = ..., **more: Any) -> Any:
    """A model field with its description and one good example; required when no default is given."""
    return Field(default, description=description, examples=[example], **more)


# Other words for fields, by these.
Words = Mapping[str, tuple[str, ...]]


class Translation(NamedTuple):
    """A text in a further language of the site, by the language's code (BCP 47)."""

    language: str
    text: str


class Model(BaseModel):
    """What all parts of a record share: frozen, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)
    # Those in which a model has further names, as fields such as `name_de`.
    languages: ClassVar[tuple[str, ...]] = ()
    # Other words under which people write a field.
    called: ClassVar[Words] = MappingProxyType({})

    def translations(self, name: str) -> tuple[Translation, ...]:
        """A text of this part in the site's further languages, where it has one."""
        found = ((language, self.__dict__.get(translated(name, language))) for language in self.languages)
        return tuple(Translation(language, text) for language, text in found if text)


def translated(name: str, language: str) -> str:
    """The field that holds a text in a further language: `name_de` for `name`, `name_pt_br` for `pt-BR`."""
    return f"{name}_{language.lower().replace('-', '_')}"
