"""`quality/todo.json`: all that the catalog wants doing to it, by kinds of work, as `casebook todo` has it too, but for what a day decides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ..catalog import care
from ..views import wanted
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file, beside the page."""
    if care.is_possible(site.catalog):
        yield File("quality/todo.json", partial(_content, site.public), beside=True)


def _content(site: Site) -> str:
    return json.dumps(care.as_data(site.once(wanted.every)), ensure_ascii=False) + "\n"
