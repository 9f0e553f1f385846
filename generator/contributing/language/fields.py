"""Which fields there are at a place of a file, and what one takes: from the same models by which the file is checked."""

from __future__ import annotations

from typing import NamedTuple

from ...base.saying import Said, as_it_is, joined
from ...catalog.catalog import Catalog
from ...reading.yaml_reader import Route
from ...records import folder, walking
from ...records.declaration import KindFile
from ...records.kinds import Kinds
from ...records.model_fields import fields_of, flow, inner_model, model_at
from ...records.models import models
from ...records.parts import Synonyms
from ...records.rules import RulesFile
from ...records.values import Model, Role

# The fields whose values are citation keys, kinds, vocabularies and records, where no role says so.
CITING = ("cite", "source", "cites")
_KINDS, _VOCABULARIES, _RECORDS = ("kind", "of"), ("vocabulary",), ("not_for",)


class Field(NamedTuple):
    """A field: what it is for, an example as YAML, what its values are to the catalog or the few words that they are, and what they are made of.

    `is_text`: its values are texts, as they are typed.
    """

    name: str
    description: str
    example: str = ""
    role: Role | None = None
    words: tuple[str, ...] = ()
    inner: type[Model] | None = None
    is_many: bool = False
    is_required: bool = False
    is_text: bool = True

    @property
    def documentation(self) -> Said:
        """The same for readers, as Markdown."""
        about = as_it_is(self.description)
        return joined([about, as_it_is(f"```yaml\n{self.example}\n```")], "\n\n") if self.example else about


def model_of(kinds: Kinds, path: str) -> type[Model] | None:
    """The model of a file of the project; None for what is no YAML of the catalog."""
    where, _, name = path.rpartition("/")
    if not name.endswith(".yml") or not path.startswith(f"{folder.CASES}/"):
        return None
    found = models(kinds)
    others: dict[str, type[Model]] = {folder.SYNONYMS: Synonyms, folder.RULES_FILE: RulesFile}
    folders: dict[str, type[Model]] = {folder.KINDS: KindFile, folder.VOCABULARIES: found.vocabulary, folder.MAPS: found.map}
    kind = kinds.by_folder.get(where.removeprefix(folder.CASES).lstrip("/"))
    return others.get(path) or folders.get(where) or (found.records[kind.name] if kind else None)


def fields(model: type[Model], route: Route) -> list[Field]:
    """The fields of the mapping at a route, in the order in which people should meet them; none where there is no such mapping."""
    owner = model_at(model, route)
    if owner is None or (route and _is_plain(model, route)):
        return []
    return [_field(owner, name) for name in fields_of(owner)]


def field_at(model: type[Model], route: Route) -> Field | None:
    """The field that the last name of a route is."""
    names = [place for place, step in enumerate(route) if isinstance(step, str)]
    owner = model_at(model, route[: names[-1]]) if names else None
    name = str(route[names[-1]]) if names else ""
    return _field(owner, name) if owner and name in owner.model_fields else None


def _is_plain(model: type[Model], route: Route) -> bool:
    """Whether the values at a route are no mappings."""
    field = field_at(model, route)
    return field is not None and field.inner is None


def _field(owner: type[Model], name: str) -> Field:
    info = owner.model_fields[name]
    words = walking.choices(owner, name)
    given = (info.examples or [None])[0]
    return Field(
        name,
        str(info.description or ""),
        "" if given is None else f"{name}: {flow(given)}",
        walking.roles(owner).get(name),
        words if isinstance(words, tuple) else ("true", "false") if "bool" in str(info.annotation) else (),
        inner_model(info.annotation),
        "tuple" in str(info.annotation),
        info.is_required(),
        walking.is_text(owner, name),
    )


def named_otherwise(catalog: Catalog, field: Field) -> dict[str, str]:
    """What can be named in a field of the project's own files, with what it is: kinds, vocabularies, records."""
    if field.name in _KINDS:
        return {kind.name: kind.description for kind in catalog.kinds}
    if field.name in _VOCABULARIES:
        return {name: vocabulary.summary for name, vocabulary in catalog.vocabularies.items()}
    return {entry.id: entry.record.label for entry in catalog} if field.name in _RECORDS else {}
