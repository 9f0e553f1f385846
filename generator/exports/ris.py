"""`.ris` files: the bibliography as a whole, for reference managers."""

from __future__ import annotations

from collections.abc import Iterator

from generator import citations
from generator.exports import File, bibliography_files
from generator.site import Site


def files(site: Site) -> Iterator[File]:
    """The bibliography as a whole."""
    return bibliography_files(site, "ris", citations.ris)
