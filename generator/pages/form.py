"""The form for those without Git: a new record, a source, or a correction, written in the browser and handed over as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..views import form
from ..views.here import Here
from ..views.hosting import host_of
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page."""
    yield Page(form.ADDRESS, site._("Add or correct a record"), "form.html", _view, _description, section=form.ADDRESS, label=site._("Contribute"))


def _description(here: Here) -> str:
    return here.site._("A form that writes the file of a new record or of a correction, in the browser")


def _view(here: Here) -> Mapping[str, Any]:
    settings = here.site.settings
    return {
        "script": "" if settings.offline else here.href("assets/casebook/form/page.js"),
        "style": here.href("assets/casebook/form/form.css"),
        "data": here.href(form.FOLDER),
        "root": here.href(""),
        "how_to": next((here.href(page.address) for page in here.site.catalog.docs if page.address == form.FOLDER), ""),
        "fields": here.href("fields/"),
        "host": host_of(settings.edit_base),
        "toc": [],
    }
