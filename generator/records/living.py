"""What a living block of a hand-written page declares: which records of the catalog it shows, and as what."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, cast

from pydantic import BeforeValidator, WithJsonSchema, create_model

from ..base.saying import said
from ..reading.yaml_reader import Document
from .declaration import Name, Names
from .values import Least, Line, Model, about, refused

# What can be counted beside the records of a kind.
FIGURE, STATEMENT, SOURCE = "figure", "statement", "source"
COUNTED = (FIGURE, STATEMENT, SOURCE)
# What is asked of every record beside its fields: its year, and of the figures that it holds what vouches for them, and what they count.
YEAR, EVIDENCE, MEASURED, DIMENSION = "year", "evidence", "measure", "dimension"
OF_RECORDS = (YEAR, EVIDENCE, MEASURED, DIMENSION)
# What is asked of a source.
TYPE, PUBLISHER = "type", "publisher"
OF_SOURCES = (YEAR, TYPE, PUBLISHER)
# By what every record can be sorted beside its fields: the day on which it came in, and how many figures it holds.
ADDED, FIGURES = "added", "figures"
# The place in a sentence for the number of what the block itself is of.
COUNT = "count"
PLACE = re.compile(r"\{([^{}]*)\}")

Form = Literal["list", "table", "cards", "dots", "evidence-map", "count"]


def _texts(value: Any) -> Any:
    """One value or several, as texts: `2020` and `true` are words here."""
    values = [value] if value is None or isinstance(value, str | bool | int | Decimal) else value
    if not isinstance(values, list):
        raise refused("list_type", said("this is one value, or several in brackets, such as [a, b]"))
    return [str(one) if isinstance(one, bool | int | Decimal) else one for one in values]


_ONE = {"type": ["string", "integer", "boolean", "null"]}
Values = Annotated[
    tuple[Line | None, ...], BeforeValidator(_texts), WithJsonSchema({"anyOf": [_ONE, {"type": "array", "items": _ONE, "minItems": 1}]})
]


class Chosen(Model):
    """Some records of the catalog."""

    of: Name = about(said("The kind of the records; of what is counted also figure, statement or source."), "case")
    where: dict[Name, Values] = about(
        said(
            "Only those in which each of these has one of its values, or names a part of it; null stands for those without one. Beside fields "
            "there are year, evidence, measure and dimension, the last three of a figure that the record holds."
        ),
        {"stage": ["finished", "stopped"], "year": "2019/2021"},
        {},
    )
    has: Names = about(said("Only those in which these fields or parts of the story are filled in."), ["evaluations"], ())
    distinct: Name | None = about(
        said("Of a count: the field whose different values are counted, of records the largest that they are part of."), "places", None
    )

    @property
    def unwanted(self) -> dict[str, tuple[str | None, ...]]:
        """What those that are left out have, as in `where`."""
        return cast("dict[str, tuple[str | None, ...]]", getattr(self, "not"))

    @property
    def conditions(self) -> dict[str, dict[str, tuple[str | None, ...]]]:
        """What is asked, by the names under which it is declared."""
        return {"where": self.where, "not": self.unwanted}


# Two fields are called as people write them, which are words of Python.
_NOT: Any = {"not": (dict[Name, Values], about(said("None of those that have one of these values, written as in where."), {"stage": "planned"}, {}))}
CHOSEN: Any = create_model("Chosen", __base__=Chosen, __doc__=Chosen.__doc__, **_NOT)


class Living(Chosen):
    """A view of the catalog in a hand-written page."""

    sort: Line | None = about(
        said(
            "By what they are sorted, with a hyphen before it from the highest down: a field, a measure, {figures} (how many they hold) or {added} "
            "(when they came in). Unless given, by their names.",
            figures=FIGURES,
            added=ADDED,
        ),
        "-period",
        None,
    )
    limit: Least | None = about(said("How many are shown at the most."), 5, None)
    fields: tuple[Name, ...] = about(
        said(
            "The fields that a table has columns for, beside the names; also a measure, for a record's figure of it, and {figure} for its first.",
            figure=FIGURE,
        ),
        ["period", "places", FIGURE],
        (),
    )
    measure: Name | None = about(said("The measure whose figures are drawn as dots, one of each record."), "turnover", None)
    rows: Name | None = about(
        said("The field whose words are the rows of an evidence map; unless given, the first above the titles of the records."), "kind", None
    )
    sentence: Line | None = about(
        said("What is said with a count, which stands in place of {place}.", place="{count}"), "There are {count} cases.", None
    )
    counts: dict[Name, CHOSEN] = about(said("Further numbers of the sentence, each by the name of its place."), {"sources": {"of": "source"}}, {})

    @property
    def form(self) -> Form:
        """As what they are shown."""
        return cast("Form", getattr(self, "as"))

    @property
    def numbers(self) -> dict[str, Chosen]:
        """What is counted for a sentence, by the names of the places."""
        return {COUNT: self, **self.counts}


_AS: Any = {"as": (Form, about(said("As what they are shown."), "list"))}
LIVING: type[Living] = create_model("Living", __base__=Living, __doc__=Living.__doc__, **_AS, **_NOT)


class LivingBlock(NamedTuple):
    """A living block that was read, and its declaration, whose places are those of the page."""

    view: Living
    document: Document
