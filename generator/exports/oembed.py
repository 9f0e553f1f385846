"""`oembed.json` beside every page for frames: how another site shows the record, after oEmbed 1.0 (https://oembed.com/, 2.3.4: rich).

A page names its file, and whoever reads oEmbed asks for that; no server answers for the width that is asked for, so the frame has a common
one. All in it is absolute: a site without an address has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ..catalog.entries import Entry
from ..views import sharing
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file for each record that other sites can show."""
    for entry in sharing.embedded(site):
        if site.settings.url:
            yield _file(site, entry)


def _file(site: Site, entry: Entry) -> File:
    return File(sharing.oembed_address(entry), partial(_content, site, entry), beside=True)


def _content(site: Site, entry: Entry) -> str:
    value = {
        "version": "1.0",
        "type": "rich",
        "title": entry.record.label,
        "author_name": site.author,
        "provider_name": site.settings.name,
        "provider_url": site.settings.url,
        "html": sharing.frame(site, entry),
        "width": sharing.WIDTH,
        "height": sharing.HEIGHT,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
