"""What each source is called in a line: "Smith 2020", and "Smith 2020a" and "Smith 2020b" where two would be called the same.

The letters are those of the catalog as a whole, so that a source has one name wherever it stands, and go by date, as styles by author and date
have it (APA 7, 8.19; CSL 1.0.2, "Disambiguation"). A source that neither names an author nor prints a publisher goes by the record of whoever
published it, else by its title: in short where the entry says so, and in the site's language where the entry renders it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count, groupby, product
from string import ascii_lowercase
from typing import NamedTuple

from ..citing import csl
from ..records.reference import Reference
from .site import Site


class ShortName(NamedTuple):
    """A source in a line. `letter` tells it apart from those that are called the same; it is part of the `text`."""

    text: str
    letter: str = ""


def short_names(site: Site) -> Mapping[str, ShortName]:
    """What each source is called, by its key: `site.once(short_names)`."""
    names: dict[str, ShortName] = {}
    called = [(_who(site, reference), csl.short_year(reference), reference) for reference in site.catalog.references.values()]
    called.sort(key=lambda item: (item[0].casefold(), item[1], _order(item[2])))
    for (_key, year), group in groupby(called, key=lambda item: (item[0].casefold(), item[1])):
        same = list(group)
        for (who, _year, reference), letter in zip(same, _letters() if len(same) > 1 else [""], strict=False):
            # As APA has it: "2020a", but "n.d.-a".
            mark = f"-{letter}" if letter and not reference.issued else letter
            names[reference.key] = ShortName(f"{who} {year}{mark}", letter)
    return names


def short_name(site: Site, reference: Reference) -> str:
    """What a source is called in a line."""
    return site.once(short_names)[reference.key].text


def _who(site: Site, reference: Reference) -> str:
    if csl.is_named(reference):
        return csl.short_who(reference)
    publisher = site.catalog.publisher(reference)
    return publisher.record.label if publisher else csl.short_who(reference, site.settings.language)


def _order(reference: Reference) -> tuple[str, str, str]:
    return str(reference.issued or ""), reference.title.casefold(), reference.key


def _letters() -> Iterator[str]:
    """Those of the alphabet, then aa, ab and so on."""
    return ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))
