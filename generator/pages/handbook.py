"""The handbook that writes itself: every rule, and every field of every kind of record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from inspect import cleandoc
from typing import Any

from ..base.diagnostic import Rule
from ..base.saying import Said
from ..records import walking
from ..records.declaration import FacetFile, FieldFile, KindFile, StoryFile, TraitFile
from ..records.explaining import fields_of, flow
from ..records.models import models
from ..records.rules import ProjectRule, Requirements, RulesFile
from ..records.values import Model, TermOf
from ..text import prose
from ..views.here import Here
from ..views.site import Anchor, Page, Site


def pages(site: Site) -> Iterator[Page]:
    """The list of rules, a page for each rule, and the field reference."""
    yield Page("rules/", site._("Rules"), "rules.html", _rules, _describe_rules, section="rules/")
    for rule in site.rules:
        yield Page(f"rules/{rule.code}/", rule.code, "rule.html", partial(_rule, rule), partial(_describe_rule, rule), section="rules/")
    yield Page("fields/", site._("Fields"), "fields.html", _fields, _describe_fields, section="fields/")


def _describe_rules(here: Here) -> str:
    return here.site._("Every rule that a catalog is checked by")


def _describe_rule(rule: Rule, here: Here) -> str:
    return prose.plain(rule.summary_in(here.site.settings.language), here)


def _describe_fields(here: Here) -> str:
    return here.site._("Every field of every kind of record, with an example")


def _rules(here: Here) -> Mapping[str, Any]:
    own = {item.id for item in here.site.catalog.rules.rules} if here.site.catalog.rules else set()
    rows = [
        (rule, here.href(f"rules/{rule.code}/"), here.prose(rule.summary_in(here.site.settings.language)))
        for rule in sorted(here.site.rules, key=lambda rule: rule.code)
    ]
    groups = [
        (title, part)
        for title, is_own in ((here.site._("Rules of this catalog"), True), (here.site._("Rules of every catalog"), False))
        if (part := [row for row in rows if (row[0].code in own) is is_own])
    ]
    return {"groups": groups, "toc": []}


def _rule(rule: Rule, here: Here) -> Mapping[str, Any]:
    return {"rule": rule, "html": here.prose(rule.page_in(here.site.settings.language), block=True), "toc": []}


def _fields(here: Here) -> Mapping[str, Any]:
    made = models(here.site.catalog.kinds)
    _ = here.site._
    found = [(part, made.labels.get(part) or _(spaced(part.__name__))) for part in made.reference]
    found += [(KindFile, _("A kind of records")), (FieldFile, _("A field of a kind")), (StoryFile, _("A part of a kind's story"))]
    found += [(TraitFile, _("A trait of a kind")), (FacetFile, _("A facet of a kind"))]
    found += [(RulesFile, _("The rules of a catalog")), (ProjectRule, _("A rule of a catalog")), (Requirements, _("What a rule requires"))]
    parts = [(f"_{part.__name__.lower()}", name, here.prose("\n\n".join(map(_, about(part))), block=True), _rows(part, here)) for part, name in found]
    lists = [(_anchor(name), vocabulary) for name, vocabulary in here.site.catalog.vocabularies.items()]
    toc = [*(Anchor(anchor, name) for anchor, name, _about, _rows in parts), *(Anchor(anchor, words.title) for anchor, words in lists)]
    return {"parts": parts, "vocabularies": lists, "toc": toc}


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
