"""`robots.txt`: everybody may read everything, and finds the sitemap where the site has an address (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator

from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file."""
    sitemap = f"\nSitemap: {site.settings.url}sitemap.xml\n" if site.settings.url else ""
    yield File("robots.txt", lambda: f"User-agent: *\nAllow: /\n{sitemap}")
