"""What records of every kind are made of: claims, reviews, corrections, events and steps; and the files beside them, vocabularies and maps.

Frozen pydantic models. A field is declared once: its type, description and example become the JSON Schema, the field reference and the
skeleton of a new record. Models hold values only; positions stay in `yaml_reader.Document`.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, model_validator

from ..base import amounts
from ..base.saying import either, said
from .values import (
    RANGE_BOUNDS,
    Amount,
    Bound,
    Cell,
    Citations,
    Date,
    Drawing,
    FactProse,
    FormerId,
    InlineProse,
    IsoCode,
    Line,
    MeasureId,
    Model,
    Number,
    PartyId,
    Refers,
    Slug,
    Translation,
    Words,
    about,
    inside,
    refused,
)

_SOURCES = ("source", "sources", "citation", "citations", "reference", "references", "ref", "refs", "cites")
_CALLED_IN_CLAIMS = {
    "cite": (*_SOURCES, "url", "link"),
    "as_of": ("date", "when", "year", "time", "at", "asof", "day", "period"),
    "measure": ("metric", "indicator", "variable"),
    "value": ("amount", "number", "figure", "count", "total"),
    "unit": ("units", "currency"),
    "statement": ("text", "claim", "content", "sentence"),
    "note": ("comment", "comments", "remark", "notes", "caveat", "footnote"),
    "bound": ("qualifier", "precision", "bounds", "approximate", "approx", "estimated"),
    "interval": ("ci", "confidence_interval", "confidence", "margin", "margin_of_error"),
    "also": ("original", "converted", "conversion", "equivalent"),
    "origin": ("said_by", "according_to", "claimant", "by", "who", "speaker"),
    "rank": ("preferred", "priority"),
    "scope": ("coverage", "of_what"),
    "why": ("reason", "because"),
}
# In per cent: an interval as likely as not to hold the true value says nothing.
_HALF, _ALL = 50, 100


class Quantity(Model):
    """A number with its unit, as the source itself converts it."""

    value: Amount = about("The number, in digits, or a range such as `{from: 10, to: 20}`.", 77781)
    unit: Line = about("Its unit: a currency code (ISO 4217), a unit of measurement, or the thing counted.", "USD")


class Interval(Model):
    """Between which two numbers a figure lies with a stated confidence: how sure an estimate is."""

    called: ClassVar[Words] = {
        "low": ("from", "lower", "lower_limit", "min", "minimum"),
        "high": ("to", "upper", "upper_limit", "max", "maximum"),
        "level": ("confidence", "percent", "ci"),
    }

    low: Number = about("Its lower limit.", 2)
    high: Number = about("Its upper limit.", 6)
    level: Number = about("How sure, in per cent, as the source states it: mostly 95.", 95)

    @model_validator(mode="after")
    def _in_order(self) -> Interval:
        if not self.low < self.high:
            raise inside({"high": self.high}, "high", "interval", said("the upper limit of an interval is larger than the lower one"))
        if not _HALF < self.level < _ALL:
            raise inside({"level": self.level}, "level", "interval", said("the level of an interval is a number of per cent, such as 95"))
        return self

    def __str__(self) -> str:
        return f"{self.low} to {self.high} ({self.level}%)"


class Claim(Model):
    """A figure or a statement with its own address and source: the unit of knowledge.

    A figure has `measure` and `value`; a statement has `statement`. Never both.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"value": {"type": "object"}}, "required": ["value"]},
            "then": {"properties": {"bound": {"enum": list(RANGE_BOUNDS)}}},
        }
    )

    called: ClassVar[Words] = _CALLED_IN_CLAIMS

    id: Slug = about("Part of the claim's permanent address, behind the `#`; never used again for another claim.", "visitors")
    measure: MeasureId | None = about("The measure that a figure is of: a record in `cases/measures/`.", "people-reached", None)
    value: Amount | None = about(
        "The figure, in digits, exactly as the source states it; a range such as `{from: 10, to: 20}` when it gives two numbers.", 5200, None
    )
    unit: Line | None = about("The figure's unit, when it is not the measure's own.", "EUR", None)
    bound: Bound = about(
        "How the source qualifies the figure; a range is `exact` or `about`. Below zero it goes by the number line, not by size: "
        "a fall of more than 30% is -30 with `less-than`, one of at most 30% is -30 with `more-than`.",
        "about",
        "exact",
    )
    also: tuple[Quantity, ...] = about("The same quantity as the source itself gives it in other units.", [{"value": 77781, "unit": "USD"}], ())
    interval: Interval | None = about(
        "How sure an estimate is: the limits of its confidence interval, in the figure's own unit.", {"low": 2, "high": 6, "level": 95}, None
    )
    statement: FactProse | None = about("What is claimed, when it is no figure, as one sentence.", "Nobody has counted how many came back.", None)
    as_of: Date | None = about(
        "When the claim held, as precisely as stated: a year, month or day (`2020~`: about then), or an interval (`2020/..`: since then).",
        "2020-04-18",
        None,
    )
    scope: InlineProse | None = about("What exactly was counted, so that nobody reads more into it.", "the whole campaign, not one day of it", None)
    origin: PartyId | None = about("Who the claim comes from, when the source only relays it; of a judgement, whose it is.", "the-organisers", None)
    cite: Citations = about(
        "The sources, as `key` or `key[locator]`; a list for several. With the few words in which the source states it: "
        '`{source: "key[locator]", quote: the words}`, at most 15 words, in the language of the source.',
        "smith2020[p. 9]",
        (),
    )
    note: InlineProse | None = about("A doubt or explanation that the reader should see.", "The source gives no unit.", None)
    rank: Literal["preferred", "normal", "deprecated"] = about("Which of several values to trust; `preferred` needs a `why`.", "preferred", "normal")
    why: InlineProse | None = about("Why this value is preferred or deprecated.", "The later count includes every day.", None)

    @model_validator(mode="after")
    def _one_kind(self) -> Claim:
        if self.statement is None and (self.measure is None) != (self.value is None):
            raise inside({}, "value" if self.value is None else "measure", "missing")
        if self.statement is None and self.measure is None:
            raise refused("claim_kind", said("a claim needs either 'measure' and 'value', or 'statement'"))
        if self.statement is not None and (self.measure is not None or self.value is not None):
            raise refused("claim_kind", said("a claim is a figure or a statement, and this has both: split it in two, each with an id of its own"))
        if self.interval is not None and (self.value is None or isinstance(self.value, amounts.Range)):
            raise inside({}, "interval", "interval", said("only a figure of one number has an interval, no range and no statement"))
        if isinstance(self.value, amounts.Range) and self.bound not in RANGE_BOUNDS:
            reason = said("a range is {bounds}, not '{bound}': its two numbers are the bounds", bounds=either(RANGE_BOUNDS), bound=self.bound)
            raise inside({"bound": self.bound}, "bound", "range_bound", reason)
        if self.rank != "normal" and self.why is None:
            raise refused("rank_why", said("rank '{rank}' needs a 'why'", rank=self.rank))
        return self


class Review(Model):
    """Who last read the record against its sources, and when."""

    called: ClassVar[Words] = {"on": ("date", "when", "day", "reviewed_on"), "by": ("who", "author", "reviewer", "name", "reviewed_by")}

    on: Date = about("The day of the review.", "2026-11-20")
    by: Line = about("Who reviewed it.", "A. Editor")


class Event(Model):
    """One entry of a timeline."""

    called: ClassVar[Words] = {"date": ("when", "day", "year", "time", "on"), "text": ("event", "what", "description", "title", "summary")}

    date: Date = about("When, as precisely as the source states it.", "2020-03-02")
    text: FactProse = about("What happened, in one sentence.", "The gates open at noon. [@smith2020]")


class Step(Model):
    """One step of something that happened in an order, but on no known day."""

    text: FactProse = about("What happened, in one sentence.", "The crew leaves the bridge. [@smith2020, p. 3]")
    records: tuple[Annotated[Slug, Refers()], ...] = about("The records that the step is about.", ["a-record"], ())


class Correction(Model):
    """A change to something published, kept in the open."""

    called: ClassVar[Words] = {
        "on": ("date", "when", "day"),
        "what": ("field", "where", "claim"),
        "was": ("old", "before", "from"),
        "now": ("new", "after", "to"),
        "why": ("reason", "because", "note"),
    }

    on: Date = about("The day of the correction.", "2026-11-21")
    what: Line = about("What was corrected: a field, `claims/ID`, or `sources/KEY`.", "claims/visitors")
    was: Line = about("What it said before.", "5,200")
    now: Line = about("What it says now.", "up to 5,200")
    why: InlineProse = about("Why it was changed.", "The source says 'up to'.")


class Ignore(Model):
    """A warning that somebody has looked at and set aside, in the open."""

    called: ClassVar[Words] = {"code": ("rule", "warning", "id", "name"), "why": ("reason", "because", "note")}

    code: Line = about("The rule, as it stands in brackets behind the word warning.", "orphan-source")
    why: InlineProse = about("Why it may stand.", "The paper comes out next year.")


class Record(Model):
    """What every record has. `reading_order` has the names of all fields of a kind as people should meet them."""

    reading_order: ClassVar[tuple[str, ...]] = ()
    called: ClassVar[Words] = {
        "summary": ("description", "abstract", "intro", "introduction", "teaser", "lead"),
        "text": ("body", "content", "article"),
        "aliases": ("alias", "synonyms", "alt", "also_known_as", "aka", "other_names"),
        "claims": ("claim", "figures", "numbers", "facts", "data", "statistics", "stats", "metrics", "statements"),
        "cite": (*_SOURCES, "bibliography"),
        "reviewed": ("review", "reviewer", "reviewed_by", "reviewed_on"),
        "corrections": ("correction", "errata"),
        "ignore": ("ignored", "suppress"),
        "formerly": ("former", "former_id", "old_id", "redirect_from"),
    }

    aliases: tuple[Line, ...] = about("Other names and spellings under which people look for it.", ["Another Name"], ())
    claims: tuple[Claim, ...] = about(
        "Figures and statements, the most telling first.",
        [{"id": "visitors", "measure": "people-reached", "value": 5200, "bound": "up-to", "as_of": "2020-04-18", "cite": "smith2020[p. 9]"}],
        (),
    )
    cite: Citations = about("Sources of the record as a whole, as `key` or `key[locator]`; a list for several.", "smith2020", ())
    status: Literal["draft", "published"] = about("A draft is checked, but shown only with `--drafts`.", "draft", "published")
    reviewed: Review | None = about("The last review against the sources.", {"on": "2026-11-20", "by": "A. Editor"}, None)
    corrections: tuple[Correction, ...] = about(
        "Changes to something published.",
        [{"on": "2026-11-21", "what": "claims/visitors", "was": "5,200", "now": "up to 5,200", "why": "A bound was lost."}],
        (),
    )
    ignore: tuple[Ignore, ...] = about(
        "Warnings about this record that may stand, each with the reason; an error cannot be set aside.",
        [{"code": "orphan-entity", "why": "The case that names it is being written."}],
        (),
    )
    formerly: tuple[FormerId, ...] = about(
        "Ids that this record had before, each with the folder of its old address where that was another (`ports/old-id`). "
        "The old addresses go on answering, with their claims.",
        ["old-id"],
        (),
    )

    @property
    def label(self) -> str:
        """The record's title or name."""
        # From where pydantic keeps them: it takes long to say that a record has no such field.
        return str(self.__dict__.get("title") or self.__dict__.get("name", ""))

    @property
    def names(self) -> tuple[Translation, ...]:
        """The record's title or name in the site's further languages, where it has one."""
        return self.translations("title") or self.translations("name")

    def get(self, name: str) -> Any:
        """The value of a field that its kind declares; None when it has none, or no such field."""
        return self.__dict__.get(name)

    def words(self, name: str) -> str:
        """The value of a field of text; empty when it has none."""
        return str(self.__dict__.get(name) or "")

    def items(self, name: str) -> tuple[Any, ...]:
        """The values of a field, of which there may be several, one, or none."""
        value = self.__dict__.get(name)
        return value if isinstance(value, tuple) else () if value is None else (value,)


class Term(Model):
    """One word of a vocabulary."""

    called: ClassVar[Words] = {"id": ("word", "term", "key"), "label": ("name", "title"), "description": ("definition", "meaning", "summary")}

    id: Slug = about("The word as records use it.", "organiser")
    label: Line = about("How it is shown.", "organiser")
    inverse: Line | None = about("For a relation: how it reads from the other side.", "continued by", None)
    description: Line = about("When to use it.", "Whoever called the others together.")
    outside: bool = about(
        "For a part that somebody has in a record: whoever has it looks on from outside, as a reporter or an inspector does, and is no party by it. "
        "What they publish is a voice of its own, unless they have another part there, own or belong to a party, or it is a claim of theirs.",
        True,
        False,
    )
    motif: Drawing | None = about(
        "A small drawing in line for it, on the cards and at the head of records that stand under this word: SVG path data with the commands M, L, C "
        "and Z, all absolute, in a field of 96 by 96.",
        "M12 84L84 84M48 84L48 30C48 18 62 14 72 16",
        None,
    )


class Vocabulary(Model):
    """A list of words that a field may take: `cases/vocabularies/NAME.yml`."""

    called: ClassVar[Words] = {"title": ("name", "label"), "summary": ("description",), "terms": ("words", "items", "values")}

    title: Line = about("What the list is.", "Roles")
    summary: Line = about("What it is for.", "The parts that somebody can have.")
    terms: tuple[Term, ...] = about("The words.", [{"id": "organiser", "label": "organiser", "description": "Whoever called the others together."}])


class Synonyms(Model):
    """Words that mean the same to whoever searches: `cases/synonyms.yml`, where there is such a file."""

    synonyms: tuple[tuple[Line, ...], ...] = about(
        "Groups of words and short phrases, in any language; whoever looks for one of a group finds the others, too.",
        [["boat", "vessel"], ["donation", "gift"]],
    )


class Tile(Model):
    """One cell of a map: a place by its code, and where in the grid it stands."""

    called: ClassVar[Words] = {"iso": ("code", "id"), "label": ("name", "title"), "row": ("y",), "column": ("x", "col")}

    iso: IsoCode = about("The code of the place: ISO 3166-2 for a part of a country, ISO 3166-1 for a country.", "DE-BY")
    label: Line = about("Its name, short enough for a cell.", "Bavaria")
    row: Cell = about("The row, counted from the top.", 4)
    column: Cell = about("The column, counted from the left.", 4)


class TileMap(Model):
    """A country as a grid of equal cells, one for each of its parts: `cases/maps/NAME.yml`.

    A record is shown in the cell that has its `iso` code, or that of the one it is part of.
    """

    title: Line = about("What the map shows.", "Germany")
    note: Line = about("What readers should know about it: what a cell stands for, and what it does not.", "One equal cell for each part.")
    tiles: tuple[Tile, ...] = about("The cells.", [{"iso": "DE-BY", "label": "Bavaria", "row": 4, "column": 4}])
