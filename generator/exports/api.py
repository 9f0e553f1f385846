"""`api/v1/`: the catalog as a static JSON API: lists of all records and sources, and its description in OpenAPI 3.1.

Every record already stands beside its page (`cases/ID/record.json`), at an address as permanent as the page. So the API writes no record a
second time: its lists lead to these files, and the description's paths are those of the files that there are. Sources are many and small: a catalog
of 1,000 cases has 4,000, and making that many files takes longer than all the rest of the data. So their lists hold them whole, as CSL-JSON. A list
of more than 500 is cut into pages, each with the address of the `next`. Links are web addresses when the site has one; otherwise they are
relative to the file in which they stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from ..catalog import care
from ..catalog.entries import Entry
from ..records.kinds import Kind
from ..records.models import models
from ..records.values import translated
from ..views import opendata
from ..views.here import summaries
from ..views.paging import LIST_LENGTH
from ..views.site import Site
from . import File

ROOT = "api/v1/"
_VERSION = "1.0.0"


def files(site: Site) -> Iterator[File]:
    """The entrance, the description, and the pages of each list."""
    public = site.public
    yield File(f"{ROOT}index.json", partial(_entrance, public), beside=True)
    yield File(f"{ROOT}openapi.json", partial(_openapi_content, public), beside=True)
    for kind in public.catalog.listed_kinds:
        entries = public.catalog.by_kind[kind.name]
        for number in range(1, _pages(entries) + 1):
            yield File(_list_address(kind.address, number), partial(_records, public, kind, number), beside=True)
    for number in range(1, _pages(public.catalog.references) + 1) if public.catalog.references else ():
        yield File(_list_address("sources", number), partial(_sources, public, number), beside=True)


def _pages(items: Any) -> int:
    return max(1, -(-len(items) // LIST_LENGTH))


def _list_address(name: str, number: int) -> str:
    return f"{ROOT}{name}/index{f'-{number}' if number > 1 else ''}.json"


def _entrance(site: Site) -> str:
    counts = {kind.address: len(site.catalog.by_kind[kind.name]) for kind in site.catalog.listed_kinds}
    if site.catalog.references:
        counts["sources"] = len(site.catalog.references)
    here = f"{ROOT}index.json"
    lists = [{"name": name, "count": count, "index": site.web(_list_address(name, 1), here)} for name, count in counts.items()]
    links = {name: site.web(address, here) for name, address in _FILES.items()}
    value = {"name": site.settings.name, "license": site.settings.licence.url if site.settings.licence else "", "lists": lists, **links}
    return opendata.by_lines({name: part for name, part in value.items() if part}) + "\n"


_FILES = {"openapi": f"{ROOT}openapi.json", "catalog": "data/catalog.json", "schema": "data/catalog.schema.json", "changes": "data/changes.json"}


def _list(site: Site, name: str, number: int, count: int, items: Iterable[str]) -> str:
    """One page of a list of JSON texts, with the addresses of its neighbours."""
    here, last = _list_address(name, number), max(1, -(-count // LIST_LENGTH))
    value: dict[str, Any] = {"count": count, "page": number, "pages": last}
    if number > 1:
        value["previous"] = site.web(_list_address(name, number - 1), here)
    if number < last:
        value["next"] = site.web(_list_address(name, number + 1), here)
    fields = ",\n".join(f'"{name}": {opendata.encode(part)}' for name, part in value.items())
    listed = ",\n".join(items)
    return f'{{\n{fields},\n"items": [\n{listed}\n]\n}}\n'


def _page_of(items: Sequence[Any], number: int) -> Sequence[Any]:
    return items[(number - 1) * LIST_LENGTH : number * LIST_LENGTH]


def _records(site: Site, kind: Kind, number: int) -> str:
    entries = site.catalog.by_kind[kind.name]
    here, texts = _list_address(kind.address, number), site.once(summaries)
    items = (opendata.encode(_record(site, entry, here, texts[entry.id])) for entry in _page_of(entries, number))
    return _list(site, kind.address, number, len(entries), items)


def _record(site: Site, entry: Entry, here: str, summary: str) -> dict[str, Any]:
    found = {
        "id": entry.id,
        "title": entry.record.label,
        **{translated("title", name.language): name.text for name in entry.record.names},
        "summary": summary,
        "page": site.web(entry.address, here),
        "data": site.web(f"{entry.address}record.json", here),
        "markdown": site.web(f"{entry.address}index.md", here),
        "changed": site.catalog.changed(entry.path),
    }
    return {name: value for name, value in found.items() if value}


def _sources(site: Site, number: int) -> str:
    texts = list(site.once(opendata.source_texts).values())
    return _list(site, "sources", number, len(texts), _page_of(texts, number))


# --- the description -------------------------------------------------------------------------------------------


def _openapi_content(site: Site) -> str:
    return json.dumps(openapi(site), ensure_ascii=False, indent=1) + "\n"


def openapi(site: Site) -> dict[str, Any]:
    """The description of the API (OpenAPI 3.1): every JSON file of the site that is there to be read by programs."""
    info = {
        "title": f"{site.settings.name}: the catalog",
        "description": "Static files: there are no queries and no keys, and every answer is the same for everybody. Lists lead to the records.",
        "version": _VERSION,
        **({"license": {"name": site.settings.licence.name, "url": site.settings.licence.url}} if site.settings.licence else {}),
    }
    paths = {
        f"/{ROOT}index.json": _get("The entrance: all lists, with how much is in each", "Entrance"),
        f"/{ROOT}openapi.json": _get("This description", "Description"),
        "/data/catalog.json": _get("The whole catalog in one file", "Catalog"),
        "/data/changes.json": _get("What came in and what changed, the latest first", "Changes"),
    }
    if care.is_possible(site.catalog):
        paths["/quality/todo.json"] = _get("What wants doing, with the line to edit", "Todo")
    for kind in site.catalog.listed_kinds:
        pages = _pages(site.catalog.by_kind[kind.name])
        paths |= _list_paths(kind.address, kind.nouns, "RecordList", pages)
        paths[f"/{kind.address}/{{id}}/record.json"] = _get(
            f"One of the {kind.nouns}", models(site.catalog.kinds).records[kind.name].__name__, "id", opendata.ID
        )
    if site.catalog.references:
        paths |= _list_paths("sources", "sources", "SourceList", _pages(site.catalog.references))
    return {
        "openapi": "3.1.0",
        "info": info,
        # Without an address of the site: the root as seen from this file.
        "servers": [{"url": site.settings.url.rstrip("/") or "../.."}],
        "paths": paths,
        "components": {"schemas": {**opendata.schemas(site, "#/components/schemas/{model}"), **_answers(site)}},
    }


def _list_paths(name: str, what: str, schema: str, pages: int) -> dict[str, Any]:
    found = {f"/{ROOT}{name}/index.json": _get(f"All {what}: the first {LIST_LENGTH}", schema)}
    if pages > 1:
        number = {"type": "integer", "minimum": 2, "maximum": pages}
        found[f"/{ROOT}{name}/index-{{page}}.json"] = _get(f"All {what}: the {LIST_LENGTH} of a further page", schema, "page", number)
    return found


def _get(summary: str, schema: str, parameter: str = "", of: dict[str, Any] | None = None) -> dict[str, Any]:
    """A path that answers with one schema; `parameter` is the name of the part of the path that varies."""
    answer = {"description": summary, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}
    operation: dict[str, Any] = {"summary": summary, "responses": {"200": answer}}
    if parameter:
        operation["parameters"] = [{"name": parameter, "in": "path", "required": True, "schema": of}]
        operation["responses"]["404"] = {"description": "There is no such file."}
    return {"get": operation}


def _answers(site: Site) -> dict[str, Any]:
    """The schemas of what is not in the catalog itself."""
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    titles = ("title", *(translated("title", language) for language in site.catalog.kinds.languages))
    record = _object(
        {"id": opendata.ID, **dict.fromkeys((*titles, "summary", "page", "data", "markdown"), text), "changed": day},
        ("id", "title", "page", "data", "markdown"),
    )
    changed = {
        "type": {"enum": [kind.name for kind in site.catalog.listed_kinds]},
        "id": opendata.ID,
        **dict.fromkeys(("title", "address", "data"), text),
    }
    corrected = dict.fromkeys(("record", "address", "on", "what", "was", "now", "why"), text)
    return {
        "Entrance": _object(
            {
                **dict.fromkeys(("name", *(("license",) if site.settings.licence else ()), *_FILES), text),
                "lists": _array(_object({"name": text, "count": count, "index": text}, ("name", "count", "index"))),
            },
            ("name", "lists", *_FILES),
        ),
        "Description": {"type": "object", "description": "An OpenAPI document."},
        "Catalog": {"type": "object", "description": "Described by data/catalog.schema.json."},
        "Changes": _object(
            {
                "records": _array(_object({**changed, "added": {"anyOf": [day, {"type": "null"}]}, "changed": day}, (*changed, "changed"))),
                "corrections": _array(_object(corrected, tuple(corrected))),
            },
            ("records", "corrections"),
        ),
        **({"Todo": _todo()} if care.is_possible(site.catalog) else {}),
        "RecordList": _list_schema(record),
        "SourceList": _list_schema({"$ref": "#/components/schemas/Source"}),
    }


def _todo() -> dict[str, Any]:
    """The schema of what `care.as_data` gives."""
    text, number = {"type": "string"}, {"type": "integer", "minimum": 1}
    work = {**dict.fromkeys(("name", "label", "why"), text), "minutes": number}
    need = {"work": {"enum": list(care.BY_NAME)}, **dict.fromkeys(("record", "claim", "source", "note", "path"), text), "line": number}
    return _object({"works": _array(_object(work, tuple(work))), "todo": _array(_object(need, tuple(need)))}, ("works", "todo"))


def _list_schema(item: dict[str, Any]) -> dict[str, Any]:
    one = {"type": "integer", "minimum": 1}
    properties = {"count": {"type": "integer", "minimum": 0}, "page": one, "pages": one, "previous": {"type": "string"}, "next": {"type": "string"}}
    return _object({**properties, "items": {**_array(item), "maxItems": LIST_LENGTH}}, ("count", "page", "pages", "items"))


def _object(properties: dict[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
