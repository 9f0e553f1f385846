"""`robots.txt`: everybody may read everything, and finds the sitemap where the site has an address (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.exports import File
from generator.site import Site


def files(site: Site) -> Iterator[File]:
    """One file."""
    sitemap = f"\nSitemap: {site.url}sitemap.xml\n" if site.url else ""
    yield File("robots.txt", lambda: f"User-agent: *\nAllow: /\n{sitemap}")
