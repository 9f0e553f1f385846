"""Atom feeds (RFC 4287): what all feeds of the site share.

Days come from the records and from Git, and Atom wants moments: a day is written as its first second in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from .site import Site

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed. `address` is its page below the site's root, `id` a permanent identifier; days are ISO 8601."""

    title: str
    id: str
    address: str
    updated: str
    summary: str
    published: str = ""


def has_feeds(site: Site) -> bool:
    """Whether there are feeds of records. A feed must say when it was updated, and so must its entries: without a history there is no such day.

    Nothing would be in them, either; and a day that is nobody's would tell readers that nothing happens here.
    """
    return site.catalog.has_days


def has_corrections_feed(site: Site) -> bool:
    """Whether there is a feed of corrections, which have days of their own; without one, the day comes from the history."""
    return bool(site.public.catalog.corrections) or (site.catalog.has_corrections and site.catalog.has_days)


def feed(site: Site, address: str, title: str, items: Iterable[Item], changed: str | None = None, home: str = "") -> str:
    """The feed that stands at `address`, with its items in their order.

    It was updated when its latest item was; without items on the day that what it is about has `changed`, or else when anything last did:
    there must be such a day, see `has_feeds`. `home` is the page that it belongs to, by default
    that of its folder.
    """
    items = list(items)
    page = home or f"{address.rpartition('/')[0]}/".lstrip("/")
    root = ElementTree.Element("feed", xmlns=_ATOM)
    _add(root, "title", title)
    _add(root, "id", site.permanent(page if "/" in address else address))
    days = [item.updated for item in items] or list(filter(None, [changed])) or site.catalog.history.changed.values()
    _add(root, "updated", _moment(max(days)))
    _add(_add(root, "author"), "name", site.settings.name)
    ElementTree.SubElement(root, "link", rel="self", href=f"{site.settings.url}{address}" if site.settings.url else address.rpartition("/")[2])
    ElementTree.SubElement(root, "link", rel="alternate", type="text/html", href=site.web(page, address))
    for item in items:
        _entry(root, site, address, item)
    ElementTree.indent(root, " ")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(root, encoding='unicode')}\n"


def _entry(root: ElementTree.Element, site: Site, address: str, item: Item) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _add(entry, "title", item.title)
    _add(entry, "id", item.id)
    if item.published:
        _add(entry, "published", _moment(item.published))
    _add(entry, "updated", _moment(item.updated))
    ElementTree.SubElement(entry, "link", href=site.web(item.address, address))
    if item.summary:
        _add(entry, "summary", item.summary)


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = text
    return element


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
