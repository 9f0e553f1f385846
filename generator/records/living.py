"""What a living block of a hand-written page declares: which records of the catalog it shows, and as what."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple, cast

from pydantic import create_model

from ..base.saying import said
from ..reading.yaml_reader import Document
from .declaration import Name
from .values import Least, Line, Model, about

# What can be counted beside the records of a kind.
FIGURE, STATEMENT, SOURCE = "figure", "statement", "source"
COUNTED = (FIGURE, STATEMENT, SOURCE)
# The place in a sentence for the number of what the block itself is of.
COUNT = "count"
PLACE = re.compile(r"\{([^{}]*)\}")

Form = Literal["list", "table", "cards", "evidence-map", "count"]


class Chosen(Model):
    """Some records of the catalog."""

    of: Name = about(said("The kind of the records; of what is counted also figure, statement or source."), "case")
    where: dict[Name, Line | None] = about(
        said("Only records in which a field has this value, or names a part of it; those without one where the value is null."),
        {"stage": "finished"},
        {},
    )


class Living(Chosen):
    """A view of the catalog in a hand-written page."""

    sort: Line | None = about(said("The field by which they are sorted, with a hyphen before it from the highest down."), "-period", None)
    limit: Least | None = about(said("How many are shown at the most."), 5, None)
    fields: tuple[Name, ...] = about(said("The fields that a table has columns for, beside the names."), ["period", "places"], ())
    rows: Name | None = about(
        said("The field whose words are the rows of an evidence map; unless given, the first above the titles of the records."), "kind", None
    )
    sentence: Line | None = about(
        said("What is said with a count, which stands in place of {place}.", place="{count}"), "There are {count} cases.", None
    )
    counts: dict[Name, Chosen] = about(said("Further numbers of the sentence, each by the name of its place."), {"sources": {"of": "source"}}, {})

    @property
    def form(self) -> Form:
        """As what they are shown."""
        return cast("Form", getattr(self, "as"))

    @property
    def numbers(self) -> dict[str, Chosen]:
        """What is counted for a sentence, by the names of the places."""
        return {COUNT: self, **self.counts}


# The field is called as people write it, which is a word of Python.
_AS: Any = {"as": (Form, about(said("As what they are shown."), "list"))}
LIVING: type[Living] = create_model("Living", __base__=Living, __doc__=Living.__doc__, **_AS)


class LivingBlock(NamedTuple):
    """A living block that was read, and its declaration, whose places are those of the page."""

    view: Living
    document: Document
