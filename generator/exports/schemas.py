"""`schema/`: the JSON Schemas of the files that people write, for editors of those who have no copy of the catalog's program at hand.

With the ids of all published records, the terms and the citation keys: what a file names can be completed and checked by address alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ..views import choices, file_schemas
from ..views.file_names import Schema
from ..views.site import Site
from . import File

ROOT = "schema/"


def files(site: Site) -> Iterator[File]:
    """One of each kind of record and of each other file that there is, and of the names that these refer to."""
    for path in (*file_schemas.used(site.public.catalog), file_schemas.NAMES):
        yield File(f"{ROOT}{path}", partial(_content, site.public, path), beside=True)


def _content(site: Site, path: str) -> str:
    return json.dumps(site.once(_documents)[path], ensure_ascii=False, indent=1) + "\n"


def _documents(site: Site) -> dict[str, Schema]:
    return file_schemas.documents(choices.of(site.catalog))
