"""Two cases side by side, `/compare/?a=…&b=…`: drawn by the browser from their files. Without JavaScript the page lists them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..views import form, side_by_side
from ..views.here import Here
from ..views.paging import LIST_LENGTH
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page, where there are two cases to compare."""
    if side_by_side.is_possible(site):
        main = site.catalog.kinds.main
        title = site._("Two {cases} side by side").format(cases=site._(main.nouns))
        yield Page(side_by_side.ADDRESS, title, "compare.html", _view, _description, section=f"{main.address}/", label=site._("Side by side"))


def _description(here: Here) -> str:
    return here.site._("Two {cases} side by side: their facts, and their figures of the same measure with marks and sources").format(
        cases=here.site._(here.site.catalog.kinds.main.nouns)
    )


def _view(here: Here) -> Mapping[str, Any]:
    main, cases = here.site.catalog.kinds.main, here.site.catalog.cases
    return {
        "kind": main,
        "list": here.href(f"{main.address}/"),
        "names": here.href(form.names_address(main)),
        "folder": here.href(f"{main.address}/"),
        "root": here.href("") if here.href("") != "./" else "",
        # Of very many the list itself has the rest.
        "cases": [here.link(entry) for entry in cases[:LIST_LENGTH]],
        "count": len(cases),
        "script": here.href("assets/casebook/compare.js"),
        "toc": [],
    }
