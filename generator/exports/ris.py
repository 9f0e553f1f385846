"""`.ris` files: the bibliography as a whole, for reference managers."""

from __future__ import annotations

from collections.abc import Iterator

from ..citing.ris import ris
from ..views.site import Site
from . import File, bibliography_files


def files(site: Site) -> Iterator[File]:
    """The bibliography as a whole."""
    return bibliography_files(site, "ris", ris)
