"""`corrections/feed.xml`: the corrections as an Atom feed (RFC 4287), the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree

from generator.catalog import Entry
from generator.exports import File
from generator.model import Correction
from generator.site import Here, Site

_ATOM = "http://www.w3.org/2005/Atom"
# A feed must have a date, also when nothing was corrected and Git knows nothing.
_LONG_AGO = "1970-01-01"


def files(site: Site) -> Iterator[File]:
    """One file."""
    yield File("corrections/feed.xml", partial(_content, site))


def _content(site: Site) -> str:
    found = site.catalog.corrections
    changed = max((item.on.last.isoformat() for _, item in found), default=max(site.catalog.history.changed.values(), default=_LONG_AGO))
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", site._("Corrections"))
    _add(feed, "id", site.permanent("corrections/"))
    _add(feed, "updated", f"{changed}T00:00:00Z")
    ElementTree.SubElement(_add(feed, "author", ""), "name").text = site.name
    ElementTree.SubElement(feed, "link", rel="self", href=f"{site.url}corrections/feed.xml" if site.url else "feed.xml")
    for entry, item in found:
        _entry(feed, site, entry, item)
    ElementTree.indent(feed, " ")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(feed, encoding='unicode')}\n"


def _entry(feed: ElementTree.Element, site: Site, entry: Entry, item: Correction) -> None:
    here = Here(site, "corrections/", numbered=False)
    element = ElementTree.SubElement(feed, "entry")
    _add(element, "title", f"{entry.record.label}: {item.what}")
    _add(element, "id", f"{site.permanent(entry.address)}#correction-{item.on}-{item.what.replace('/', '-').replace(' ', '-')}")
    _add(element, "updated", f"{item.on.last.isoformat()}T00:00:00Z")
    ElementTree.SubElement(element, "link", href=f"{site.url}{entry.address}" if site.url else f"../{entry.address}")
    _add(element, "summary", f"“{item.was}” → “{item.now}”. {here.plain(item.why)}")


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = text
    return element
