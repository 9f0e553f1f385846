"""The handbook that writes itself: every rule, and every field of every kind of record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from inspect import cleandoc
from typing import Any

from ..base.diagnostic import Concern, Rule
from ..base.saying import Said, said
from ..records import walking
from ..records.declaration import FacetFile, FieldFile, KindFile, StoryFile, TraitFile
from ..records.model_fields import fields_of, flow
from ..records.models import models
from ..records.rules import ProjectRule, Requirements, RulesFile
from ..records.values import Model, TermOf
from ..text import anchors, prose
from ..views.here import Here
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """The list of rules, a page for each rule, and the field reference."""
    yield Page("rules/", site._("Rules"), "handbook_rules.html", _rules, _describe_rules, section="rules/")
    for rule in site.rules:
        yield Page(f"rules/{rule.code}/", rule.code, "handbook_rule.html", partial(_rule, rule), partial(_describe_rule, rule), section="rules/")
    yield Page("fields/", site._("Fields"), "handbook_fields.html", _fields, _describe_fields, section="fields/")


def _describe_rules(here: Here) -> str:
    return here.site._("Every rule that a catalog is checked by")


def _describe_rule(rule: Rule, here: Here) -> str:
    return prose.plain(rule.summary_in(here.site.settings.language), here)


def _describe_fields(here: Here) -> str:
    return here.site._("Every field of every kind of record, with an example")


# What rules are about, in words, in the order in which somebody who writes a record meets them.
CONCERNS: Mapping[Concern, Said] = {
    Concern.RECORDS: said("Records and their fields"),
    Concern.CLAIMS: said("Figures and statements"),
    Concern.SOURCES: said("Sources and citations"),
    Concern.TEXTS: said("Texts and the links in them"),
    Concern.YAML: said("How a file is written"),
    Concern.CHANGES: said("Changes to what is published"),
    Concern.PROJECT: said("The settings of the project"),
    Concern.SITE: said("The finished site"),
}


def _rules(here: Here) -> Mapping[str, Any]:
    own = {item.id for item in here.site.catalog.rules.rules} if here.site.catalog.rules else set()
    groups: dict[str, list[tuple[Rule, str, Any]]] = {here.site._("Rules of this catalog"): []}
    groups |= {here.site._(label): [] for label in CONCERNS.values()}
    for rule in sorted(here.site.rules, key=lambda rule: rule.code):
        label = here.site._("Rules of this catalog") if rule.code in own else here.site._(CONCERNS[rule.about])
        groups[label].append((rule, here.href(f"rules/{rule.code}/"), here.prose(rule.summary_in(here.site.settings.language))))
    shown = {label: rows for label, rows in groups.items() if rows}
    return {"groups": [(_id("rules", number), label, rows) for number, (label, rows) in enumerate(shown.items())], "toc": []}


def _id(section: str, number: int) -> str:
    return anchors.named(section, str(number))


def _rule(rule: Rule, here: Here) -> Mapping[str, Any]:
    return {"rule": rule, "html": here.prose(rule.page_in(here.site.settings.language), block=True), "toc": []}


def _fields(here: Here) -> Mapping[str, Any]:
    made = models(here.site.catalog.kinds)
    _ = here.site._
    records = [part for part in made.reference if part in made.labels]
    shared = [part for part in made.reference if part not in made.labels]
    declared: list[tuple[type[Model], str]] = [
        (KindFile, _("A kind of records")),
        (FieldFile, _("A field of a kind")),
        (StoryFile, _("A part of a kind's story")),
    ]
    declared += [(TraitFile, _("A trait of a kind")), (FacetFile, _("A facet of a kind"))]
    declared += [(RulesFile, _("The rules of a catalog")), (ProjectRule, _("A rule of a catalog")), (Requirements, _("What a rule requires"))]
    groups = [
        (_("What a record holds"), [(part, _(made.labels[part])) for part in records]),
        (_("What records share"), [(part, _(spaced(part.__name__))) for part in shared]),
        (_("What the project declares"), declared),
    ]
    parts = [(heading, [_part(part, name, here) for part, name in found]) for heading, found in groups]
    lists = [(_anchor(name), vocabulary) for name, vocabulary in here.site.catalog.vocabularies.items()]
    return {"groups": parts, "vocabularies": lists, "toc": []}


def _part(part: type[Model], name: str, here: Here) -> tuple[str, str, Any, list[dict[str, Any]]]:
    """A part of the reference: its place on the page, its name, what it is, and its fields."""
    text = here.prose("\n\n".join(map(here.site._, about(part))), block=True)
    return f"_{part.__name__.lower()}", name, text, _rows(part, here)


def _anchor(vocabulary: str) -> str:
    """Where the page lists the words of a vocabulary. The hyphen keeps it apart from the names of models."""
    return f"vocabulary-{vocabulary}"


def about(part: type[Model]) -> list[str]:
    """What a part of a record is, in paragraphs that can be said in another language."""
    told = part.__doc__ or ""
    return [told] if isinstance(told, Said) else cleandoc(told).split("\n\n")


def spaced(name: str) -> str:
    """The name of a class as words: "Tile map"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _rows(part: type[Model], here: Here) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "required": field.is_required(),
            "description": here.prose(here.site._(field.description or "")),
            "example": f"{name}: {flow(field.examples[0])}" if field.examples else "",
            **_choices(part, name, here),
        }
        for name, field in fields_of(part).items()
    ]


def _choices(part: type[Model], name: str, here: Here) -> dict[str, Any]:
    """What the values of a field are chosen from: `words`, or a `vocabulary` with its title and its place on the page."""
    found = walking.choices(part, name)
    if not isinstance(found, TermOf):
        return {"words": found or (), "vocabulary": None}
    vocabulary = here.site.catalog.vocabularies.get(found.vocabulary)
    return {"words": (), "vocabulary": (_anchor(found.vocabulary), vocabulary.title) if vocabulary else None}
